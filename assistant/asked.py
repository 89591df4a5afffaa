"""Which figure or date a question asks for: the kind of thing, the words that name it, the years, the places, the nation."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.understanding import Understanding
from indexes.lexical import Tokenizer

Kind = Literal["number", "percent", "money", "date"]
STEMS = Tokenizer()
_MEASURE = (
    r"(?:rates?|percentages?|proportions?|shares?|numbers?|averages?|medians?|costs?|turnover|absence|salar\w+"
    r"|allowances?|fees?|caseloads?|figures?|totals?|ratios?)"
)
_FIGURE = re.compile(
    rf"\bhow (?:many|much|long|often|far|old)\b|\b(?:what|which) (?:\w+ )?{_MEASURE}\b"
    rf"|\bwhat(?:'s| is| was| are| were)\b.{{0,80}}\b{_MEASURE}\b"
    r"|\b(?:give me|tell me|do you (?:have|hold|know)|have you got|i need|i'd like|we need|looking for|remind me|is there)"
    rf"\b.{{0,80}}\b{_MEASURE}\b|\bwhat (?:does|did|do|was|were)\b.{{0,60}}\b(?:costs?|spent|paid|pay|fall to|rise to)\b"
    r"|^\W*(?:the )?(?:average|median|total|number of|rate of|percentage of)\b"
)
_DATE = re.compile(r"\bwhen (?:did|was|were)\b|\b(?:what|which) (?:year|month|date|day)\b")
_MONEY = re.compile(
    r"\bcosts?\b|\bhow much (?:does|do|did|was|were|is|money|new)\b|\bspen[dt]\b|\bsalar|\bpaid\b|\bfees?\b|\ballowance|£|\bprice"
)
_PERCENT = re.compile(r"\b(?:rates?|percent(?:age)?|per ?cent|proportion|share|turnover|absence)\b")
_ADVICE = re.compile(
    r"\bhow (?:many|much|long|often|far)\b[^?]{0,60}\b(?:should|ought|must|can|could)\b|\b(?:should|do|can|could) (?:we|i)\b"
    r"|\bour\b(?! (?:nearest |statistical )*neighbour)"
)
"""Advice, or a figure of the user's own: no source has to hold it."""
_BARE = re.compile(rf"\b{_MEASURE}\b")
_SENTENCE = re.compile(r"\b(?:why|how|we|i|is|are|does)\b")
_COMPOUND = re.compile(r"\b(?:and|or) (?:who|which|what|why|how|is|was|does|did|whether)\b")
_LEANS = re.compile(r"\b(?:it|its|they|them|their|this|those|these|there)\b")
_NATION = re.compile(r"\b(?:national(?:ly)?|england|the country)\b")
YEAR = re.compile(r"\b((?:19|20)\d\d)(?:[-/](\d\d))?\b")
_FRAME = """
    number percentage percent proportion share roughly approximately per cent average quick question sorry basic cheers asked
    ask asking remind need want wants like paper chair cabinet member scrutiny hear got get gets been years year last month
    ago time today end recent newest moment right only actually ever still ones fall went go say said england english
    nationally country ish thanks hi hello please find copy figure figures national current currently latest stat stats
    statistic data reporting usual usually mean means know thing example list explain january february march april may june
    july august september october november december what's what who where there that it how when here let so give tell show
"""


@dataclass(frozen=True)
class Asked:
    """A figure or date that a question asks for. `stems` name its subject, without places and years."""

    kind: Kind
    stems: frozenset[str]
    years: frozenset[str]
    places: tuple[str, ...]
    national: bool


def asked(understanding: Understanding) -> Asked | None:
    """Return the one figure or date that the question asks for; None when it asks for something else, or for more than that."""
    parts = [part for part in re.split(r"(?<=[.?!])\s+|\n+", understanding.query.strip()) if part]
    asking = [part for part in parts if _asks(part.lower().replace("\u2019", "'"))]
    questions = [part for part in asking if part.rstrip().endswith("?")] or asking
    if not questions:
        return None
    focus = questions[0]
    plain = focus.lower()
    if _COMPOUND.search(plain) or (len(parts) > 1 and _LEANS.search(plain)):
        return None
    places = tuple(place for place in understanding.places if place in focus)
    named = {stem for place in places for stem in STEMS(place)}
    stems = {stem for stem in STEMS(focus) if not YEAR.match(stem)} - _frame() - named
    if not stems:
        return None
    years = frozenset(match[1] for match in YEAR.finditer(focus))
    return Asked(_kind(plain), frozenset(stems), years, places, bool(_NATION.search(plain)))


@cache
def _frame() -> frozenset[str]:
    return frozenset(STEMS(_FRAME)) | {"what", "who", "where", "there", "that", "it", "how", "when", "here", "let"}


def _asks(plain: str) -> bool:
    if _ADVICE.search(plain):
        return False
    bare = len(plain.split()) <= 9 and _BARE.search(plain) and not _SENTENCE.search(plain)
    return bool(_FIGURE.search(plain) or _DATE.search(plain) or bare)


def _kind(plain: str) -> Kind:
    if _DATE.search(plain) and not _FIGURE.search(plain):
        return "date"
    if _MONEY.search(plain):
        return "money"
    return "percent" if _PERCENT.search(plain) else "number"
