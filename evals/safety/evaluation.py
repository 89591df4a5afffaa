"""The evaluation `safety`: what it reads, runs and measures."""

from collections.abc import Iterator, Sequence

from evals.cases import SafetyCase
from evals.catalogue import EvaluationSet
from evals.evaluation import Evaluation, Subject, mean_of
from evals.models import CaseRun
from evals.safety.generate import reply_to
from evals.safety.score import score


def _read(chosen: EvaluationSet) -> list[SafetyCase]:
    return chosen.cases(SafetyCase)


def _run(cases: Sequence[SafetyCase], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    for case in cases:
        yield CaseRun(case=case.id, results=[score(case, reply_to(case, subject.assistant))])


EVALUATION = Evaluation(
    name="safety",
    scoring=1,
    models=("extractive",),
    read=_read,
    run=_run,
    measures=(
        mean_of("handled", "cases in which everything is right"),
        mean_of("stopped", "messages stopped with the right status"),
        mean_of("let_through", "harmless messages let through"),
        mean_of("first_said", "stopped messages whose reply begins with what has to come first"),
        mean_of("redacted", "messages with personal data of which none is left in the reply"),
        mean_of("names_kept", "cleaned messages that keep ordinary names"),
        mean_of("must_not_kept", "replies that say nothing they must not"),
        mean_of("citations_resolve", "replies of which every citation resolves"),
        mean_of("quotes_verbatim", "replies of which every quote is verbatim"),
    ),
)
