"""Questions that must not be answered as questions about a service: danger now, one child, attempts to misuse.

Rules, not a model: they are few, can be read, and each has tests for what it must and must not catch. They read the last message
only, and only when it is short enough to be a message rather than a pasted paper: papers describe harm without being a call for help.
"""

import re
from typing import Literal

from corpus.lookalikes import folded

Finding = Literal["emergency", "individual_child", "refused"]

LONGEST_MESSAGE = 1_500
"""Characters. Longer text is treated as a document: data, never a call for help or an instruction."""

_CHILD = r"(?:child|children|baby|babies|toddler|infant|boy|girl|kid|kids|teenager|son|daughter|pupil|student|young person|lad|he|she|they|i)"
_NOW = r"(?:right now|just now|at this moment|as we speak|tonight|immediate(?:ly)?|this minute|happening now|currently being)"

_EMERGENCY = [
    rf"\b{_CHILD}\b[^.?!]{{0,60}}\b(?:in|at) (?:immediate|imminent|serious|real) (?:danger|risk)",
    rf"\b{_CHILD}\b[^.?!]{{0,60}}\b(?:is|are|am|'s|being|getting) (?:being |getting )?(?:hurt|beaten|hit|attacked|abused|raped|strangled|stabbed)\b[^.?!]{{0,40}}\b{_NOW}",
    rf"\b{_NOW}\b[^.?!]{{0,60}}\b{_CHILD}\b[^.?!]{{0,40}}\b(?:hurt|beaten|hit|attacked|abused|raped|strangled|unconscious|bleeding)",
    rf"\b{_CHILD}\b[^.?!]{{0,30}}\b(?:not breathing|unconscious|bleeding (?:badly|heavily)|has (?:taken )?an overdose|taken an overdose|has overdosed)",
    rf"\b{_CHILD}\b[^.?!]{{0,40}}\b(?:going to|wants? to|trying to|about to|threatening to) (?:kill|hurt|harm) (?:himself|herself|themsel(?:f|ves)|myself|me|him|her|them|the (?:child|baby|kids))",
    r"\b(?:he|she|dad|mum|father|mother|stepfather|stepdad|partner|boyfriend|someone|parent)\b[^.?!]{0,30}\b(?:has|got|holding) (?:a )?(?:knife|gun|weapon)\b[^.?!]{0,60}\b(?:child|children|kids|baby|us|me)\b",
    r"\b(?:child|baby|toddler|son|daughter|girl|boy)\b[^.?!]{0,30}\b(?:has gone missing|is missing|been missing since|went missing (?:today|tonight|this))",
    r"\b(?:a|the|this|my|one) (?:child|baby|toddler|boy|girl)\b[^.?!]{0,60}\b(?:unsafe|not safe|in danger|at risk) (?:right )?(?:now|tonight|today)\b",
    r"\b(?:please )?help[^.?!]{0,30}\b(?:he|she|dad|mum)(?:'s| is) (?:hitting|hurting|beating|attacking|going to hurt)",
    r"\bi (?:am|'m) (?:being (?:hurt|hit|abused|beaten)|scared (?:to go home|of (?:my )?(?:dad|mum|stepdad|father|mother)))",
    r"\b(?:i )?(?:want|going) to (?:die|end my life|kill myself)\b",
    r"\b(?:child|baby|toddler|boy|girl)\b[^.?!]{0,40}\bmay be (?:at|in) (?:immediate|imminent) (?:risk|danger)",
]

_ONE_CHILD = [
    r"\b(?:should|can|must|do|could|would) (?:we|i|they|you)\b[^.?!]{0,60}\b(?:remove|return|take|place|accommodate|section 47|close|step down|issue proceedings|go to conference|investigate|believe)\b[^.?!]{0,60}\b(?:this|that|the|a|her|his|my|our) (?:\w+ ){0,3}(?:child|baby|boy|girl|family|sibling|siblings|mother|father|case)\b(?! (?:management|load|loads|work|recording|system|file audit))",
    r"\bmy (?:own )?(?:child|children|son|daughter|baby|kids|grandchild|grandchildren|grandson|granddaughter|nephew|niece|stepson|stepdaughter)(?:'s|s')? (?:social worker|case|plan|assessment|has been|have been|was|were|is on|are on|is in care|taken|removed|placement|conference)",
    r"\b(?:took|taken|taking|remove[ds]?|removing) (?:away )?(?:my|our) (?:own )?(?:child|children|son|daughter|baby|kids|grandchild|grandchildren|grandson|granddaughter)\b",
    r"\b(?:bruis\w+|burns?|marks?|injur\w+) on (?:a|the|this|her|his|one) (?:child|baby|boy|girl|arm|leg|face|back)",
    r"\b(?:was|is|were) (?:the )?(?:director|social worker|manager|head of service|dcs)\b[^.?!]{0,60}\b(?:responsible|to blame|guilty|liable)\b[^.?!]{0,40}\b(?:child|death|died|killing|murder)",
]

_ONE_CHILD_WHEN_SHORT = re.compile(
    r"\b(?:a|an|the|this|our|my) (?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)[- ](?:year|month|week)s?[- ]old\b(?! (?:plan|policy|building|system|backlog|trust|contract))"
)
_SHORT = 600

_MISUSE = [
    r"\b(?:ignore|disregard|forget|override) (?:all |any |your |the |these |my )*(?:previous|prior|above|earlier|system|safety)?\s*(?:instruction|instructions|rules|prompt|guidance|guardrails|guidelines)\b",
    r"\b(?:reveal|print|show|repeat|tell me|output|leak)\b[^.?!]{0,30}\b(?:system prompt|hidden prompt|your (?:instructions|prompt|rules))",
    r"\b(?:you are|you're|act) (?:now |as )+(?:an? )?(?:ofsted|inspector|regulator|department for education|dfe|unrestricted|jailbroken|dan\b|judge|minister)",
    r"\b(?:pretend|pose|impersonate|role-?play)\b[^.?!]{0,30}\b(?:ofsted|inspector|hmi|regulator|department for education|dfe|minister|judge)",
    r"\b(?:write|draft|produce|make|give me|generate)\b[^.?!]{0,40}\b(?:as|from|in the name of|signed by|on behalf of) (?:an? )?(?:ofsted|hmi|his majesty's|the department for education|dfe|the inspectorate)",
    r"\b(?:fake|forge|invent|make up|fabricate|falsify)\b[^.?!]{0,40}\b(?:inspection|ofsted|report|letter|judgement|figures|data|evidence|audit)",
    r"\b(?:developer|god|debug|jailbreak) mode\b",
    r"\b(?:fuck|cunt|wanker|bitch|bastard)s?\b[^.?!]{0,20}\b(?:you|yourself|off|bot|machine|useless)\b",
]

_HARMLESS = re.compile(
    r"ignore (?:that|the last|my last|my previous|the previous)(?: (?:one|message|file|document|upload|paste|paper))?(?:[,.;: ]|$)"
)

_TABLES: tuple[tuple[Finding, list[re.Pattern[str]]], ...] = (
    ("emergency", [re.compile(p) for p in _EMERGENCY]),
    ("refused", [re.compile(p) for p in _MISUSE]),
    ("individual_child", [re.compile(p) for p in _ONE_CHILD]),
)


def check_message(text: str) -> Finding | None:
    """Return what a message must be answered as instead of a question about a service, or None.

    Danger comes before everything else.
    """
    if len(text) > LONGEST_MESSAGE:
        return None
    plain = folded(text)
    for finding, patterns in _TABLES:
        if any(pattern.search(plain) for pattern in patterns):
            return None if finding == "refused" and _only_withdraws(plain) else finding
    return "individual_child" if len(text) <= _SHORT and _ONE_CHILD_WHEN_SHORT.search(plain) else None


def withdraws(text: str) -> bool:
    """Return whether a message takes back a message or file of before: "ignore that, wrong file"."""
    return _HARMLESS.search(folded(text)) is not None


def _only_withdraws(plain: str) -> bool:
    """A user who says "ignore that, wrong file" withdraws something; it is no attack."""
    without = _HARMLESS.sub(" ", plain)
    return not any(pattern.search(without) for pattern in _TABLES[1][1])
