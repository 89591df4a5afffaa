"""The evaluation `claims`: what it reads, runs and measures."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from assistant.claims import ClaimChecker
from assistant.claims.models import LABELS
from evals.catalogue import EvaluationSet
from evals.claims.generate import ClaimCase, judge_case, judge_refitted, read_cases
from evals.claims.score import accuracy_out_of_fold, area_under_roc, balanced_accuracy, score
from evals.errors import EvaluationError
from evals.evaluation import Evaluation, Measure, Subject, mean_of, numbers, percentile_of_seconds
from evals.f1 import macro_f1
from evals.models import CaseResult, CaseRun


def _run(cases: Sequence[ClaimCase], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    checker = ClaimChecker(subject.embedder)
    if subject.model == "refit":
        yield from _refitted(cases, chosen, checker)
        return
    for case in cases:
        yield CaseRun(case=case.id, results=[score(case, judge_case(case, checker, subject.model))])


def _refitted(cases: Sequence[ClaimCase], chosen: EvaluationSet, checker: ClaimChecker) -> Iterator[CaseRun]:
    """Folds are drawn over the whole half, so that a limit or a resumed run changes no case's figure."""
    if chosen.options.get("train") != "crossval":
        raise EvaluationError(f"{chosen.name} is not for fitting; `refit` needs `train: crossval` in its card")
    wanted, everything = {case.id for case in cases}, read_cases(chosen)
    for case, judgement in zip(everything, judge_refitted(everything, checker), strict=True):
        if case.id in wanted:
            yield CaseRun(case=case.id, results=[score(case, judgement)])


def _measure(name: str, columns: tuple[str, ...], statistic: Callable[[np.ndarray], float], shown_as: str) -> Measure:
    return Measure(name, partial(_columns, columns), lambda rows: statistic(_whole(rows)), "higher", shown_as)


def _columns(names: tuple[str, ...], results: Sequence[CaseResult]) -> np.ndarray:
    rows = numbers(results, *names)
    rows[np.isnan(rows).any(axis=1)] = np.nan
    return rows


def _whole(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows[~np.isnan(rows).any(axis=1)])


def _own(rows: np.ndarray) -> float:
    return balanced_accuracy(rows[:, 0] == 1, rows[:, 1] == 1)


def _tables(results: Sequence[CaseResult]) -> dict[str, Any]:
    rows = _whole(_columns(("truth", "label"), results)).astype(int)
    counts = [
        [int(((rows[:, 0] == i) & (rows[:, 1] == j)).sum()) for j in range(len(LABELS))] for i in range(len(LABELS))
    ]
    return {"confusion": {"labels": list(LABELS), "truth_by_said": counts}} if len(rows) else {}


EVALUATION = Evaluation(
    name="claims",
    scoring=1,
    models=("checker", "refit", "overlap"),
    read=read_cases,
    run=_run,
    measures=(
        _measure(
            "balanced_accuracy", ("supported", "said"), _own, "supported against the rest, by the model's own threshold"
        ),
        _measure(
            "balanced_accuracy_oof",
            ("supported", "score", "fold"),
            lambda rows: accuracy_out_of_fold(rows[:, 0] == 1, rows[:, 1], rows[:, 2]),
            "the same with the threshold of each fifth chosen on the other four",
        ),
        _measure(
            "auc",
            ("supported", "score"),
            lambda rows: area_under_roc(rows[:, 0] == 1, rows[:, 1]),
            "area under the ROC curve, supported against the rest",
        ),
        _measure(
            "macro_f1",
            ("truth", "label"),
            lambda rows: macro_f1(rows[:, 0], rows[:, 1]),
            "mean F1 of the labels that occur",
        ),
        mean_of("recall@1", "largest share of a named set of sentences found first"),
        mean_of("recall@5", "largest share of a named set of sentences among the first five"),
        percentile_of_seconds("p50_ms", 50, "milliseconds a claim, median"),
    ),
    tables=_tables,
)
