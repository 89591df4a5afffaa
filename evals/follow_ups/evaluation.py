"""The evaluation `follow_ups`: what it reads, runs and measures."""

from collections.abc import Iterator, Sequence

from evals.cases import FollowUpCase
from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Subject, mean_of, percentile_of_seconds
from evals.follow_ups.generate import LAST_TURN, REWRITTEN, found_for
from evals.follow_ups.score import score
from evals.models import CaseRun


def _read(chosen: EvaluationSet) -> list[FollowUpCase]:
    return chosen.cases(FollowUpCase)


def _run(cases: Sequence[FollowUpCase], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    for case in cases:
        yield CaseRun(case=case.id, results=[score(case, found_for(case, subject.assistant, subject.model))])


EVALUATION = Evaluation(
    name="follow_ups",
    scoring=1,
    models=(REWRITTEN, LAST_TURN),
    read=_read,
    run=_run,
    measures=(
        mean_of("recall@10", "documents that answer among the first ten"),
        mean_of("success@5", "follow-ups with a document that answers among the first five"),
        mean_of("success@1", "follow-ups with a document that answers first"),
        mean_of("rr@10", "reciprocal rank of the first document that answers, within ten"),
        mean_of("query_whole", "follow-ups whose standalone query names what it has to"),
        mean_of("query_clean", "standalone queries without words of an abandoned subject"),
        percentile_of_seconds("p50_ms", 50, "milliseconds to make a query, median"),
    ),
)
