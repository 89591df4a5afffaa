"""Checks the plan of a case, or says of every action what is most often right."""

import time
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.models import Question
from assistant.plans import PlanCheck
from evals.cases import PlanCase, PlanFit


@dataclass(frozen=True)
class Checked:
    """What was said of a plan: the fit and reason of each action, and the whole check where there was one."""

    fits: list[PlanFit]
    reasons: list[str]
    check: PlanCheck | None
    seconds: float


def check(case: PlanCase, assistant: Assistant) -> Checked:
    """Return the assistant's check of the case's plan."""
    begun = time.perf_counter()
    found = assistant.plan_check(Question(id=case.id, turns=[case.situation]), [a.text for a in case.actions])
    seconds = time.perf_counter() - begun
    return Checked([action.fit for action in found.actions], [action.why for action in found.actions], found, seconds)


def majority(case: PlanCase) -> Checked:
    """Return the floor under every figure: each action fits."""
    count = len(case.actions)
    return Checked(["fits"] * count, ["the most frequent label"] * count, None, 0.0)
