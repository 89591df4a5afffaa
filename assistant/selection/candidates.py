"""The sentences that an answer may choose from: those of the passages found, and the rest of the page that fits best."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.passages import Unit, units
from assistant.retriever import Retriever
from corpus.models import Chunk
from indexes.models import SearchResult

RELIANCE = "How far to rely on it"
"""The heading under which a note says how sound its source is: shown beside an answer, never as one.

Only what a topic page says was looked for and not found ("No national limit was found for ...") is an answer, and stands there.
"""
_NOT_FOUND = re.compile(r"^No\b[^.]*\b(?:was|were|is|has been|could be) found\b")
WHOLE_PAGES = frozenset({"topic page", "discriminating question", "recovered service"})
"""Kinds of document of which one page answers one question: all of it is looked at when it comes first."""


@dataclass(frozen=True)
class Candidate:
    """A quotable span with how well its passage and its document were found.

    `passage_score` and `document_score` are the search's, 0 to about 1, the former 0 for a passage that was not found itself.
    `document_rank` counts documents from 0 in the order found. `place` counts the spans of its passage from 0.
    """

    unit: Unit
    passage_score: float
    document_score: float
    document_rank: int
    place: int


def candidates(results: Sequence[SearchResult], retriever: Retriever) -> list[Candidate]:
    """Return what the results hold to quote, in the order found, each span once."""
    ranks: dict[str, int] = {}
    best: dict[str, float] = {}
    scores: dict[str, float] = {}
    for result in results:
        ranks.setdefault(result.document_id, len(ranks))
        best[result.document_id] = max(best.get(result.document_id, 0.0), result.score)
        scores |= {chunk.id: result.score for chunk in result.chunks}
    return [
        Candidate(unit, scores.get(chunk.id, 0.0), best[chunk.info.id], ranks[chunk.info.id], place)
        for chunk in _chunks(results, retriever)
        for place, unit in enumerate(units(chunk))
        if chunk.heading[:1] != (RELIANCE,) or _says_what_is_not_there(unit)
    ]


def _says_what_is_not_there(unit: Unit) -> bool:
    return unit.chunk.info.kind == "topic page" and _NOT_FOUND.match(unit.text) is not None


def _chunks(results: Sequence[SearchResult], retriever: Retriever) -> Iterator[Chunk]:
    seen = set[str]()
    found = [chunk for result in results for chunk in result.chunks]
    first = results[0] if results else None
    rest = retriever.index.document_chunks(first.document_id) if first and first.chunk.info.kind in WHOLE_PAGES else []
    for chunk in (*found, *rest):
        if chunk.id not in seen:
            seen.add(chunk.id)
            yield chunk
