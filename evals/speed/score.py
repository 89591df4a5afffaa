"""Puts a timing into a result. Times are measured, not judged: there is no score."""

from evals.models import CaseResult
from evals.speed.generate import SpeedCase

_SHOWN = 200


def score(case: SpeedCase, number: int, seconds: float) -> CaseResult:
    """Return the result of one repeat."""
    shown = case.turns[-1][:_SHOWN]
    return CaseResult(
        id=f"{case.id}/{number}", kind=case.kind, shown=shown, seconds=seconds, tags={"work": [case.work]}
    )
