"""The evaluation `answers`: what it reads, runs and measures."""

from collections.abc import Iterator, Sequence

from evals.answers.generate import reply_to
from evals.answers.score import score
from evals.cases import QuestionCase
from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Subject, mean_of, percentile_of_seconds
from evals.models import CaseRun

ANSWER_MEASURES = (
    mean_of("status_right", "answers whose status is an expected one"),
    mean_of("outcome_right", "stage questions whose outcome is an expected one"),
    mean_of("intent_right", "questions routed to an expected intent"),
    mean_of("declined", "unanswerable questions declined"),
    mean_of("silent_when_unanswerable", "unanswerable questions without a stage or advice"),
    mean_of("not_wrongly_declined", "answerable questions not declined"),
    mean_of("citations_resolve", "answers of which every citation resolves"),
    mean_of("quotes_verbatim", "answers of which every quote is verbatim"),
    mean_of("citation_recall", "claims that their citations carry"),
    mean_of("citation_precision", "citations that carry something of their claim"),
    mean_of("point_recall", "expected points said"),
    mean_of("completeness_honest", "answers whose completeness flag is right"),
    mean_of("must_not_kept", "answers that say nothing they must not"),
    mean_of("premise_corrected", "false premises put right in the first section"),
    mean_of("sources_found", "expected sources among the first ten passages"),
    mean_of("points_sourced", "expected points of which a source is among the first ten passages"),
    mean_of("source_cited", "answers that cite an expected source"),
    mean_of("crag", "CRAG score: perfect 1, acceptable .5, missing 0, wrong -1"),
)
LATENCY = (
    percentile_of_seconds("p50_ms", 50, "milliseconds to an answer, median"),
    percentile_of_seconds("p95_ms", 95, "milliseconds to an answer, 95th percentile"),
)


def _read(chosen: EvaluationSet) -> list[QuestionCase]:
    return chosen.cases(QuestionCase)


def _run(cases: Sequence[QuestionCase], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    for case in cases:
        yield CaseRun(case=case.id, results=[score(case, reply_to(case, subject.assistant))])


EVALUATION = Evaluation(
    name="answers", scoring=1, models=("extractive",), read=_read, run=_run, measures=(*ANSWER_MEASURES, *LATENCY)
)
