"""What was said that shows that those who would do a plan are short: figures of the workforce, or posts and managers that are not there."""

import re
from collections.abc import Sequence

from assistant.models import AssessmentReply, Figure

_SHORT_MEASURES = ("vacancy_rate", "agency_share", "turnover", "caseload", "sickness_absence")
_OURS = (None, "part")
_NOTABLY = 1.2
"""By what a figure has to exceed the national one. Next to it, it shows no shortage."""
_PART = r"(?:half|most|two thirds|three quarters|a third|many|all|several)"
_SHARE = rf"(?:{_PART}\b|\d+ per cent|\d+%|\w+ of (?:the |our )?\w+|\bno permanent)"
_WHO = r"(?:managers?|posts?|heads? of service|social workers?|workers|directors?|practitioners)"
_GONE = (
    r"(?:(?:is|are) (?:now |still |all )?(?:interim|temporary|acting up|vacant|empty|unfilled|covered|leaving|off sick"
    r"|on (?:long-term |sick )+leave)"
    r"|(?:has|have) left|cannot be filled)"
)
_MISSING = re.compile(
    rf"{_SHARE}[^.;:]{{0,30}}\b{_WHO}\b[^.;:]{{0,30}}\b{_GONE}\b|\bno shortlist\b|\bagency workers (?:now )?hold\b",
    re.IGNORECASE,
)
_NOT_MISSING = re.compile(r"\b(?:(?:nobody|no one) (?:is leaving|has left|left)|no longer|all filled)\b", re.IGNORECASE)
"""What turns a sentence about empty posts round."""
_WORKFORCE = frozenset({"workforce", "leadership_governance"})
_PEOPLE = re.compile(
    r"\b(?:vacanc\w+|agency|posts?|shortlist|interims?|temporary|acting|caseloads?|turnover|leavers?|recruit\w*|applicants?|sickness|staff\w*)\b",
    re.IGNORECASE,
)


def capacity_said(assessed: AssessmentReply, sentences: Sequence[str]) -> str | None:
    """Return the user's words that show that people are short now, None where nothing does.

    A figure well above England's comes first, then the last sentence that tells of posts that are empty or held for a time, then the
    weightiest sign of the workforce or its leaders that speaks of posts or people.
    """
    if assessed.stage == "steady":
        return None
    last = {figure.measure: figure for figure in assessed.figures if figure.said_for in _OURS}
    high = [last[measure] for measure in _SHORT_MEASURES if measure in last and _excess(last[measure]) >= _NOTABLY]
    if high:
        return max(high, key=_excess).quote
    gone = {signal.quote for signal in (*assessed.signals, *assessed.against) if signal.standing != "now_here"}
    missing = [one for one in sentences if _MISSING.search(one) and not _NOT_MISSING.search(one) and one not in gone]
    if missing:
        return missing[-1]
    signs = [
        signal
        for signal in assessed.signals
        if signal.theme in _WORKFORCE
        and signal.standing == "now_here"
        and signal.stage != "steady"
        and _PEOPLE.search(signal.quote)
    ]
    return max(signs, key=lambda signal: signal.weight).quote if signs else None


def _excess(figure: Figure) -> float:
    """Return how many times the national figure it is, 0 where there is none."""
    return figure.value / figure.comparator.value if figure.comparator and figure.comparator.value else 0.0
