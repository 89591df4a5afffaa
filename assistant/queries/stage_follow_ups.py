"""Follow-ups on an assessment: why, how sure, why not another stage, what would change it, what to avoid, who else, how long.

Whether such a question is about an account of a service is told by the messages before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.queries.change_asks import asked_of_the_course
from assistant.queries.entities import stages_in
from assistant.queries.stage_asks import FollowUpKind, match_asked
from assistant.queries.turns import asks_something, is_chatter
from assistant.queries.withdrawals import withdraws
from corpus.vocabulary import STAGES, Stage

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_UP = re.compile(r"\b(?:up|above|next|worse|higher|after|following)\b")
_DOWN = re.compile(r"\b(?:down|below|better|lower|milder|before)\b")
_NEXT = re.compile(r"\b(?:next|now)\b", re.IGNORECASE)
_ABOUT_THE_STAGE = re.compile(
    r"\b(?:what|which) stage\b|\bstage\W*\?|\bwhere (?:are|do) we\b|\bare we in (?:crisis|trouble|breakdown|lock|grip)\b"
    r"|\bhow (?:do|would) you (?:see|read|rate|judge) (?:us|our|this)\b"
    r"|\bdoes (?:that|this) change (?:it|that|things|anything|your|the stage)\b",
    re.IGNORECASE,
)
_LEAST_TOLD = 6
"""Words told of a service from which a message describes it."""
_REMARK = 12
"""Most words of a remark before a question, with which it is still nothing but that question."""


@dataclass(frozen=True)
class FollowUp:
    """What is asked of an assessment. `stage` is another stage that the message names, `step` a place in the list of next steps.

    `step` counts from 0; -1 is the last. `up` says for "why not" which neighbour is meant: the worse one, the better one, or None.
    """

    kind: FollowUpKind
    stage: Stage | None = None
    step: int | None = None
    up: bool | None = None


def follow_up(turns: Sequence[str], documents: bool = False) -> FollowUp | None:
    """Return what the last of `turns` asks of the assessment of what was told before it; None where it asks anything else.

    `turns` are those that hold. Between the account and the question there may be only questions of the same sort: after one about
    another matter "why?" is about the answer to that, and only "what next?" is not. With `documents` the account may be in them, and what
    has changed in them is such a question too.
    """
    found = asked_of_a_stage(turns[-1])
    if found is None:
        return None
    if found.kind == "who_did":
        before = asked_of_a_stage(turns[-2]) if len(turns) > 1 else None
        if before is None or before.step is None:
            return None
        found = replace(found, step=before.step)
    goes_on = found.kind == "next" and _NEXT.search(turns[-1]) is not None
    for turn in reversed(turns[:-1]):
        if is_about_the_stage(turn):
            return found
        of_papers = documents and asked_of_the_course(turn) is not None
        if not (goes_on or of_papers or asked_of_a_stage(turn) or is_chatter(turn) or withdraws(turn)):
            return None
    return found if documents else None


def asked_of_a_stage(text: str) -> FollowUp | None:
    """Return the follow-up that a message is, whatever came before; None where it says or asks more than that."""
    sentences = _sentences(text)
    if not sentences or any(map(asks_something, sentences[:-1])):
        return None
    if sum(len(s.split()) for s in sentences[:-1]) > _REMARK:
        return None
    asked = match_asked(sentences[-1])
    return _detailed(*asked) if asked else None


def only_asks_of_a_stage(text: str) -> bool:
    """Return whether a message is such a question and tells nothing beside it."""
    return len(_sentences(text)) == 1 and asked_of_a_stage(text) is not None


def is_about_the_stage(text: str) -> bool:
    """Return whether a message tells of a service and asks nothing else of it than where it stands and what to do next."""
    sentences = _sentences(text)
    asks = [s for s in sentences if asks_something(s)]
    told = sum(len(s.split()) for s in sentences if s not in asks)
    if any(_ABOUT_THE_STAGE.search(s) for s in asks):
        return True
    return told >= _LEAST_TOLD and (not asks or any(match_asked(s) for s in asks))


def is_long_account(text: str) -> bool:
    """Return whether a message is about the stage and tells of a service at such length that no one thing in it is its subject."""
    told = sum(len(s.split()) for s in _sentences(text) if not asks_something(s))
    return told > _REMARK and is_about_the_stage(text) and asked_of_a_stage(text) is None


def without_follow_ups(turns: Sequence[str], documents: bool = False) -> list[str]:
    """Return the messages without earlier ones that only ask of an assessment: the stages they name are guesses, not subjects."""
    return [t for n, t in enumerate(turns) if n + 1 == len(turns) or follow_up(turns[: n + 1], documents) is None]


def _sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.?!;])\s+|\n+", text.strip()) if s.strip()]


def _detailed(kind: FollowUpKind, match: re.Match[str]) -> FollowUp:
    said = match[0]
    if kind == "a_step":
        which = match["which"]
        place = int(which[0]) - 1 if which[0].isdigit() else -1 if which == "last" else _ORDINALS.index(which)
        return FollowUp(kind, step=place)
    if kind != "why_not":
        return FollowUp(kind)
    named = {entity.key for entity in stages_in(said)}
    stage = next((s for s in STAGES if s in named), None) or ("steady" if "steady" in said else None)
    up = None if stage else True if _UP.search(said) else False if _DOWN.search(said) else None
    return FollowUp(kind, stage=stage, up=up)
