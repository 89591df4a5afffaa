"""The evaluation `sentences`: what it reads, runs and measures."""

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.training.bank import LabelledSentence, sentence_from
from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Measure, Subject, mean_of, numbers
from evals.f1 import macro_f1
from evals.models import CaseResult, CaseRun
from evals.sentences.generate import readings
from evals.sentences.score import score


def _read(chosen: EvaluationSet) -> list[LabelledSentence]:
    return [sentence_from(row) for _, row in chosen.rows()]


def _run(cases: Sequence[LabelledSentence], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    for case, reading in zip(cases, readings(cases), strict=True):
        yield CaseRun(case=case.id, results=[score(case, reading)])


def _of_judged(rows: np.ndarray) -> float:
    return macro_f1(*rows[~np.isnan(rows).any(axis=1)].T)


def _macro(head: str, shown_as: str) -> Measure:
    def rows(results: Sequence[CaseResult]) -> np.ndarray:
        return numbers(results, head)

    return Measure(f"{head}_macro_f1", rows, _of_judged, "higher", shown_as)


EVALUATION = Evaluation(
    name="sentences",
    scoring=1,
    models=("heads",),
    read=_read,
    run=_run,
    measures=(
        _macro("mechanism", "F1 over the stages and none, whatever the standing"),
        _macro("standing", "F1 over the eight standings"),
        _macro("theme", "F1 over the themes and none"),
        mean_of("mechanism_accuracy", "sentences with the labelled mechanism", score="mechanism_right"),
        mean_of("standing_accuracy", "sentences with the labelled standing", score="standing_right"),
    ),
)
