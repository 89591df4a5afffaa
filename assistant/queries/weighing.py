"""Whether an action is wise, asked of the service that was described: the answer depends on its stage."""

import re
from collections.abc import Sequence

from assistant.queries.entities import entities_in
from assistant.queries.stage_follow_ups import asked_of_a_stage, is_about_the_stage
from corpus.vocabulary import STAGE_NAMES, Stage

_WEIGHS = re.compile(
    r"^(?:(?:and|but|so|or|ok|then)\W+)*(?:(?:would|could|will|does|do|is|are|might)\b.{3,80}\b(?:help|work|fit|suit|enough|wise|sensible"
    r"|worth|make sense|right for us|too (?:early|soon|late|much)|the answer|the right (?:move|thing)|(?:good|bad) (?:idea|move|time))\b"
    r"|what (?:should|could|would) (?:replace|come instead of|we do instead of) ."
    r"|should (?:we|i)\b|(?:do|can) we need\b|is it (?:worth|wise|sensible|right|time)\b)",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"^(?:(?:and|or|but|what about|how about)\W+)+", re.IGNORECASE)
_ANOTHER = re.compile(_CONTINUES.pattern + r"(?:a|an|the|more|another|some)\b", re.IGNORECASE)
_ACTION = re.compile(
    r"^(?:(?:and|but|so|or|ok|then)\W+)*(?:(?:should|do|can) (?:we|i) (?:need (?:to )?)?|(?:would|could|will|does|do|is|are|might) )"
    r"(?:it (?:help|be \w+) (?:us )?(?:to|if we) )?"
    r"(?P<action>(?!it\b|that\b|this\b|they\b|we\b)[^,?]{3,80}?)"
    r"(?=\s+(?:help|work|fit|suit|(?:be )?(?:enough|wise|sensible|worth)|make sense|right for us|too (?:early|soon|late|much)"
    r"|(?:be )?the (?:answer|right)|(?:be )?a (?:good|bad)|now|first|instead|for us|here)\b|\s*[,?])",
    re.IGNORECASE,
)
_BORROWED = re.compile(r"\s*\([^()]*\)\s*$")
_LONGEST, _SHORT = 16, 7
"""Most words of such a question, and of one that only names another action."""


def weighed(turns: Sequence[str], query: str) -> str:
    """Return the question whether an action is wise for the service that an earlier turn tells of, empty where the last asks no such thing.

    It names no stage and no place: with these it is about that stage or place. `query` is the last turn made to stand alone.
    """
    last, before = turns[-1].strip(), turns[:-1]
    if not any(is_about_the_stage(turn) and asked_of_a_stage(turn) is None for turn in before):
        return ""
    if any(entity.kind in ("stage", "place") for entity in entities_in(last)):
        return ""
    if _weighs(last):
        return _BORROWED.sub("", query)
    goes_on = _goes_on(last) and _weighs(before[-1].strip())
    return f"Would {_CONTINUES.sub('', last).rstrip('?! .')} help?" if goes_on else ""


def action_in(question: str) -> str:
    """Return the action that a question weighs, in its own words; empty where none can be told from the rest."""
    match = _ACTION.match(question.strip())
    return match["action"].strip() if match else ""


def in_stage(query: str, stage: Stage) -> str:
    """Return `query` asked of `stage`."""
    return f"{query} ({'a steady service' if stage == 'steady' else STAGE_NAMES[stage]})"


def _weighs(text: str) -> bool:
    return text.endswith("?") and len(text.split()) <= _LONGEST and _WEIGHS.match(text) is not None


def _goes_on(text: str) -> bool:
    return text.endswith("?") and len(text.split()) <= _SHORT and _ANOTHER.match(text) is not None
