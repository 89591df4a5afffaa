"""The evaluation `stages`: what it reads, runs and measures."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import numpy as np

from assistant.training.bank import LabelledPassage, passage_from
from corpus.vocabulary import OUTCOMES
from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Measure, Subject, mean_of, numbers, percentile_of_seconds
from evals.models import CaseResult, CaseRun
from evals.stages import metrics
from evals.stages.generate import readings
from evals.stages.score import score
from evals.stages.tables import tables

HELD_OUT = "held_out"
"""The option of a set whose passages trained the model: each is read by a model without its writer."""


def _read(chosen: EvaluationSet) -> list[LabelledPassage]:
    return [passage_from(row) for _, row in chosen.rows()]


def _run(cases: Sequence[LabelledPassage], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    found = readings(cases, subject, bool(chosen.options.get(HELD_OUT)))
    for case in cases:
        started = time.perf_counter()
        probabilities, assessment = next(found)
        seconds = round(time.perf_counter() - started, 5)
        yield CaseRun(case=case.id, results=[score(case, probabilities, assessment, seconds)])


def _over_labels(
    name: str, metric: metrics.Metric, shown_as: str, better: Literal["higher", "lower"] = "higher"
) -> Measure:
    def statistic(rows: np.ndarray) -> float:
        return metric(rows[:, 0].astype(int), rows[:, 1:])

    return Measure(name, _labels_and_probabilities, _defined(statistic), better, shown_as)


def _labels_and_probabilities(results: Sequence[CaseResult]) -> np.ndarray:
    return numbers(results, "label", "probabilities")


def _defined(statistic: Callable[[np.ndarray], float]) -> Callable[[np.ndarray], float]:
    """Return the statistic with nan where a resample leaves it undefined (no text with a stage, say)."""

    def guarded(rows: np.ndarray) -> float:
        with np.errstate(all="ignore"):
            return float(statistic(rows)) if len(rows) and (rows[:, 0] < len(OUTCOMES) - 2).any() else float("nan")

    return guarded


def _tables(results: Sequence[CaseResult]) -> dict[str, Any]:
    return tables(results)


EVALUATION = Evaluation(
    name="stages",
    scoring=1,
    models=("engine", "n-grams", "keywords"),
    read=_read,
    run=_run,
    measures=(
        _over_labels("macro_f1", metrics.macro_f1, "F1 over the outcomes that occur"),
        _over_labels("quadratic_kappa", metrics.quadratic_kappa, "agreement in stages, quadratic weights"),
        _over_labels("stage_error", metrics.stage_error, "mean error in stages", "lower"),
        _over_labels("far_errors", metrics.far_share, "texts two stages off or more", "lower"),
        _over_labels("false_alarms", metrics.false_alarms, "steady services read as in difficulty", "lower"),
        mean_of("not_far_and_sure", "texts not two stages off with a probability above .8"),
        _over_labels("ranked_probability", metrics.ranked_probability, "ranked probability score", "lower"),
        _over_labels("calibration_error", metrics.calibration_error, "expected calibration error, ten bins", "lower"),
        _over_labels("coverage_at_10", metrics.coverage_at(0.10), "texts judged at 10% error, surest first"),
        _over_labels("coverage_at_5", metrics.coverage_at(0.05), "texts judged at 5% error, surest first"),
        mean_of("accuracy", "texts with the labelled outcome", score="outcome_right"),
        mean_of("quotes_verbatim", "texts of which every quote is verbatim"),
        mean_of("evidence_touched", "marked evidence touched by a signal"),
        mean_of("evidence_right", "marked evidence touched by a signal of its stage"),
        mean_of("signals_on_evidence", "signals that touch marked evidence"),
        percentile_of_seconds("p50_ms", 50, "milliseconds a text, median"),
        percentile_of_seconds("p95_ms", 95, "milliseconds a text, 95th percentile"),
    ),
    tables=_tables,
)
