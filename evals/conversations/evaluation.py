"""The evaluation `conversations`: what it reads, runs and measures, by turn."""

from collections.abc import Iterator, Sequence

import numpy as np

from evals.answers.evaluation import ANSWER_MEASURES, LATENCY
from evals.cases import ConversationCase
from evals.catalogue import EvaluationSet
from evals.conversations.generate import replies_to
from evals.conversations.score import score
from evals.evaluation import Evaluation, Subject, mean_of
from evals.models import CaseResult, CaseRun


def _read(chosen: EvaluationSet) -> list[ConversationCase]:
    return chosen.cases(ConversationCase)


def _run(cases: Sequence[ConversationCase], chosen: EvaluationSet, subject: Subject) -> Iterator[CaseRun]:
    for case in cases:
        replies = enumerate(replies_to(case, subject.assistant), start=1)
        yield CaseRun(case=case.id, results=[score(case, number, reply) for number, reply in replies])


def _tables(results: Sequence[CaseResult]) -> dict[str, object]:
    """Return the share of right statuses and outcomes for each turn number."""
    by_turn: dict[int, list[CaseResult]] = {}
    for result in results:
        by_turn.setdefault(int(result.numbers["turn"][0]), []).append(result)
    return {"by_turn": [{"turn": turn, "results": len(own)} | _shares(own) for turn, own in sorted(by_turn.items())]}


def _shares(results: Sequence[CaseResult]) -> dict[str, float]:
    shares = {}
    for name in ("status_right", "outcome_right", "point_recall", "query_whole"):
        values = [v for r in results if (v := r.score(name)) is not None]
        if values:
            shares[name] = round(float(np.mean(values)), 3)
    return shares


EVALUATION = Evaluation(
    name="conversations",
    scoring=1,
    models=("extractive",),
    read=_read,
    run=_run,
    measures=(
        *ANSWER_MEASURES,
        mean_of("query_whole", "follow-ups whose standalone query names what it has to"),
        mean_of("query_clean", "standalone queries without words of an abandoned subject"),
        *LATENCY,
    ),
    tables=_tables,
)
