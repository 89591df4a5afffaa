"""What a build has to do: which documents stay as they are, which passages are written, and into which part of the index."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.models import Chunk, Document
from corpus.splitter import split_document
from indexes.embedders import MAX_PIECES, Embedder
from indexes.fingerprints import all_sources, generation_of, records_of, source_of, way_of_making
from indexes.models import IndexedDocument, IndexManifest, Part

WORTH = 5_000
"""Passages from which an index is added to instead of written anew: below, writing anew takes seconds."""
_RATIO = 8
"""A part is written anew together with what is added when it is not this many times as large, so parts stay few."""
_LEAST_LIVE = 0.75
"""Share of a part's rows that must be in use still; below, it is written anew without the others."""


@dataclass(frozen=True)
class Plan:
    """A generation and how to come to it. `fresh` chunks are written into its own part, the last of `parts`.

    `documents` are ordered by id. `changed` are the ids of those whose chunks are not in the index yet, and `kept` those that were.
    """

    generation: str
    documents: tuple[IndexedDocument, ...]
    fresh: tuple[Chunk, ...]
    changed: frozenset[str]
    parts: tuple[Part, ...]
    dead: tuple[str, ...]

    @property
    def chunks(self) -> int:
        """How many passages the generation holds."""
        return sum(len(document.chunk_ids) for document in self.documents)


class Planner:
    """Compares documents with those that the index holds."""

    def __init__(self, documents: Iterable[Document], embedder: Embedder) -> None:
        """Hash each document. Nothing is split yet."""
        self._embedder, self._way = embedder, way_of_making(embedder)
        self._given = {document.info.id: document for document in documents}
        self._sources = {i: source_of(document, self._way) for i, document in self._given.items()}
        self.sources = all_sources(self._sources.values())
        """Hash over all documents: an index with the same one holds just these."""

    def plan(self, held: Mapping[str, IndexedDocument], manifest: IndexManifest | None, shared: bool) -> Plan:
        """Return how to come from the documents `held`, which stand in the parts of `manifest`, to the ones given.

        On a `shared` server nothing is taken out of parts that other homes may use too: they are written anew.
        """
        kept, chunks = self._compare(held)
        new = {i: self._document(i, own) for i, own in chunks.items()}
        generation = generation_of([*kept.values(), *new.values()], self._way)
        parts = manifest.parts if manifest and held else ()
        dead = sorted(held.keys() - kept.keys())
        if manifest and held and not new and generation == manifest.generation:
            return Plan(generation, _by_id(kept.values()), (), frozenset(), parts, ())
        rows = sum(map(len, chunks.values()))
        blocked = {held[i].part for i in dead} if shared else set()
        again = _to_write_again(kept.values(), parts, rows, blocked)
        if rows or any(document.part in again for document in kept.values()):
            again = _to_write_again(kept.values(), parts, rows, blocked | {generation})
        moved = {i: self.chunks(i) for i, document in kept.items() if document.part in again}
        fresh = chunks | moved
        rest = tuple(part for part in parts if part.name not in again)
        documents = _by_id(
            document.model_copy(update={"part": generation}) if i in fresh else document
            for i, document in (kept | new).items()
        )
        written = tuple(chunk for i in sorted(fresh) for chunk in fresh[i])
        return Plan(
            generation=generation,
            documents=documents,
            fresh=written,
            changed=frozenset(new),
            parts=(*rest, *([Part(name=generation, rows=len(written))] if written else [])),
            dead=tuple(i for i in dead if any(held[i].part == part.name for part in rest)),
        )

    def chunks(self, document_id: str) -> list[Chunk]:
        """Return the chunks of a given document."""
        return list(split_document(self._given[document_id], self._fits))

    def _compare(
        self, held: Mapping[str, IndexedDocument]
    ) -> tuple[dict[str, IndexedDocument], dict[str, list[Chunk]]]:
        """Return the held documents that are wanted as they are, and the chunks of all others. Empty documents are in neither."""
        kept: dict[str, IndexedDocument] = {}
        chunks: dict[str, list[Chunk]] = {}
        for i, source in self._sources.items():
            old = held.get(i)
            if old and old.source == source:
                kept[i] = old
                continue
            own = self.chunks(i)
            if old and old.records == records_of(own):
                kept[i] = old.model_copy(update={"source": source})
            elif own:
                chunks[i] = own
        return kept, chunks

    def _document(self, document_id: str, chunks: Sequence[Chunk]) -> IndexedDocument:
        return IndexedDocument(
            info=self._given[document_id].info,
            chunk_ids=tuple(chunk.id for chunk in chunks),
            source=self._sources[document_id],
            records=records_of(chunks),
        )

    def _fits(self, text: str) -> bool:
        return self._embedder.pieces(text) <= MAX_PIECES


def _to_write_again(kept: Iterable[IndexedDocument], parts: Sequence[Part], rows: int, blocked: set[str]) -> set[str]:
    """Return the parts whose documents move into the new one, beside `rows` that are new."""
    live = Counter[str]()
    for document in kept:
        live[document.part] += len(document.chunk_ids)
    if live.total() < WORTH:
        return {part.name for part in parts}
    again = set[str]()
    for part in reversed(parts):
        used = live[part.name]
        if part.name in blocked or used < _RATIO * rows or used < _LEAST_LIVE * part.rows:
            again.add(part.name)
            rows += used
    return again


def _by_id(documents: Iterable[IndexedDocument]) -> tuple[IndexedDocument, ...]:
    return tuple(sorted(documents, key=lambda document: document.info.id))
