"""In which order to do what fits: children's safety, then what fits, then what fits in part."""

import re
from collections.abc import Iterator, Sequence

from assistant.plans.models import PlanAction, PlanStep

_SAFETY = re.compile(
    r"\b(?:unallocated|unseen|unsafe|not (?:been )?seen|(?<!signs of )safety|(?:every|each|all) child(?:ren)? (?:who|waiting|without|whose)"
    r"|(?:waiting|missing) child(?:ren)?|child(?:ren)? (?:who (?:are |is )?)?wait(?:s|ing)?"
    r"|overdue (?:visits?|assessments?|children|reviews?))\b",
    re.IGNORECASE,
)
_SAFETY_REASON = "safety_first"


def is_safety(action: PlanAction) -> bool:
    """Return whether an action is about children's safety, by its reason or its words."""
    return action.reason == _SAFETY_REASON or _SAFETY.search(action.text) is not None


def sequence_of(judged: Sequence[PlanAction]) -> Iterator[PlanStep]:
    """Yield what to do in order. What is a close call has no place in it unless it is about children's safety."""
    groups: list[tuple[str, list[int]]] = [
        ("Children's safety comes before everything else.", []),
        ("It fits this stage.", []),
        ("It fits only in part: after what fits.", []),
    ]
    for number, action in enumerate(judged, start=1):
        safe = is_safety(action)
        if action.fit in ("fits", "partial") and (safe or not action.runner_up):
            groups[0 if safe else 1 if action.fit == "fits" else 2][1].append(number)
    for why, numbers in groups:
        yield from (PlanStep(action=number, why=why) for number in numbers)
