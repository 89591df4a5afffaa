"""Judges a ranking with ir_measures."""

from collections.abc import Mapping

from evals.beir import NAMES, Query, per_query
from evals.models import CaseResult, Score
from evals.retrieval.generate import Ranking

_KEPT = 10


def score(query: Query, relevant: Mapping[str, int], ranking: Ranking) -> CaseResult:
    """Return the result of the query: each measure of `evals.beir` for it alone."""
    top = list(ranking.documents)[:_KEPT]
    values = per_query({query.id: dict(relevant)}, {query.id: ranking.documents})[query.id]
    places = {name: list(ranking.documents).index(name) + 1 for name in relevant if name in ranking.documents}
    reason = f"relevant at {places}" if places else "no relevant document among the first hundred"
    return CaseResult(
        id=query.id,
        kind="conversation" if query.turns else "query",
        shown=query.text,
        expected=", ".join(relevant),
        scores=_scores(values, reason),
        output={"top": {name: round(ranking.documents[name], 4) for name in top}},
        seconds=ranking.seconds,
    )


def _scores(values: Mapping[str, float], reason: str) -> list[Score]:
    """Return the measures as scores; the reason, which is that of them all, stands with the first."""
    return [
        Score(name=NAMES[measure], value=round(value, 4), reason="" if n else reason)
        for n, (measure, value) in enumerate(values.items())
    ]
