"""Numbers as people say them: 31%, 31 per cent, a third, one in five, nearly 40%, 34-36%, from 18% to 31%, 71 per 10,000."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["percent", "share", "per_10000", "bare"]

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50}
_WORD_VALUES = (
    {word: i for i, word in enumerate(_ONES, 1)}
    | {word: i for i, word in enumerate(_TEENS, 10)}
    | {word: 10 * i for i, word in enumerate(_TENS, 2)}
)
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}

_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}|{'|'.join(_ONES)})"
_WORDS = rf"(?:(?:an?|{'|'.join(_ONES)})[-\s]hundred(?:\sand\s{_SMALL})?|{_SMALL})"
_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,6})(?:\.\d{1,3})?"
NUMBER = rf"(?:{_DIGITS}|\b{_WORDS}\b)"
_PERCENT = r"(?:\s?%|\s?per\s?cent\b|\s?percent\b|\s?pct?\b)"
_HEDGE = r"(?:about|around|nearly|almost|(?:just\s)?over|(?:just\s)?under|more\sthan|less\sthan|some)"
_FREE = r"(?<![\w.,/£$€+<>−–-])"
_SCAN = re.compile(
    rf"""
      \bfrom\s(?:{_HEDGE}\s)?(?P<old>{NUMBER}){_PERCENT}?(?:\s(?!to\b)[^\W\d]+(?:[-–/][^\W\d]+)*){{0,5}}?,?
        \sto\s(?:now\s)?(?:{_HEDGE}\s)?(?P<new>{NUMBER})(?P<trend_unit>{_PERCENT})?
    | (?<=\bto\s)(?P<new2>{NUMBER})(?P<trend_unit2>{_PERCENT})?,?\sfrom\s(?:{_HEDGE}\s)?(?P<old2>{NUMBER}){_PERCENT}?
    | \bbetween\s(?P<low>{NUMBER}){_PERCENT}?\sand\s(?P<high>{NUMBER})(?P<range_unit>{_PERCENT})?
    | {_FREE}(?P<low2>{_DIGITS}){_PERCENT}?\s?[-–—]\s?(?P<high2>{_DIGITS})(?P<range_unit2>{_PERCENT})?
    | {_FREE}(?P<low3>{NUMBER}){_PERCENT}?\s(?:to|or)\s(?P<high3>{NUMBER})(?P<range_unit3>{_PERCENT})?
    | {_FREE}(?P<some>{NUMBER})\s(?:in|out\sof)\s(?:every\s)?(?P<each>{NUMBER})(?!\s?%|[\d,.]*\d)
    | {_FREE}(?P<held>{NUMBER})\s(?:out\s)?of\s(?:our|the|its|their|all|a\stotal\sof)?\s?(?P<total>{NUMBER})(?!\s?%)
    | \b(?P<count>an?|{"|".join(_ONES)})[\s-](?P<part>half|(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?)\b
    | \b(?P<half>half)\s(?=(?:of|our|the|all|every|my|agency|locums?|vacant|empty)\b)
    | \bin\sthe\s(?P<where>low\s|mid[-\s]?|high\s|upper\s)?(?P<decade>{"|".join(_DECADES)})\b
    | {_FREE}(?P<rate>{NUMBER})\s(?:[\w-]+\s){{0,3}}?(?:per|in\severy|for\severy|out\sof\severy|in)\s(?:10[,\s]?000|10\s?k\b|ten\sthousand)
    | {_FREE}(?P<percent>{NUMBER}){_PERCENT}
    | {_FREE}(?P<bare>{NUMBER})(?:ish\b|-odd\b|\sodd\b)?(?![\w%/]|[.,:]\d|['’]s|-\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SPREAD = re.compile(
    r"\b(?:var(?:y|ies|ied|ying)|rang\w+|anywhere|anything|runs?|running|spread|stretch\w*)\s*$", re.IGNORECASE
)
_AT_MOST = (
    "nearly|almost|just under|well under|under|below|less than|fewer than|not quite|close to|approaching|no more than|not more than"
    "|no higher than|at most|just short of|just below"
    "|(?<!gone )(?<!went )(?<!rose )(?<!risen )(?<!crept )(?<!climbed )(?<!back )(?<!is )(?<!are )(?<!now )up to"
)
_AT_LEAST = (
    "just over|well over|over|above|more than|at least|upwards of|in excess of|exceed(?:ing|ed|s)?"
    "|(?<!half )(?<!quarter )past|passed|topped|no less than"
    "|no fewer than|just above"
)
_BEFORE_IT = re.compile(
    rf"(?:(?P<most>\b(?:{_AT_MOST})|<)|(?P<least>\b(?:{_AT_LEAST})|>)|\b(?:about|around|roughly|approximately|approx\.?|circa|some|exactly|only|just)|~)\s?$",
    re.IGNORECASE,
)
_AFTER_IT = re.compile(
    r"\s?(?:(?P<least>(?:or|and) (?:more|over|above|upwards)\b|-?plus\b|\+)|(?P<most>or (?:less|under|fewer|below)\b))",
    re.IGNORECASE,
)
_LONGEST_HEDGE = 18
_GOES_ON = re.compile(
    r"""\s*(?:$|[.,;:)(\]|?!"”’*—–-]|(?:and|but|against|while|whereas|with|compared|this|last|now|in|at|on|up|down|which|or|to|from|when|since
    |across|overall|for|the|is|are|was|were|by|than|each|every|as|today|currently|nationally|here|there|versus|vs|then|though|if|we|so|after
    |before|because|until|among|within|per)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_CASES = re.compile(r"\s(?:open\s|live\s)?(?:cases|children|families)\b", re.IGNORECASE)
_POINTS = re.compile(r"\s(?:percentage\s)?points?\b", re.IGNORECASE)
_LASTS = re.compile(
    r"\b(?:for|over|in|past|last|next|first|within|after|every)\s(?:the\s)?\w+\squarters?$", re.IGNORECASE
)
_OF_THEM = re.compile(r"\s+of\b", re.IGNORECASE)


@dataclass(frozen=True)
class Quantity:
    """A number and its place. `low` and `high` are what it is bounded by, `before` what it is said to have risen or fallen from.

    `cases` says that a bare number is one of cases or children; `worked_out` that a share was computed from two counts.
    """

    start: int
    end: int
    value: float
    kind: Kind
    low: float | None = None
    high: float | None = None
    before: float | None = None
    cases: bool = False
    worked_out: bool = False


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities in `text` in order. A bare number that counts some other thing ("31 posts") is left out."""
    found = (_hedged(text, quantity) for quantity in _scan(text))
    return [quantity for quantity in found if not _POINTS.match(text, quantity.end)]


def to_number(words: str) -> float:
    """Return the value of digits or of number words up to 999. Raises ValueError for anything else."""
    plain = words.strip().lower().replace(",", "")
    if plain[:1].isdigit():
        return float(plain)
    total = 0
    for word in re.split(r"[\s-]+", plain):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _WORD_VALUES:
            total += _WORD_VALUES[word]
        elif word not in ("a", "an", "and"):
            raise ValueError(f"{words!r} is not a number")
    return float(total)


def _scan(text: str) -> Iterator[Quantity]:
    for match in _SCAN.finditer(text):
        quantity = _read(text, match)
        if quantity is not None:
            yield quantity


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    start, end = match.span()
    for ending in ("", "2", "3"):
        if "new" + ending in groups:
            return _trend(text, match, groups, ending)
        if "low" + ending in groups:
            unit = groups.get("range_unit" + ending)
            return _range(text, start, end, to_number(groups["low" + ending]), to_number(groups["high" + ending]), unit)
    if "some" in groups or "held" in groups:
        return _counted_share(text, match, groups)
    if "part" in groups or "half" in groups:
        return _fraction(text, start, end, groups)
    if "decade" in groups:
        return _decade(start, end, groups)
    if "rate" in groups:
        return Quantity(start, end, to_number(groups["rate"]), "per_10000")
    if "percent" in groups:
        return Quantity(start, end, to_number(groups["percent"]), "percent")
    return _bare(text, start, end, to_number(groups["bare"]), groups["bare"])


def _trend(text: str, match: re.Match[str], groups: dict[str, str], ending: str) -> Quantity | None:
    old, new, unit = (
        to_number(groups["old" + ending]),
        to_number(groups["new" + ending]),
        groups.get("trend_unit" + ending),
    )
    start, end = match.span()
    if _SPREAD.search(text[max(0, start - 12) : start]):
        return _range(text, start, end, old, new, unit)
    if unit or "%" in match[0] or "cent" in match[0].lower():
        return Quantity(start, end, new, "percent", before=old)
    held = _bare(text, start, end, new, "10")
    return replace(held, before=old) if held else None


def _range(text: str, start: int, end: int, low: float, high: float, unit: str | None) -> Quantity | None:
    if low >= high:
        return None
    middle = round((low + high) / 2, 2)
    if unit:
        return Quantity(start, end, middle, "percent", low=low, high=high)
    held = _bare(text, start, end, middle, "10")
    return replace(held, low=low, high=high) if held else None


def _counted_share(text: str, match: re.Match[str], groups: dict[str, str]) -> Quantity | None:
    """Read "three in ten" and "40 of our 130"; the second only where what is counted follows."""
    some, of = ("some", "each") if "some" in groups else ("held", "total")
    part, whole = to_number(groups[some]), to_number(groups[of])
    if not 0 < part < whole or (of == "each" and whole > 20 and whole != 100):
        return None
    if of == "total" and (whole >= 1900 or not re.match(r"\s[a-z]", text[match.end() :][:2], re.IGNORECASE)):
        return None
    return Quantity(match.start(), match.end(), _share(part / whole), "share", worked_out=of == "total")


def _fraction(text: str, start: int, end: int, groups: dict[str, str]) -> Quantity | None:
    """Read "a third" where it is a share: before "of", "our" or the end of a clause, never in "a third plan"."""
    if "half" in groups:
        return Quantity(start, end - 1, 50.0, "share")
    of = _OF_THEM.match(text, end) or re.match(r"\s(?:our|the|all|every|my)\b", text[end : end + 8], re.IGNORECASE)
    if not of and (not _GOES_ON.match(text, end) or _LASTS.search(text[max(0, start - 16) : end])):
        return None
    count = 1.0 if groups["count"].lower() in ("a", "an") else to_number(groups["count"])
    share = count / _PARTS[groups["part"].lower().rstrip("s")]
    return Quantity(start, end, _share(share), "share") if share < 1 else None


def _decade(start: int, end: int, groups: dict[str, str]) -> Quantity:
    floor = _DECADES[groups["decade"].lower()]
    return Quantity(start, end, floor + 4.5, "bare", low=floor, high=floor + 9)


def _bare(text: str, start: int, end: int, value: float, written: str) -> Quantity | None:
    """Return a number without a unit, None where it counts something else or is a small word ("one", "two")."""
    if (not written[0].isdigit() and value < 10) or text[max(0, start - 4) : start].lower() == "per ":
        return None
    if counted := _CASES.match(text, end):
        return Quantity(start, counted.end(), value, "bare", cases=True)
    return Quantity(start, end, value, "bare") if _GOES_ON.match(text, end) else None


def _share(part: float) -> float:
    return round(100 * part, 1)


def _hedged(text: str, quantity: Quantity) -> Quantity:
    """Take in the words around a number that bound it: nearly 40%, over 30, 25 or more."""
    if quantity.low is not None or quantity.high is not None:
        return quantity
    after = _AFTER_IT.match(text, quantity.end)
    if after:
        quantity = replace(quantity, end=after.end())
    window = max(0, quantity.start - _LONGEST_HEDGE)
    before = _BEFORE_IT.search(text[window : quantity.start])
    if before:
        quantity = replace(quantity, start=window + before.start())
    bounds = [match.groupdict() for match in (before, after) if match]
    if any(b.get("most") for b in bounds):
        return replace(quantity, high=quantity.value)
    return replace(quantity, low=quantity.value) if any(b.get("least") for b in bounds) else quantity
