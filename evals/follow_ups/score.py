"""Judges the query made of a last turn by its words and by the documents it finds."""

from collections.abc import Iterator

from evals.cases import FollowUpCase
from evals.follow_ups.generate import Found
from evals.models import CaseResult, Score
from evals.wording import says, unsaid


def score(case: FollowUpCase, found: Found) -> CaseResult:
    """Return the result of a conversation."""
    return CaseResult(
        id=case.id,
        kind=case.kind,
        shown=" / ".join(case.turns),
        expected=", ".join(case.relevant),
        scores=[*_found(case, found), *_worded(case, found)],
        output={"query": found.query, "documents": found.documents},
        seconds=found.seconds,
    )


def _found(case: FollowUpCase, found: Found) -> Iterator[Score]:
    places = {d: found.documents.index(d) + 1 for d in case.relevant if d in found.documents}
    first = min(places.values(), default=0)
    reason = f"{found.query!r} finds {places}" if places else f"{found.query!r} finds none of them"
    yield Score(name="recall@10", value=round(len(places) / len(case.relevant), 4), reason=reason)
    yield Score(name="success@5", value=0 < first <= 5)
    yield Score(name="success@1", value=first == 1)
    yield Score(name="rr@10", value=round(1 / first, 4) if first else 0.0)


def _worded(case: FollowUpCase, found: Found) -> Iterator[Score]:
    missing = unsaid(found.query, case.query_has)
    yield Score(name="query_whole", value=not missing, reason=f"{found.query!r} lacks {missing}" * bool(missing))
    if case.query_lacks:
        leaked = [word for word in case.query_lacks if says(found.query, [[word]])]
        yield Score(name="query_clean", value=not leaked, reason=f"{found.query!r} holds {leaked}" * bool(leaked))
