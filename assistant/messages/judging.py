"""What follows from the rules and the learned reading together: whether a message is stopped, and what it asks."""

import re
from collections.abc import Mapping

from assistant.guardrails import Finding, withdraws
from assistant.messages.about_whom import is_note, speaks_of_the_service
from assistant.messages.cues import sounds_like_misuse
from assistant.messages.models import Kind, Reading
from assistant.models import Intent

INTENTS: dict[Kind, Intent] = {
    "stage": "stage_and_next",
    "guidance": "guidance",
    "fact": "fact",
    "comparison": "comparison",
    "case_example": "case_example",
    "measure": "measure",
    "plan_check": "plan_check",
    "definition": "definition",
    "about": "about",
    "greeting": "about",
}
"""The intent of each kind that is answered."""
ALARMS: tuple[Finding, ...] = ("emergency", "individual_child", "refused")
OUTSIDE: tuple[Kind, ...] = ("out_of_scope", "nonsense")
DOUBTFUL = 0.6
"""Below this an alarm also needs a sign that can be read."""
LIKE_AN_ACCOUNT = 1.5
"""A doubtful refusal has to be so much likelier than an account of a service."""
_PERSON = re.compile(
    r"\b(?:child|baby|toddler|infant|unborn|newborn|boy|girl|lad|teen(?:ager)?|sons?|daughters?|grand\w+|nephew|niece|siblings?|brothers?|sisters?|twins|cousin"
    r"|mum|mam|mother|dad|father|step\w+|parents?|uncle|aunt(?:ie)?|nan|gran|family(?! (?:judge|court|help|hub|safeguarding|support|group|network))|carer|carers|pupil|uasc|placement|conference|solicitor"
    r"|my (?:kids?|case|children)|our kids|\d{1,2}[- ]?(?:yo|year[- ]old)|he|him|reported us|allegation|my own|care leaver|my ex|stop contact|against me|on us|my rights|the application)\b|\d{1,2}yo\b"
)
SURE_OF_ONE_CHILD = 0.9
"""From here on a message is about one child although it asks which stage a service is in, or speaks of colleagues or of rules."""
_ASKS_STAGE = re.compile(
    r"\b(?:what|which) stage\b|\bstage(?: please)?\s*[?,]|\bwhere (?:are|do) we\b"
    r"|\bare we in (?:crisis|trouble|breakdown|lock|grip)\b|\bwhat do i cut\b"
)
DANGER_FIRST = 0.6
"""Danger goes before another alarm unless that one is much louder."""
RULE_ADDS: dict[Intent, float] = {
    "measure": 0.3,
    "comparison": 0.1,
    "definition": 0.1,
    "case_example": 0.1,
    "fact": 0.05,
}
"""What the rules' intent adds to its chance: these rules are seldom wrong when they speak."""
LIKELY_OUTSIDE, SURE_OUTSIDE = 0.6, 0.8
"""From these chances on a message is outside the field unless passages answer it, and whatever passages are near."""
DOUBTFULLY_OUTSIDE = 0.5
"""From this chance on the same holds of a message that does not speak of the trade."""
SURE_INSIDE = 0.8
"""From this chance on a message is inside the field although no word of the trade is in it."""


def judge(text: str, rule: Finding | None, reading: Reading, thresholds: Mapping[str, float]) -> Finding | None:
    """Return what a message must be stopped for, danger first.

    A rule that found something stands, but gives way to danger that only the reader sees. Otherwise the loudest alarm decides.
    """
    loud: dict[Finding, float] = {
        kind: reading.alarms[kind]
        for kind in ALARMS
        if reading.alarms[kind] >= thresholds[kind]
        and (reading.alarms[kind] >= DOUBTFUL or _may_be(kind, text, reading))
    }
    if loud.get("individual_child", 0.0) < SURE_OF_ONE_CHILD and (asks_stage(text) or speaks_of_the_service(text)):
        loud.pop("individual_child", None)
    if is_note(text):
        loud.pop("refused", None)
    danger, other = loud.pop("emergency", 0.0), max(loud.values(), default=0.0)
    if rule == "emergency" or (danger and (danger >= 0.5 or danger >= DANGER_FIRST * other)):
        return "emergency"
    if rule is not None or not loud:
        return rule
    return max(loud, key=lambda kind: loud[kind])


def asks_stage(text: str) -> bool:
    """Return whether `text` asks in so many words where a service stands."""
    return _ASKS_STAGE.search(text.lower()) is not None


def _may_be(kind: Finding, text: str, reading: Reading) -> bool:
    """Return whether a message has what a doubtful alarm needs: a person or family to be about, or a word of misuse.

    A mere withdrawal is no misuse, and neither is what reads about as much like an account of a service.
    """
    if kind == "individual_child":
        return bool(_PERSON.search(text.lower()))
    misuse = reading.chances["refused"] > LIKE_AN_ACCOUNT * reading.chances["stage"]
    return kind != "refused" or (misuse and sounds_like_misuse(text) and not withdraws(text))


def intent_of(rule: Intent, reading: Reading) -> Intent:
    """Return the likeliest intent by the reader, the rule's own intent having a little more than the reader gives it."""
    chances: dict[Intent, float] = {}
    for kind, intent in INTENTS.items():
        chances[intent] = chances.get(intent, 0.0) + reading.chances[kind]
    chances[rule] += RULE_ADDS.get(rule, 0.0) * sum(chances.values())
    return max(chances, key=lambda intent: chances[intent])


def other_intent(reading: Reading | None) -> Intent:
    """Return the likeliest intent of a message that turns out not to be about a service's stage; `guidance` without a reading."""
    kinds: tuple[Kind, ...] = ("guidance", "fact", "comparison", "case_example", "measure", "definition")
    return INTENTS[max(kinds, key=lambda kind: reading.chances[kind])] if reading else "guidance"


def is_outside(reading: Reading) -> bool:
    """Return whether a message is surely about another matter, or about nothing."""
    return reading.chance(*OUTSIDE) >= SURE_OUTSIDE


def seems_outside(reading: Reading) -> bool:
    """Return whether a message is likely to be about another matter, so that only a plain answer says otherwise."""
    return reading.chance(*OUTSIDE) >= LIKELY_OUTSIDE


def may_be_outside(reading: Reading) -> bool:
    """Return whether a message is as likely about another matter as not, so that words of the trade have to say otherwise."""
    return reading.chance(*OUTSIDE) >= DOUBTFULLY_OUTSIDE


def is_inside(reading: Reading) -> bool:
    """Return whether a message is surely one that Regrip is for, whatever words it uses."""
    return reading.chance(*OUTSIDE) <= 1 - SURE_INSIDE
