"""The evaluation `plans`: what it reads, runs and measures."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from evals.cases import PlanCase
from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Measure, Subject, mean, mean_of, numbers
from evals.models import CaseResult, CaseRun
from evals.plans.generate import check, majority
from evals.plans.score import FITS, confusion, macro_f1, score, share_right_of


def _read(chosen: EvaluationSet) -> list[PlanCase]:
    return chosen.cases(PlanCase)


def _run(cases: Sequence[PlanCase], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    for case in cases:
        checked = majority(case) if subject.model == "majority" else check(case, subject.assistant)
        yield CaseRun(case=case.id, results=score(case, checked))


def _of_fits(name: str, statistic: Callable[[np.ndarray], float], shown_as: str) -> Measure:
    return Measure(name, lambda results: numbers(results, "fit"), statistic, "higher", shown_as)


def _plan_seconds(results: Sequence[CaseResult]) -> np.ndarray:
    values = [1000 * r.seconds if r.kind == "plan" else np.nan for r in results]
    return np.array(values, dtype=float).reshape(-1, 1)


def _tables(results: Sequence[CaseResult]) -> dict[str, object]:
    return {"confusion": {"labels": list(FITS), "counts": confusion(results)}}


EVALUATION = Evaluation(
    name="plans",
    scoring=1,
    models=("cards", "majority"),
    read=_read,
    run=_run,
    measures=(
        _of_fits("macro_f1", macro_f1, "macro-F1 over fits, partial and mismatch; unclear is wrong"),
        _of_fits("fits_against_mismatch", share_right_of("fits", "mismatch"), "actions that fit or mismatch, told so"),
        mean_of("opposite", "actions that fit or mismatch, told the opposite", "lower"),
        mean_of("fit_right", "actions whose fit is right, of all four kinds"),
        _of_fits("unclear_right", share_right_of("unclear"), "unclear actions called unclear"),
        mean_of("response_right", "actions matched to the response they are"),
        mean_of("stage_right", "plans whose situation is given the right stage"),
        mean_of("gap_recall", "responses that a plan lacks and needs, named among the first three"),
        Measure("mean_ms", _plan_seconds, mean, "lower", "milliseconds to check a plan, mean"),
    ),
    tables=_tables,
)
