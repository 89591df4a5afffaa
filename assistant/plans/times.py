"""By when an action of a plan is to be done, where its words plainly say so."""

import re
from collections.abc import Iterable

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
DAY = r"(?:(?:Mon|Wednes|Fri|Satur|Sun)(?:day)?|(?:Tue|Thur)(?:s(?:day)?)?)"
DAYS = rf"(?:{DAY}(?:(?<=day)s)?)"
"""A day of the week, or several; every spelling is matched in one way, or a long row of them takes for ever."""
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|thirty|sixty|ninety)"
_YEAR = r"(?: (?:20\d\d|[’']?(?:2[4-9]|3\d)(?=\s*(?:$|[,.;|)\]–-]))))"
"""A year, of two digits only where nothing follows that it may count."""
_DATE = (
    rf"\d{{1,2}}(?:(?:st|nd|rd|th)\b(?: (?:of )?{MONTH})?| (?:of )?{MONTH}){_YEAR}?|{MONTH}{_YEAR}?"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{2,4}"
)
_WEEK_OF = r"(?:w/[ce]|(?:wk|week) (?:commencing|beginning|ending|of))"
_POINT = (
    r"(?:(?:the )?(?:(?:(?:very )?(?:end|start|beginning|middle) of |end |mid-|early |late |close of )(?:the )?)?"
    rf"(?:{_WEEK_OF} (?:{_DATE})|{_DATE}|20\d\d|Q[1-4](?: \d\d(?:\d\d|/\d\d)?)?|{DAYS}"
    rf"|Easter|Christmas|half[- ]term|new year"
    rf"|(?:next |this )?(?:spring|summer|autumn|winter){_YEAR}?|(?:next |this )?(?:week|month|quarter|term|year)(?: end)?"
    r"|month[- ]end|year[- ]end|week \d+|tomorrow|tonight|today))"
)
_STANDS = (
    "on|in|at|with|without|under|off|do|does|did|is|are|was|were|has|have|held|holding|being|wait|waiting|work|working"
)
"""Words behind a 'now' that tells of how things stand: 'the 46 children now on duty'."""
_DATED = re.compile(
    r"\b(?:by|before|from|until|till|no later than|not later than|start(?:s|ing)?|begin(?:s|ning)?"
    r"|ends?|exit|closing|live|due|deadline|to|complete|on|in|at"
    r"|(?:first|1st|next) (?:meeting|issue|one|report|visit|edition|return|round|cohort)s?):?\s+"
    rf"(?:on |in |by |from |the )?{_POINT}\b(?! meeting)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b(?:within|inside|in|at|over)\s+(?:the next |the first "
    rf"|the coming )?{_NUMBER}(?: or {_NUMBER})? (?:working )?(?:days?|weeks?|months?|years?|terms?|quarters?|fortnights?)\b"
    r"|\b(?:this|next) (?:week(?:end)?|month|term|quarter|spring|summer|autumn|winter|year)\b"
    rf"|(?<!differently )\bnow\b(?! (?:{_STANDS})\b)"
    r"|\b(?:immediately|straight away|asap|as soon as possible|at once|overnight|tonight|tomorrow|today)\b",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(
    r"^(?:within|in|at|over) (?:an?|one) \w+$|^(?:to|in|on|at|from) (?:the )?(?:week|month|year)$|^over ", re.IGNORECASE
)
_LASTS = re.compile(rf"^{_NUMBER} (?:working )?(?:days?|weeks?|wks?|months?|mths?)$", re.IGNORECASE)
_IS_WHEN = re.compile(rf"^{_POINT}(?:(?:,| and|–|-| to) ?{_POINT})*$", re.IGNORECASE)


def due_in(action: str, parts: Iterable[str], sentences: Iterable[str]) -> str | None:
    """Return the words of an action that say by when, None where none do.

    `parts` are its short pieces and `sentences` those between full stops, behind the opening one: a length of time is one only there.
    """
    for pattern in (_DATED, _WITHIN):
        for found in pattern.finditer(action):
            if not _HOW_LONG.match(found.group()):
                return found.group()
    dated = (part for part in parts if _IS_WHEN.match(part))
    return next(dated, None) or next((one for one in sentences if _LASTS.match(one)), None)
