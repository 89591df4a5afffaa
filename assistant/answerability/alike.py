"""Words that say the same of a figure: those who left are the leavers, and a late visit is one that is overdue."""

import re
from functools import lru_cache

from assistant.selection.features import stems_of

_SAME = (
    "leave left leaver leaving turnover quit quitting resign resigned depart departed departure",
    "late overdue delayed delay missed longer beyond exceeded timely timeliness within",
    "agency locum temporary",
    "repeat repeated again second re return returned back",
    "case caseload",
    "vacancy vacant unfilled empty",
    "pay paid salary wage earn earned earning",
    "close closed closure shut",
    "dismiss dismissed sack sacked",
    "man men male",
    "woman women female",
    "start started starter join joined joiner recruit recruited hire hired",
    "rise rose risen increase increased grow grew growth",
    "fall fell fallen drop dropped decrease decreased decline declined",
    "sick sickness absent absence ill",
    "see seen visit visited",
    "finish finished complete completed",
    "provider company firm",
    "cost spend spent spending bill",
    "change changed move moved swap swapped replace replaced",
    "head headteacher",
    "doctor gp",
    "lawyer solicitor",
    "overspend overspent",
    "abroad overseas",
)
_OF_MANY = re.compile(r"\b([A-Z]{2,6}|\d+)s\b")


def singular(text: str) -> str:
    """Return a text with 16 for 16s and IRO for IROs, which have other stems."""
    return _OF_MANY.sub(r"\1", text)


def is_said(stem: str, held: frozenset[str]) -> bool:
    """Return whether a stem, or that of another word for the same, is among those held."""
    return not held.isdisjoint(_classes().get(stem, frozenset()) | {stem})


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    """Return for each stem those of the words that say the same."""
    same = [stems_of(words) for words in _SAME]
    return {stem: frozenset().union(*(one for one in same if stem in one)) for one in same for stem in one}
