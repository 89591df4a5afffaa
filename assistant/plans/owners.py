"""Who does an action of a plan, where it plainly says so: a label, a role that does something, or a role by itself behind the action."""

import re
from collections.abc import Sequence

from assistant.plans.times import DAY, MONTH

_RANK = (
    r"(?:(?:assistant|deputy|interim|acting|lead|chief|independent|principal|senior|executive|our own"
    r"|the|their|each|every|both"
    r"|group|area|locality|district|practice) )"
)
_UNIT = rf"(?: (?!{MONTH}\b|{DAY}\b)(?-i:[A-Z])[\w’'&-]*){{0,3}}"
"""Capitalised words behind a role: 'AD Safeguarding', 'Service Mgr CWD'."""
_ROLE = (
    r"(?:directors?(?: of [\w’'&]+(?: [\w’'&]+)?)?|DCS|ADs?|CEO|CEx|PSW|IROs?|HR(?: business partner| BP)?|IT|QA|PMO|SRO|HoS"
    r"|heads? of [\w’'&]+(?: [A-Z][\w’'&]+)*|(?:[\w’'&-]+ ){0,2}(?:managers?|mgrs?)|(?:[\w’'-]+ )?lead|principal social workers?"
    r"|chief exec(?:utive)?s?|leader(?: of the council)?|lead member|cabinet member|reviewing officers?"
    r"|(?:[\w’'-]+ )?officers?|finance|procurement|s(?:ection )?151|commissioner|chair of [\w’'&]+"
    r"|(?:(?-i:[A-Z])[\w’'&-]* ){1,2}(?:directors?|office|nurse|doctor|partner)|(?:ICB )?designated (?:nurse|doctor)"
    r"|comms|communications|commissioning|legal|solicitors?|virtual school head|performance team"
    r"|business support|union)"
)
_WHO = rf"{_RANK}*{_ROLE}{_UNIT}(?:(?:,| and| with| &| ?/) ?{_RANK}*{_ROLE}{_UNIT}){{0,3}}"
_CODE = r"(?:(?:\(?\w{1,3}[.)]|[A-Z]{0,2}\d+(?:\.\d+)*[.:]?(?: \|)?|Action [\d/]+\.?)\s+)?"
_OWNER = (
    re.compile(r"\b(?:owners?|lead officer|responsible|accountable officer)\s*[:–-]\s*(?P<who>[^.;|,():\[\]]{2,60})", re.IGNORECASE),
    re.compile(r"(?:^|[.;|,(\[–-]\s*)(?:lead|SRO|who)\s?:\s*(?P<who>[^.;|,():\[\]]{2,60})", re.IGNORECASE),
    re.compile(rf"\b(?:owned|led|signed off|overseen) by (?:the )?(?P<who>{_WHO})\b", re.IGNORECASE),
    re.compile(rf"^{_CODE}(?:the )?(?P<who>{_WHO}) (?:to|will|must) (?!be\b)", re.IGNORECASE),
)  # fmt: skip
_IS_WHO = re.compile(rf"^(?:the )?{_WHO}$", re.IGNORECASE)


def owner_in(action: str, parts: Sequence[str]) -> str | None:
    """Return the words of an action that say who does it, None where none do; `parts` are its short pieces behind the opening words."""
    for pattern in _OWNER:
        if found := pattern.search(action):
            return found["who"].strip()
    return next((part for part in reversed(parts) if _IS_WHO.match(part)), None)
