"""The evaluation `groups`: what it reads, runs and measures."""

from collections.abc import Iterator, Sequence

from evals.cases import GroupCase
from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Subject, mean_of
from evals.groups.generate import group_readings
from evals.groups.score import score
from evals.models import CaseRun


def _read(chosen: EvaluationSet) -> list[GroupCase]:
    return chosen.cases(GroupCase)


def _run(cases: Sequence[GroupCase], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    for case, readings in zip(cases, group_readings(cases, subject), strict=True):
        yield CaseRun(case=case.id, results=score(case, readings))


EVALUATION = Evaluation(
    name="groups",
    scoring=1,
    models=("engine", "n-grams", "keywords"),
    read=_read,
    run=_run,
    measures=(
        mean_of("whole_right", "groups of which every text has its outcome"),
        mean_of("same_outcome", "groups of which every text has the same outcome"),
        mean_of("member_right", "texts with their outcome"),
    ),
)
