"""Dates of papers, and papers that look back."""

import re
from datetime import date as Date

from assistant.models import UserDocument

_DATE = re.compile(r"^(?P<y>(?:19|20)\d\d)(?:-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12]\d|3[01]))?)?$")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?!\d)")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_BACK = re.compile(r"\b(?:looking back|look back|historical|a history|the history|retrospective)\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:today|nowadays|now|currently|still|at present|at the moment|to this day|these days|remains?|continues?"
    r"|this (?:week|month|quarter|term|year|spring|summer|autumn|winter))\b"
    r"|\b(?:we|they|teams?|workers?|managers?|partners?|children|families|staff|schools|police|health|leaders"
    r"|supervision|thresholds?|reviews|visits|plans|caseloads|vacancies)"
    r"\s+(?:\w+ly\s+)?(?:are|is|have|has|do|does|cannot|can|leave|wait|say|tell|keep|pull|run|hold)\b",
    re.IGNORECASE,
)
"""What speaks of the present."""
_YEARS = 3
"""Different years, all before the paper's own, that mark a paper as one about the past."""


def sortable(date: str | None) -> str | None:
    """Return a full date for ordering (a year counts as its middle, a month as its middle), None when it is none."""
    match = _DATE.match((date or "").strip())
    if not match:
        return None
    full = f"{match['y']}-{match['m'] or '06'}-{match['d'] or '15'}"
    try:
        Date.fromisoformat(full)
    except ValueError:  # no such day: 30 February
        return None
    return full


def date_in_name(name: str) -> str | None:
    """Return the ISO date that a file's name holds."""
    match = _IN_NAME.search(name)
    return match[1] if match else None


def looks_back(document: UserDocument) -> bool:
    """Return whether a paper tells of years before its own alone.

    Its title says so; or all the years that its text names are earlier, three or more, and nothing in it speaks of the present.
    """
    if _BACK.search(document.title):
        return True
    if sortable(document.date) is None:
        return False
    years = {int(year) for year in _YEAR.findall(document.text)}
    early = len(years) >= _YEARS and max(years) < int((document.date or "").strip()[:4])
    return early and not _NOW.search(document.text)
