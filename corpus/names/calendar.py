"""Months and weekdays that are given names as well: where the text speaks of a time, they are no person's."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.names.reading import Reading, Run

CALENDAR = frozenset(
    """
    jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec december
    mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday spring summer autumn winter
    """.split()
)
_TIME_BEFORE = re.compile(
    r"(?:\b(?:by|in|during|until|till|since|end|early|mid|late|due|deadline|next|last|this|each|every|live|starts?|starting|begins?|beginning|ends?|ending"
    r"|launch|w/c|wk commencing|week commencing|timescale|\d{1,2}(?:st|nd|rd|th)?)(?: of)?[\s:-]+|\d)$",
    re.IGNORECASE,
)
_TIME_AFTER = re.compile(
    rf"\.?(?:,?\s+(?:19|20)\d\d\b|\s*['’/-]\s*\d\d\b|\s+\d\d(?:/\d\d)?\b(?!\s*(?:years?|months?|weeks?))|\s*(?:-|–|/|\bto\b)\s*(?:{'|'.join(sorted(CALENDAR))})\b)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\((?P<who>[^()\n]{1,60})[,;]\s+$")
_THEIRS = re.compile(r"\b(?:his|her|their|my|our|your|whose|the)\b|['’]s\b", re.IGNORECASE)


def is_a_time(reading: "Reading", run: "Run") -> bool:
    """Return whether a run is one word that is a month or a day of the week, and its neighbours say so: "go live Jan", "(manager, May)"."""
    i, j = run
    word = reading.words[i]
    if j > i + 1 or word.low not in CALENDAR or word.possessive:
        return False
    before, end = reading.text[max(0, word.start - 70) : word.start], word.end
    if _TIME_BEFORE.search(before) or _TIME_AFTER.match(reading.text, end):
        return True
    owner = _IN_BRACKETS.search(before)
    return owner is not None and reading.text[end : end + 1] == ")" and not _THEIRS.search(owner["who"])
