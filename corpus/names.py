"""Names of people that stand beside something personal; names of places, teams and roles, and names alone, are kept.

A name is two or three capitalised words (one, directly before a birth date). It counts when a word says whose it is ("child:",
"mother of", "named"), when an age or a birth follows, or when covered personal data stands in the same few words.
"""

import re
from collections.abc import Iterator

COVER = "\u2588"
_PART = r"[A-Z](?:['’][A-Z])?[a-zà-ÿ]+(?:[-'’][A-Z][a-zà-ÿ]+)*"
_FULL = rf"{_PART}(?:[ ]+{_PART}){{1,2}}"
_WHOSE = (
    r"(?:child(?: \w{1,2})?|young person|boy|girl|baby|toddler|infant|pupil|sibling|brother|sister|son|daughter|grandson|granddaughter|niece|nephew"
    r"|mother|father|mum|mam|dad|stepdad|stepfather|stepmother|parent|grandmother|grandfather|gran|nan|aunt|uncle|birth parent)"
)
_SAYS = r"(?:(?:'s|’s)? name(?:d| is| was|:)?|called|named|is|was|:|,|-|\()"
_LEADS = re.compile(
    rf"(?:\b(?i:{_WHOSE})\s*{_SAYS}\s*|\b(?i:(?:mother|father|mum|dad|parents?|carers?|sister|brother|sibling|aunt|uncle|(?:the )?(?:file|record|chronology)) of)\s+"
    rf"|\b(?i:(?:child|boy|girl|baby|pupil|little|young))\s+(?:(?i:named|called)\s+)?|\b(?i:(?:his|her|their|the child's|the mother's|full) name(?: is| was|:))\s*)({_FULL})(?!\w)"
)
_AGED = r"\s*(?:[,(\-–]\s*)?(?:(?i:aged?)\s*\d|\(\d{1,2}\)|(?i:\d{1,2}[- ]?(?:years?|yrs?|months?|weeks?)[- ]old|\d{1,2} ?y/?o\b|d\.?o\.?b|date of birth|born\b|b\.\s*\d|(?:NHS|UPN|LCS|case)\s*(?:no|number|ref|id|:|\d)))"
_FOLLOWED = re.compile(rf"(?<![\w-])({_FULL}){_AGED}")
_FIRST_ONLY = re.compile(
    rf"(?<![\w-])({_PART})\s*[,(]?\s*\(?(?i:d\.?o\.?b|born(?: on)?|date of birth)[^\w{COVER}]{{0,4}}{COVER}"
)
_BESIDE = re.compile(
    rf"(?<![\w-])({_FULL})(?=[^.;!?\n{COVER}]{{0,12}}{COVER})|{COVER}[^\w.;!?\n{COVER}]{{1,6}}({_FULL})(?!\w)"
)

_NEVER = frozenset(
    """
    Council Councils Borough County City Hospital Infirmary Clinic Team Teams Street Road Ward School Academy College University Trust Board
    Service Services Head Heads Principal Social Worker Workers Work Care Lead Member Director Directors Assistant Deputy Chief Executive Manager
    Officer Department Children Children's Child Young Person Virtual Practice Development Family Families Help Hub Early Front Door Safeguarding
    Partnership Court Judge Police Health Visitor Visitors Nurse Independent Reviewing Chair Cabinet Councillor Ofsted Working Together Act Plan
    Protection Review Section Stage Annex Mosaic Liquid Logic North South East West Great Little Upper Lower Old New Saint Abbey Park Centre House
    England English Wales Scotland British London January February March April May June July August September October November December Monday
    Tuesday Wednesday Thursday Friday Saturday Sunday Supervision Report Number Date Birth Case Record Records File Flat Home Helpline Line Regional
    Secretary State Minister Quality Assurance Audit Conference Legal Education Welfare Safe Signs Safety Group Foundation Charity Barnardo's NSPCC
    The A An He She They It We I You His Her Their Our My This That These Those Was Is Are Were Has Had Not One Two Three Both When Where What
    Which Who How Why If But And Or So Then There Here Mum Mother Dad Father Baby Boy Girl Carer Parent Mobile Tel Phone Email Address Contact
    """.split()
)
_PLACE_AFTER = re.compile(
    r"\s+(?i:team|teams|office|locality|ward|council|hospital|area|estate|centre|school|academy|hub|district|borough|county|road|street|lane|clinic|trust|police|house|court|family hub)\b"
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|from|near|across|the|to|around|outside)\s+$")


def people_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the names of people in `text`, in which other personal data has been covered already."""
    found: dict[tuple[int, int], None] = {}
    for pattern in (_LEADS, _FOLLOWED, _FIRST_ONLY, _BESIDE):
        for match in pattern.finditer(text):
            group = match.lastindex or 1
            if span := _person(text, match.start(group), match.end(group), sure=pattern in (_FOLLOWED, _FIRST_ONLY)):
                found[span] = None
    parts = {word for start, end in found for word in text[start:end].split() if len(word) >= 4}
    again = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(parts)))})(?![\w-])") if parts else None
    for match in again.finditer(text) if again else ():
        if not _PLACE_AFTER.match(text, match.end()):
            found[match.span()] = None
    yield from found


def _person(text: str, start: int, end: int, sure: bool) -> tuple[int, int] | None:
    """Return the span of the name, leading words that are none taken off; None for a place, a team or a role.

    `sure` when an age or a birth follows: then "at" and "in" before it do not make it a place.
    """
    words = list(re.finditer(r"\S+", text[start:end]))
    while words and words[0][0] in _LEADING:
        words.pop(0)
    if not words or any(word[0] in _NEVER for word in words):
        return None
    first = start + words[0].start()
    if _PLACE_AFTER.match(text, end) or (not sure and _PLACE_BEFORE.search(text[max(0, first - 12) : first])):
        return None
    return first, end


_LEADING = frozenset(
    "Child Mum Mother Dad Father Baby Boy Girl Parent Mr Mrs Ms Miss Carer Contact Re Complaint Regarding".split()
)
