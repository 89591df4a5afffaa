"""Whether the leading sentences count what a question asks a figure of: not those in post where it asks of those struck off."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from assistant.answerability.alike import is_said, singular
from assistant.passages import Unit
from assistant.queries.words import FUNCTION_WORDS
from assistant.selection import Selection
from assistant.selection.features import stems_of

Counted = Literal["same", "another", "nowhere"]
"""What the leading sentences count: what is asked for, something else, or something else where no sentence found, and no place that is
asked about, has a word of it."""
LEADING = 5
"""Sentences among which the figure has to stand."""
LEAST_SAID = 0.6
"""Share of what a question says of a figure, by the weight of its stems, that one sentence with a number has to say too."""
_MEASURED = (
    r"(?:percentages?|per cent|proportions?|shares?|rates?|numbers?|margins?|turnover|salar(?:y|ies)|pay|wages?|profits?|fees?|prices?"
    r"|overspend|averages?|median|total|caseloads?|sickness|absence|fraction)"
)
_ASKS = re.compile(
    r"\bhow many\b(?! more\b)"
    rf"|\b(?:what|which)(?: is| are| was| were)?(?: the| a| an)?(?: (?!do|does|did|has|have)[\w'\u2019-]+){{0,3}}? {_MEASURED}\b",
    re.IGNORECASE,
)
_ASKS_TIME = re.compile(r"\bhow many (?:[\w-]+ )?(?:days|weeks|months|years|hours|times)\b", re.IGNORECASE)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_LABEL = re.compile(
    rf"\b(?:\d{{1,2}} )?{_MONTH}(?: \d{{4}})?\b|\b(?:19|20)\d\d(?:[-/\u2013]\d{{2,4}})?\b"
    r"|\b(?:stages?|sections?|questions?|steps?|parts?|chapters?|regulations?|articles?|pages?|paragraphs?|annex) \d+(?:[-\u2013]\d+)?"
    r"|\b(?:under|over|aged?|below) \d+(?:\.\d+)?(?: (?:to|and|or) \d+)?",
    re.IGNORECASE,
)
"""Numbers that count nothing: dates, numbers of parts, and ages."""
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|thirds?|quarters?|fifth|hundred|thousand|million|none"
    r"|nobody|twice|doubled|one in|only one|a single|almost all|nearly all)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"(?<=[,;:.?!])\s+|\s+(?=(?:and|but) (?:what|how|who|when|where|which|why)\b)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
GOES_UNSAID = stems_of(
    "children child social worker council service authority local England English national nationally average number of team director"
    " DCS family people staff take get got need have make do hold held look run long many much current latest last first most usual"
    " typical good new tell know want ask please roughly exactly rate percentage proportion share figure total count compare expect day"
    " week month year time kid youngster length cent per fraction median one come go gone went old live lived cut overall official"
    " think thought reckon say said far already proper"
)
"""Stems that stand in sentences on anything, or that a sentence with the figure has no need to say."""


def asks_figure(query: str) -> bool:
    """Return whether a question asks how many there are, or for a rate, a share or another measure that a number tells."""
    return _ASKS.search(query) is not None and not _ASKS_TIME.search(query)


def holds_number(text: str) -> bool:
    """Return whether a sentence has a number, in figures or words, that is no date, no age and no part of a name."""
    return _NUMBER.search(_LABEL.sub(" ", text)) is not None


def counted(selection: Selection, rarity: Callable[[str], float]) -> Counted:
    """Return how far the sentences chosen count what a question asks a figure of; `rarity` weighs the stems.

    They count something else where a word of what is counted ("struck off", "upheld") is in no leading sentence, in these or like
    words, or where no leading sentence with a number has enough of what the question says.
    """
    query, places = selection.understanding.query, selection.understanding.places
    if not asks_figure(query):
        return "same"
    leading = selection.chosen[:LEADING]
    numbered = [stems_of(unit.in_context) for unit in leading if holds_number(unit.text)]
    asked = _said_of_it(query) - stems_of(" ".join(places))
    total = sum(rarity(stem) for stem in asked)
    said = [sum(rarity(stem) for stem in asked if is_said(stem, held)) for held in numbered]
    little = not said or (total > 0 and max(said) / total < LEAST_SAID)
    if little and not places and _lacking(asked, [span.unit for span in selection.spans]):
        return "nowhere"
    return "another" if little or _lacking(asked, leading) else "same"


def _lacking(asked: frozenset[str], units: Sequence[Unit]) -> bool:
    held = frozenset[str]().union(*(stems_of(unit.in_context) for unit in units))
    return any(not is_said(stem, held) for stem in asked)


def _said_of_it(query: str) -> frozenset[str]:
    """Return the stems of what a question says of the figure; those of 16 and not of 16s, of IRO and not of IROs."""
    asking = " ".join(clause for clause in _CLAUSES.split(query) if _ASKS.search(clause)) or query
    words = [word for word in _WORD.findall(singular(asking)) if word.lower() not in FUNCTION_WORDS]
    return stems_of(" ".join(words)) - GOES_UNSAID
