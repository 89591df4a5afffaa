"""Judges the check of a plan: each action by itself, and the plan as a whole."""

from collections.abc import Iterator, Sequence
from typing import get_args

import numpy as np

from evals import f1
from evals.cases import PlanCase, PlanFit
from evals.models import CaseResult, Score
from evals.plans.generate import Checked

FITS: tuple[PlanFit, ...] = get_args(PlanFit)
"""fits, partial, mismatch, unclear: `numbers["fit"]` holds the positions of label and answer."""
_OPPOSITES = {("fits", "mismatch"), ("mismatch", "fits")}


def score(case: PlanCase, checked: Checked) -> list[CaseResult]:
    """Return a result for each action and, where the plan was checked, one for the whole plan."""
    actions = [_action(case, checked, number) for number in range(len(case.actions))]
    return [*actions, _plan(case, checked)] if checked.check else actions


def _action(case: PlanCase, checked: Checked, number: int) -> CaseResult:
    wanted, given = case.actions[number], checked.fits[number]
    scores = [Score(name="fit_right", value=given == wanted.fit, reason=f"{given}: {checked.reasons[number]}")]
    if wanted.fit in ("fits", "mismatch"):
        scores.append(Score(name="opposite", value=(wanted.fit, given) in _OPPOSITES))
    if checked.check and wanted.response:
        response = checked.check.actions[number].response
        scores.append(Score(name="response_right", value=response == wanted.response, reason=str(response)))
    return CaseResult(
        id=f"{case.id}/{number + 1}",
        kind=wanted.fit,
        shown=wanted.text,
        expected=f"{wanted.fit}: {wanted.why}",
        scores=scores,
        numbers={"fit": [FITS.index(wanted.fit), FITS.index(given)]},
        output={"fit": given, "why": checked.reasons[number]},
    )


def _plan(case: PlanCase, checked: Checked) -> CaseResult:
    assert checked.check is not None, "only a plan that was checked has a result of its own"
    return CaseResult(
        id=case.id,
        kind="plan",
        shown=case.situation,
        expected="; ".join([case.stage, *case.gaps]),
        scores=list(_plan_scores(case, checked)),
        output=checked.check.model_dump(mode="json"),
        seconds=checked.seconds,
    )


def _plan_scores(case: PlanCase, checked: Checked) -> Iterator[Score]:
    assert checked.check is not None, "only a plan that was checked has scores of its own"
    outcome = checked.check.outcome
    yield Score(name="stage_right", value=outcome == case.stage, reason=outcome)
    if case.gaps:
        named = {gap.response for gap in checked.check.gaps}
        found = [gap for gap in case.gaps if gap in named]
        yield Score(name="gap_recall", value=len(found) / len(case.gaps), reason=f"named {sorted(named)}")


def macro_f1(rows: np.ndarray) -> float:
    """Return the mean F1 over fits, partial and mismatch; rows hold (label, answer) as positions in FITS, or nan.

    An answer of unclear is wrong for each of the three; a class that neither label nor answer has counts 0, as in
    scikit-learn with `zero_division=0`.
    """
    label, answer = rows[~np.isnan(rows).any(axis=1)].T
    return f1.macro_f1(label, answer, range(3))


def share_right_of(*kinds: PlanFit) -> "ShareRight":
    """Return the statistic: the share answered right of the actions labelled with one of `kinds`."""
    return ShareRight(tuple(FITS.index(kind) for kind in kinds))


class ShareRight:
    """The share of rows answered right whose label is one of some; nan where there is none."""

    def __init__(self, labels: tuple[int, ...]) -> None:
        self._labels = labels

    def __call__(self, rows: np.ndarray) -> float:
        """Return the share over rows of (label, answer)."""
        own = rows[np.isin(rows[:, 0], self._labels)]
        return float((own[:, 0] == own[:, 1]).mean()) if len(own) else float("nan")


def confusion(results: Sequence[CaseResult]) -> list[list[int]]:
    """Return how often each label (row) got each answer (column), in the order of FITS."""
    table = [[0] * len(FITS) for _ in FITS]
    for result in results:
        if "fit" in result.numbers:
            label, answer = (int(value) for value in result.numbers["fit"])
            table[label][answer] += 1
    return table
