"""Days that a person names: 2024-05-31, 31 May 2024, 31/05/2024, May 2024, 2024."""

import calendar
import re
from datetime import date

from assistant.errors import QuestionError

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_FORMS = (
    re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?)?"),
    re.compile(r"(?:(?P<d>\d{1,2})[/.](?P<m>\d{1,2})|(?P<m2>\d{1,2}))[/.](?P<y>\d{4})"),
    re.compile(r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<name>[a-z]+)\.?,?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<name>[a-z]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"),
)
_EARLIEST, _LATEST = 1900, 2200
WAYS = "write it as 2024-05-31, 31 May 2024, 31/05/2024, May 2024 or 2024"


def last_day(words: str, what: str = "date") -> date:
    """Return the last day of what `words` name: of a day itself, of a month or year its last one. Raises QuestionError.

    Figures alone are read as they are written in Britain, the day first.
    """
    said = " ".join(words.lower().split())
    found = next((match.groupdict() for form in _FORMS if (match := form.fullmatch(said))), None)
    if found is None:
        raise QuestionError(f"{what} {_short(words)}: not a date; {WAYS}")
    year, month = int(found["y"]), _month(found)
    if not _EARLIEST <= year <= _LATEST or month == 0:
        raise QuestionError(f"{what} {_short(words)}: there is no such month or year; {WAYS}")
    if month is None:
        return date(year, 12, 31)
    last = calendar.monthrange(year, month)[1]
    day = int(found.get("d") or last)
    if not 1 <= day <= last:
        raise QuestionError(f"{what} {_short(words)}: {calendar.month_name[month]} {year} has {last} days; {WAYS}")
    return date(year, month, day)


def window(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """Return the last days of what two words name, None for what is not given.

    Raises QuestionError for what is no date, and where the first does not come before the second.
    """
    first = last_day(since, "the first date") if since else None
    second = last_day(until, "the second date") if until else None
    if first and second and first >= second:
        raise QuestionError(
            f"the first date {_short(since or '')} does not come before the second, {_short(until or '')}; "
            "give the earlier one first"
        )
    return first, second


def _month(found: dict[str, str | None]) -> int | None:
    """Return the number of the month, None where only a year is named, 0 where there is no such month."""
    if name := found.get("name"):
        return _MONTHS.get(name, 0)
    given = found.get("m") or found.get("m2")
    if given is None:
        return None
    return int(given) if 1 <= int(given) <= 12 else 0


def _short(words: str) -> str:
    return repr(words if len(words) <= 40 else f"{words[:40]}…")
