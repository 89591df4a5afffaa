"""Which day the words of an action's time mean, and whether it falls soon."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from assistant.plans.times import DAYS, MONTH
from assistant.timeline.dates import sortable

SOON_DAYS = 90
_NUMBERS = {
    **dict.fromkeys(("a", "an", "one"), 1), "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "eighteen": 18, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_UNITS = {"day": 1, "week": 7, "wk": 7, "fortnight": 14, "month": 30, "mth": 30, "quarter": 91, "term": 91, "year": 365}
_SEASONS = {"spring": 5, "easter": 4, "summer": 8, "autumn": 11, "christmas": 12, "winter": 2}
"""The month with which each ends."""
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_AT_ONCE = re.compile(
    rf"\b(?:now|immediate(?:ly)?|straight away|asap|as soon as possible|at once|overnight|tonight|tomorrow|today|this|next (?:week|month)"
    rf"|{DAYS})\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?<!-)\b(?P<n>\d+|[a-z]+) (?P<working>working )?(?P<unit>day|week|wk|fortnight|month|mth|quarter|term|year)s?\b",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{2,4}))?\b")
_NAMED = re.compile(
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?\b(?P<month>{MONTH}|spring|summer|autumn|winter|easter|christmas)\b"
    r"(?: ['’]?(?P<year>\d{4}|\d\d))?",
    re.IGNORECASE,
)
_MONTH_LENGTH = len("2026-05")
_YEAR = re.compile(r"\b20\d\d\b")


def falls_soon(due: str | None, as_of: date) -> bool:
    """Return whether an action falls due within SOON_DAYS days of a day, or before it, or names no time; a time not understood does not."""
    if due is None:
        return True
    day = due_day(due, as_of)
    return day is not None and day <= as_of + timedelta(days=SOON_DAYS)


def day_of_papers(dates: Iterable[str | None], today: date) -> date:
    """Return the newest day of papers that is not after `today`, or `today` where they have none.

    A paper dated by its month counts from the first of it; one dated by its year, or by words that are no date, does not count.
    """
    told = [said.strip() for said in dates if said and sortable(said)]
    days = [
        date.fromisoformat(said if len(said) > _MONTH_LENGTH else f"{said}-01")
        for said in told
        if len(said) >= _MONTH_LENGTH
    ]
    return max((day for day in days if day <= today), default=today)


def due_day(due: str, as_of: date) -> date | None:
    """Return the last day that the words of a time mean, counted from `as_of`; None where they cannot be understood."""
    if found := _NUMERIC.search(due):
        return _day(found["year"], int(found["month"]), int(found["day"]), as_of)
    if found := _NAMED.search(due):
        named = found["month"].lower()
        month = _SEASONS.get(named) or _MONTHS.index(named[:3]) + 1
        return _day(found["year"], month, int(found["day"]) if found["day"] else None, as_of)
    for found in _LENGTH.finditer(due):
        number = int(found["n"]) if found["n"].isdigit() else _NUMBERS.get(found["n"].lower())
        if number and number < 1_000:
            days = number * _UNITS[found["unit"].lower()]
            return as_of + timedelta(days=days * 7 // 5 if found["working"] else days)
    if found := _YEAR.search(due):
        return date(int(found.group()), 12, 31)
    return as_of if _AT_ONCE.search(due) else None


def _day(year: str | None, month: int, day: int | None, as_of: date) -> date | None:
    """Return the day; without a year the next one, or one a little past."""
    if not 1 <= month <= 12:
        return None
    if year:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        return _in(full, month, day)
    this = _in(as_of.year, month, day)
    late = this is not None and this < as_of - timedelta(days=SOON_DAYS)
    return _in(as_of.year + 1, month, day) if late else this


def _in(year: int, month: int, day: int | None) -> date | None:
    if not 1900 <= year <= 2999:
        return None
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last)) if day != 0 else None
