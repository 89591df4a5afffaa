"""Which documents a reader is shown: those that pass the filters, by date or by relevance, and how many there are of each sort."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from assistant.library.models import Facets, ShelfPassage
from corpus.models import Document, DocumentInfo
from corpus.vocabulary import STAGES, THEMES, DocumentStatus
from indexes.filters import Filter, read_stages, read_themes
from indexes.models import SearchResult

_LEAST_SCORE = 0.2
"""Score of a passage, 0..1 within its search, below which it has little to do with the words looked for."""


def newest_first(documents: Iterable[Document], only: Filter) -> list[Document]:
    """Return the documents that the filter allows, the newest first; those of one date by title."""
    allowed = sorted((d for d in documents if only.allows(d.info)), key=lambda d: d.info.title)
    return sorted(allowed, key=lambda d: d.info.date, reverse=True)


def best_passages(results: Sequence[SearchResult], least_cosine: float) -> dict[str, ShelfPassage]:
    """Return the best passage of each document that was found, best first; what is hardly relevant is left out.

    A passage that only keyword search saw has no cosine and counts as relevant.
    """
    found: dict[str, ShelfPassage] = {}
    for result in results:
        near = result.cosine is None or result.cosine >= least_cosine
        if near and result.score >= _LEAST_SCORE and result.document_id not in found:
            found[result.document_id] = _passage(result)
    return found


def facets(documents: Sequence[Document], only: Filter) -> Facets:
    """Return how many of the documents each stage, theme, kind and status would leave, the other filters staying as they are."""
    counted = {
        part: Counter(value for info in _allowed_but(documents, only, part) for value in read(info))
        for part, read in _PARTS.items()
    }
    return Facets.model_validate(
        {
            "stage": {stage: counted["stages"][stage] for stage in STAGES},
            "theme": {theme: counted["themes"][theme] for theme in THEMES},
            "kind": dict(sorted(counted["kinds"].items())),
            "status": {status: counted["statuses"][status] for status in get_args(DocumentStatus)},
        }
    )


_PARTS: dict[str, Callable[[DocumentInfo], Iterable[str]]] = {
    "stages": read_stages,
    "themes": read_themes,
    "kinds": lambda info: [info.kind],
    "statuses": lambda info: [info.status],
}
"""The parts of a filter that are counted, and how a document's values are read."""


def _allowed_but(documents: Sequence[Document], only: Filter, part: str) -> list[DocumentInfo]:
    """Return what of the documents would be allowed without one part of the filter."""
    rest = only.model_copy(update={part: None})
    return [document.info for document in documents if rest.allows(document.info)]


def _passage(result: SearchResult) -> ShelfPassage:
    return ShelfPassage(
        chunk_id=result.chunk_id, heading=list(result.chunk.heading), locator=result.locator, text=result.text
    )
