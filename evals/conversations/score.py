"""Judges the reply to a turn: like any answer, and whether the query of its own holds what it has to."""

from collections.abc import Iterator

from evals.answer_scores import judge
from evals.answered import Reply
from evals.cases import ConversationCase, Turn
from evals.models import CaseResult, Score
from evals.wording import says, unsaid


def score(case: ConversationCase, number: int, reply: Reply) -> CaseResult:
    """Return the result of turn `number`, counted from 1."""
    turn = case.turns[number - 1]
    wanted = [" or ".join(turn.expected.status), " or ".join(turn.expected.outcome)]
    return CaseResult(
        id=f"{case.id}/{number}",
        kind=case.kind,
        shown=" / ".join(t.question for t in case.turns[:number]),
        expected="; ".join([w for w in wanted if w] + [p.point for p in turn.expected.points]),
        scores=[*judge(reply, turn.expected), *query_scores(turn, reply)],
        numbers={"turn": [number]},
        output=reply.model_dump(exclude_defaults=True),
        seconds=reply.seconds,
    )


def query_scores(turn: Turn, reply: Reply) -> Iterator[Score]:
    """Yield whether the standalone query holds the named things and nothing of an abandoned subject."""
    if turn.query_has:
        missing = unsaid(reply.query, turn.query_has)
        yield Score(name="query_whole", value=not missing, reason=f"{reply.query!r} lacks {missing}" * bool(missing))
    if turn.query_lacks:
        leaked = [word for word in turn.query_lacks if says(reply.query, [[word]])]
        yield Score(name="query_clean", value=not leaked, reason=f"{reply.query!r} holds {leaked}" * bool(leaked))
