"""The evaluation `figures`: what it reads, runs and measures."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from evals.cases import FigureCase
from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Measure, Subject, mean_of, numbers, percentile_of_seconds
from evals.figures.generate import readings
from evals.figures.score import precision, recall, score
from evals.models import CaseResult, CaseRun


def _read(chosen: EvaluationSet) -> list[FigureCase]:
    return chosen.cases(FigureCase)


def _run(cases: Sequence[FigureCase], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    for case, (found, seconds) in zip(cases, readings(cases), strict=True):
        yield CaseRun(case=case.id, results=[score(case, found, seconds)])


def _share(name: str, of: str, statistic: Callable[[np.ndarray], float], shown_as: str) -> Measure:
    def rows(results: Sequence[CaseResult]) -> np.ndarray:
        return numbers(results, of)

    return Measure(name, rows, statistic, "higher", shown_as)


EVALUATION = Evaluation(
    name="figures",
    scoring=1,
    models=("rules",),
    read=_read,
    run=_run,
    measures=(
        _share(
            "precision", "figures", precision, "figures read that are right: measure, value and whom they are said for"
        ),
        _share("recall", "figures", recall, "labelled figures read right"),
        _share("number_precision", "numbers", precision, "figures read with the right measure and value"),
        _share("number_recall", "numbers", recall, "labelled figures read with the right measure and value"),
        _share("own_precision", "own", precision, "figures read as the service's own now that are"),
        _share("own_recall", "own", recall, "figures of the service now that are read as such"),
        mean_of("whole_right", "texts read right to the last bound, earlier value and date"),
        percentile_of_seconds("p50_ms", 50, "milliseconds a text, median"),
    ),
)
