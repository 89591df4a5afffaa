"""The evaluation `speed`: what it reads, runs and measures."""

from collections.abc import Iterator, Sequence

from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Subject, percentile_of_seconds
from evals.models import CaseRun
from evals.speed.generate import SpeedCase, timings
from evals.speed.score import score


def _read(chosen: EvaluationSet) -> list[SpeedCase]:
    return chosen.cases(SpeedCase)


def _run(cases: Sequence[SpeedCase], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    for case in cases:
        taken = timings(case, subject.assistant, subject.settings.home)
        yield CaseRun(case=case.id, results=[score(case, n, seconds) for n, seconds in enumerate(taken, start=1)])


EVALUATION = Evaluation(
    name="speed",
    scoring=1,
    models=("extractive",),
    read=_read,
    run=_run,
    measures=(
        percentile_of_seconds("p50_ms", 50, "milliseconds, median over all work"),
        percentile_of_seconds("p95_ms", 95, "milliseconds, 95th percentile over all work"),
    ),
)
