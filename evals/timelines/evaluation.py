"""The evaluation `timelines`: what it reads, runs and measures."""

from collections.abc import Iterator, Sequence

import numpy as np

from evals.cases import DossierCase
from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Measure, Subject, mean, mean_of, numbers
from evals.models import CaseResult, CaseRun
from evals.timelines.generate import trace_case
from evals.timelines.score import score, turning_f1


def _read(chosen: EvaluationSet) -> list[DossierCase]:
    return chosen.cases(DossierCase)


def _run(cases: Sequence[DossierCase], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    for case in cases:
        yield CaseRun(case=case.id, results=score(case, trace_case(case, subject.assistant)))


def _turns(results: Sequence[CaseResult]) -> np.ndarray:
    rows = numbers(results, "turns")
    return rows if rows.shape[1] == 3 else np.full((len(results), 3), np.nan)


def _dossier_seconds(results: Sequence[CaseResult]) -> np.ndarray:
    values = [1000 * r.seconds if "turns" in r.numbers else np.nan for r in results]
    return np.array(values, dtype=float).reshape(-1, 1)


EVALUATION = Evaluation(
    name="timelines",
    scoring=1,
    models=("engine",),
    read=_read,
    run=_run,
    measures=(
        mean_of("paper_outcome_right", "papers whose outcome is right"),
        mean_of("latest_right", "dossiers whose latest outcome is right"),
        mean_of("direction_right", "dossiers whose direction is right"),
        Measure("turning_point_f1", _turns, turning_f1, "higher", "F1 of turning points, by date"),
        Measure("mean_ms", _dossier_seconds, mean, "lower", "milliseconds to trace a dossier, mean"),
    ),
)
