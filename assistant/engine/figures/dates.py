"""Dates in text: read where they stand beside a figure, and hidden so that a year is never taken for one."""

import re

_MONTH = r"""(?:jan(?:uary)?|feb(?:ruary)?|march|mar|april|apr|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?
|dec(?:ember)?)"""
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATES = re.compile(
    rf"""\b(?:(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s)?(?P<month>{_MONTH})\.?\s(?P<year>(?:19|20)\d\d)
    | (?P<span>(?:19|20)\d\d\s?[-–/]\s?(?:20)?\d\d)(?!\d)
    | (?:19|20)\d\d-\d\d-\d\d
    | (?P<plain>(?:19[5-9]|20[0-4])\d)(?![\d%]|[.,]\d|\s?per\scent)
    | \d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}\b
    | (?:in|by|since|at|of|last|this|until|for|end\sof)\s(?:{_MONTH})\b
    | (?:rolling|last|past)\s(?:12|twelve)\smonths
    | quarter\s[1-4]\b | q[1-4]\b(?:\s(?:19|20)\d\d)?)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Dates and years: never figures themselves."""
_NOT_THEN = re.compile(
    r"\b(?:since|until|till|by|before|after|from)\s(?:the\s)?(?:end\sof\s|early\s|late\s)?$", re.IGNORECASE
)


def mask_dates(text: str) -> str:
    """Return `text` of the same length with the letters and digits of every date made `d`."""
    return _DATES.sub(lambda match: re.sub(r"\w", "d", match[0]), text)


def read_date(*words: str) -> str | None:
    """Return the first date that the words give: YYYY, YYYY/YY, YYYY-MM or YYYY-MM-DD. "Since 2019" gives none."""
    for part in words:
        for match in _DATES.finditer(part):
            if not _NOT_THEN.search(part[max(0, match.start() - 20) : match.start()]) and (date := _as_date(match)):
                return date
    return None


def _as_date(match: re.Match[str]) -> str | None:
    if span := match["span"]:
        years = re.findall(r"\d+", span)
        return f"{years[0]}/{years[1][-2:]}" if int(years[1][-2:]) == (int(years[0]) + 1) % 100 else None
    if match["plain"]:
        return match["plain"]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", match[0]):
        return match[0]
    if not match["year"]:
        return None
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    day = f"-{int(match['day']):02}" if match["day"] and 1 <= int(match["day"]) <= 31 else ""
    return f"{match['year']}-{month:02}{day}"


def year_of(date: str | None) -> int | None:
    """Return the year of a date, of a span of two years the one in which it ends."""
    if date is None or not re.match(r"\d{4}", date):
        return None
    return int(date[:4]) + (1 if "/" in date else 0)
