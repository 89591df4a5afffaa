"""Figures of one thing that differ between passages: shown side by side, newest first, so that none is taken for the only one."""

import re
from collections.abc import Sequence

from assistant.composers.leading import says_a_rule
from assistant.engine.figures.measures import find_mentions
from assistant.models import Measure
from assistant.passages import Unit
from assistant.queries.entities import known_places

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
MOST = 3
"""Figures shown side by side."""


def differing(question: str, units: Sequence[Unit]) -> list[Unit]:
    """Return sentences, newest first, that give different figures for the first measure that the question names; none when all agree.

    Only sentences of the same places are held against one another, each from another document or of another year.
    """
    wanted = {mention.measure for mention in find_mentions(question)}
    if not wanted:
        return []
    places = set(known_places(question))
    kept: list[Unit] = []
    seen = set[tuple[str, ...]]()
    for unit in units:
        figures = tuple(n for n in _NUMBER.findall(unit.text) if not _YEAR.fullmatch(n))
        about = set(known_places(f"{unit.chunk.info.title} {unit.text}"))
        named = wanted & {mention.measure for mention in find_mentions(unit.text)}
        if named and figures and figures not in seen and (about == places or (places and places <= about)):
            seen.add(figures)
            kept.append(unit)
    of_others = {(unit.chunk.info.id, _year(unit)) for unit in kept}
    return sorted(kept, key=lambda u: -_year(u))[:MOST] if len(of_others) > 1 else []


def without_repeats(units: Sequence[Unit], shown: Sequence[Unit] = ()) -> list[Unit]:
    """Return the sentences in order without those that give only figures of a measure, place and year that `shown` or one before gave.

    A sentence without a year repeats one of any year. Where it names several measures all its figures have to be the same. A sentence
    that names no measure or gives no figure is never a repeat, nor is a judgement, nor what says by when something has to be done.
    """
    seen = {key for unit in shown for key in _said_by(unit)}
    kept = list[Unit]()
    for unit in units:
        figures = _figures_of(unit, frozenset(_YEAR.findall(unit.text)))
        if unit.is_inference or says_a_rule(unit.text) or not figures or not figures <= seen:
            kept.append(unit)
        seen |= _said_by(unit)
    return kept


_Figure = tuple[frozenset[str], frozenset[Measure], frozenset[str], frozenset[str]]


def _said_by(unit: Unit) -> set[_Figure]:
    """Return the figures of a sentence, with its years and without."""
    return _figures_of(unit, frozenset(_YEAR.findall(unit.text))) | _figures_of(unit, frozenset())


def _figures_of(unit: Unit, years: frozenset[str]) -> set[_Figure]:
    """Return each figure of a sentence with its places, measure and years; all in one where it is not plain which measure each is of."""
    places = frozenset(known_places(f"{unit.chunk.info.title} {unit.text}"))
    measures = frozenset(mention.measure for mention in find_mentions(unit.text))
    numbers = [n.removesuffix(".0") for n in _NUMBER.findall(unit.text) if not _YEAR.fullmatch(n)]
    if not measures or not numbers:
        return set()
    apart = [frozenset([number]) for number in numbers] if len(measures) == 1 else [frozenset(numbers)]
    return {(places, measures, some, years) for some in apart}


def _year(unit: Unit) -> int:
    return max((int(year) for year in _YEAR.findall(unit.text)), default=int(unit.chunk.info.date[:4]))
