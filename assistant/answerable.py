"""Whether a passage found holds the figure or date asked for: its kind, subject, place and year in one sentence."""

import math
import re
from collections.abc import Mapping, Sequence

from assistant.asked import STEMS, YEAR, Asked, Kind
from assistant.passages import Unit, units
from assistant.retriever import RESPONSE_CARD, Retriever
from indexes.models import SearchResult

LEAST_HELD = 0.46
"""From this on the corpus holds what is asked. Chosen on the 120 questions of `training/answerable.jsonl`, where it errs on 12."""
_LITTLE = 0.38
_WORDS = r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|quarter|third|none)\b"
_HOLDS: dict[Kind, re.Pattern[str]] = {
    "number": re.compile(rf"\d|{_WORDS}"),
    "percent": re.compile(r"\d%|per cent|\b(?:half|quarter|third|thirds|one in)\b|\bper (?:10,000|\d)"),
    "money": re.compile("£"),
    "date": re.compile(r"\b(?:19|20)\d\d\b"),
}
_ENGLAND = re.compile(r"England|[Nn]ational|English|authorit|councils")
_ADVICE = ("What it advises", "First steps", "What helps", "First 30 days", "By 90 days")
_NO_KIND, _NO_PLACE, _PLACE_NEAR, _NO_YEAR, _YEAR_NEAR, _NO_NATION, _IS_ADVICE = 0.6, 0.4, 0.58, 0.4, 0.75, 0.45, 0.7
"""What is left of a sentence's score when it lacks something. Set by hand on the same questions; near: the passage has it."""


def held(want: Asked, results: Sequence[SearchResult], retriever: Retriever) -> float:
    """Return how far the best sentence found holds what is asked, 0..1: the share of its words, less for what it lacks."""
    counts = retriever.index.frequencies(want.stems)
    total = retriever.index.manifest.chunks
    weights = {stem: math.log(1 + total / (1 + counts[stem])) for stem in want.stems}
    short = retriever.acronyms()
    return max((_score(want, unit, weights, short) for r in results for unit in units(r.chunk)), default=0.0)


def _score(want: Asked, unit: Unit, weights: Mapping[str, float], short: Mapping[str, frozenset[str]]) -> float:
    info, heading = unit.chunk.info, " ".join(unit.chunk.heading)
    own = _widened(unit.text, short)
    near = own | _widened(f"{info.title} {heading}", short)
    total = sum(weights.values())
    score = sum(weight * (0.7 * (stem in own) + 0.3 * (stem in near)) for stem, weight in weights.items()) / total
    if score < _LITTLE:
        return score
    about = f"{unit.text} {info.title} {info.publisher} {heading}"
    if not _HOLDS[want.kind].search(unit.text if want.kind == "date" else YEAR.sub("", unit.text)):
        score *= _NO_KIND
    if not all(place in about for place in want.places):
        score *= _PLACE_NEAR if all(place in unit.chunk.text for place in want.places) else _NO_PLACE
    if not want.years <= _years(about):
        score *= _YEAR_NEAR if want.years & _years(f"{unit.chunk.text} {info.title}") else _NO_YEAR
    if want.national and not _ENGLAND.search(about):
        score *= _NO_NATION
    if (unit.chunk.heading[:1] and unit.chunk.heading[0] in _ADVICE) or info.kind == RESPONSE_CARD:
        score *= _IS_ADVICE
    return score


def _widened(text: str, short: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the stems of `text`, with what its abbreviations stand for and the abbreviations of what it spells out."""
    stems = set(STEMS(text))
    for abbreviation, full in short.items():
        if abbreviation in stems:
            stems |= full
        elif full <= stems:
            stems.add(abbreviation)
    return stems


def _years(text: str) -> set[str]:
    """Return the years in `text`; 2023-24 is two."""
    return {year for m in YEAR.finditer(text) for year in (m[1], m[1][:2] + (m[2] or m[1][2:]))}
