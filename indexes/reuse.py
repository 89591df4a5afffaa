"""What a build need not make again: vectors of text that the index holds already, and the stems of passages that stay."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.models import Chunk
from indexes.base import VectorStore
from indexes.lexical import read_stems, saved_stems
from indexes.models import IndexedDocument
from indexes.plan import Plan
from indexes.stems import Stems

Place = tuple[str, str]
"""A collection and an id in it."""


class KnownVectors:
    """Vectors in the store of documents that it held before, found by the text that they were made of."""

    def __init__(
        self, store: VectorStore, collection: Callable[[str], str], held: Mapping[str, IndexedDocument], plan: Plan
    ) -> None:
        """Find where the vectors of the plan's `fresh` chunks stand. Reads old passages only of documents that changed or went."""
        self._store = store
        staying = {d.info.id for d in plan.documents} - plan.changed
        self._moved: dict[str, Place] = {}
        self._by_text: dict[str, Place] = {}
        if not plan.fresh:
            return
        for i, old in held.items():
            if i in staying:
                self._moved.update((chunk_id, (collection(old.part), chunk_id)) for chunk_id in old.chunk_ids)
        left = by_part(old for i, old in held.items() if i not in staying)
        for part, ids in left.items():
            name = collection(part)
            self._by_text.update({chunk.text_hash: (name, chunk.id) for chunk in store.chunks(name, ids)})

    def has(self, chunk: Chunk) -> bool:
        """Return whether the vector of the chunk's text is known."""
        return self._place(chunk) is not None

    def vectors(self, chunks: Sequence[Chunk]) -> dict[str, np.ndarray]:
        """Return the known vectors of chunks, by chunk id, leaving out those that the store has lost."""
        places = {chunk.id: place for chunk in chunks if (place := self._place(chunk))}
        found: dict[Place, np.ndarray] = {}
        for name in {name for name, _ in places.values()}:
            ids = sorted({i for other, i in places.values() if other == name})
            found.update({(name, i): vector for i, vector in self._store.vectors(name, ids).items()})
        return {chunk_id: found[place] for chunk_id, place in places.items() if place in found}

    def _place(self, chunk: Chunk) -> Place | None:
        return self._moved.get(chunk.id) or (self._by_text.get(chunk.text_hash) if self._by_text else None)


def stems_of(
    plan: Plan, chunks: Callable[[str], Sequence[Chunk]], held: Mapping[str, IndexedDocument], keyword: Path
) -> Stems:
    """Return the stems of every passage of the plan, in order; only passages that `keyword` does not know are read.

    `keyword` is the folder of the keyword index of the documents `held`, and `chunks` gives the chunks of a document.
    """
    old = saved_stems(keyword)
    known = held.keys() - plan.changed if old else set()
    unread = [d.info.id for d in plan.documents if d.info.id not in known]
    written: dict[str, list[Chunk]] = {i: [] for i in unread}
    for chunk in plan.fresh:
        if chunk.info.id in written:
            written[chunk.info.id].append(chunk)
    texts = [chunk.keyword_text for i in unread for chunk in written[i] or chunks(i)]
    if old is None:
        return Stems.of(read_stems(texts))
    both = old.with_more(read_stems(texts))
    first = _first_rows(held.values()) | _first_rows((d for d in plan.documents if d.info.id not in known), len(old))
    rows = [np.arange(first[d.info.id], first[d.info.id] + len(d.chunk_ids)) for d in plan.documents]
    return both.take(np.concatenate(rows))


def _first_rows(documents: Iterable[IndexedDocument], start: int = 0) -> dict[str, int]:
    """Return the row that each document begins in when they stand in this order."""
    first = {}
    for document in documents:
        first[document.info.id] = start
        start += len(document.chunk_ids)
    return first


def by_part(documents: Iterable[IndexedDocument]) -> dict[str, list[str]]:
    """Return the ids of documents' chunks by the part that they stand in."""
    found: dict[str, list[str]] = {}
    for document in documents:
        found.setdefault(document.part, []).extend(document.chunk_ids)
    return found
