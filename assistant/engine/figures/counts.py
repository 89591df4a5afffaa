"""Figures that are counts said in fixed ways: unallocated children, directors in a few years, applicants, agency spending."""

import re
from collections.abc import Iterator

from assistant.engine.figures.quantities import NUMBER, Quantity, to_number
from assistant.engine.figures.spans import Link, words_around
from assistant.models import Measure

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_FREE = r"(?<![\w.,/£$€+−–-])"
_LESS = r"(?:(?P<most>fewer\sthan|less\sthan|under|nearly|almost)\s|(?P<least>more\sthan|over|at\sleast)\s)?"
_SAID: tuple[tuple[Measure, str], ...] = (
    (
        "unallocated_children",
        rf"""{_LESS}{_FREE}\b(?P<n>{NUMBER}|no)\s(?:(?:unallocated|un-allocated)(?:\s(?:children|cases|families))?(?!\s(?:hours|budget|funds|posts))
            |(?:children|cases|families)(?:\s(?:are|were|is|remain|still|currently|now|who|that|sitting|sat|left)){{0,3}}
            \s(?:unallocated|un-allocated|not\sallocated|without\san?\s(?:allocated\s)?(?:social\s)?worker|(?:with|had|have|has)\sno\s(?:allocated\s)?(?:social\s)?worker))\b""",
    ),
    (
        "unallocated_children",
        rf"""\bunallocated(?:\s(?:children|cases|families|list|work))?(?:\s(?:is|are|at|of|now|currently|stands|stand|up|to)|:|\s[-–=]){{1,5}}\s{_LESS}(?P<n>{NUMBER})(?![\w%]|[.,]\d|\s?(?:per|%))""",
    ),
    (
        "directors",
        rf"""\b(?:(?P<n>{NUMBER})|(?P<nth>{"|".join(_ORDINALS)}))\s(?:(?:interim|different|permanent|new)\s)?(?:directors?|dcse?s?)(?:\sof\schildren['’]s\s(?:social\scare|services))?
            \s(?:in|over|within|since|inside)\s(?:the\s(?:last|past)\s)?(?:{NUMBER}\s(?:years?|months)|as\smany\syears|(?:19|20)\d\d)""",
    ),
    (
        "applicants_per_post",
        rf"""{_LESS}{_FREE}\b(?P<n>{NUMBER}|no)\s(?:suitable\s|qualified\s)?applicants?\s(?:per|for\s(?:each|every|any)|to\s(?:each|every)|an?|each)\s(?:post|job|vacancy|role|advert)\b""",
    ),
    (
        "agency_spend",
        rf"""{_LESS}£(?P<n>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>m|k|million|thousand)?\b\s(?:a|per|each|every)\smonth\s(?:is\s(?:going|spent)\s)?(?:on|for)\s(?:agency|locum)"""
        r"""|\bagency\s(?:spend(?:ing)?|costs?|bill)(?:\s(?:is|are|of|at|runs?|running|now|about|around|stands)){1,4}\s£(?P<n2>\d[\d,]*(?:\.\d+)?)\s?(?P<scale2>m|k|million|thousand)?\b\s(?:a|per|each|every)\smonth""",
    ),
)
_PATTERNS = tuple((measure, re.compile(pattern, re.IGNORECASE | re.VERBOSE)) for measure, pattern in _SAID)
_SCALES = {"m": 1e6, "million": 1e6, "k": 1e3, "thousand": 1e3}


def find_counts(text: str) -> Iterator[Link]:
    """Yield the counts in one sentence."""
    for measure, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            value = _value(groups)
            quantity = Quantity(
                match.start(),
                match.end(),
                value,
                "bare",
                low=value if groups.get("least") else None,
                high=value if groups.get("most") else None,
            )
            yield Link(measure, quantity, match.start(), match.end(), words_around(text, match.start(), match.end()))


def _value(groups: dict[str, str | None]) -> float:
    if nth := groups.get("nth"):
        return float(_ORDINALS.index(nth.lower()) + 1)
    written = groups.get("n") or groups.get("n2") or "0"
    if written.lower() == "no":
        return 0.0
    scale = groups.get("scale") or groups.get("scale2")
    return to_number(written) * _SCALES.get((scale or "").lower(), 1.0)
