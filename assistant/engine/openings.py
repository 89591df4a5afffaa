"""Openings that say of a whole list where or when it holds: "Next door is in meltdown: partners have left, nobody applies, ..."."""

import re

from assistant.models import Standing

_JOIN = r"^\W*(?:(?:and|but|so|meanwhile|whereas|while)\s+)?"
_COUNCIL = r"(?:council|authority|county|borough|service|place|town|city)"
_ELSEWHERE = re.compile(
    _JOIN + rf"(?:next\s+door\b|(?:the|our|my|a|another|one)\s+(?:{_COUNCIL}\s+next\s+door|next[\s-]door\s+{_COUNCIL}"
    rf"|neighbour\b(?!['’])|neighbouring\s+{_COUNCIL}\b|other\s+{_COUNCIL}\b|(?:last|previous|former|old)\s+(?:{_COUNCIL}|job)\b)"
    rf"|another\s+{_COUNCIL}\b|(?:over|across)\s+the\s+(?:border|boundary|river)\b)",
    re.IGNORECASE,
)
_PAST = re.compile(
    _JOIN
    + r"(?:before\s+(?:the|our|this)\s+(?:present|current|new|last)\s+[\w ]{2,30}?\s+(?:came|arrived|joined|started|took\s+over)"
    r"|(?:back\s+)?then\b|in\s+those\s+days\b|years\s+ago\b|(?:a\s+)?(?:long|some)\s+(?:time|while)\s+(?:ago|back)\b|at\s+one\s+time\b)",
    re.IGNORECASE,
)
_OF_US = re.compile(r"\b(?:we|us|our|ours|here|still|now|today)\b(?!\s+neighbour)", re.IGNORECASE)
_DEALS_WITH_US = re.compile(
    r"\b(?:refus\w+|lend\w*|lent|second(?:s|ed)?|tells?|told|warn\w*|avoid\w*|poach\w*|won['’]t|will\s+not)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:still|now|today|since)\b", re.IGNORECASE)


def standing_of_list(first: str, rest: str) -> Standing | None:
    """Return how all of a list stands by the words it opens with, None where these settle nothing.

    `first` is its first clause, `rest` what follows. A list that goes on to speak of us, or of what the others do to us, is ours.
    """
    if _PAST.search(first) and not _NOW.search(f"{first} {rest}"):
        return "past"
    opens = _ELSEWHERE.match(first)
    if opens and not _OF_US.search(f"{first[opens.end() :]} {rest}") and not _DEALS_WITH_US.search(first):
        return "elsewhere"
    return None
