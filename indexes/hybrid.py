"""The index as the assistant sees it: dense and keyword search fused, passages by id, documents by id."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.models import Chunk
from indexes.base import VectorStore
from indexes.chroma import ChromaStore
from indexes.dense import DenseSearch, Scored
from indexes.embedders import Embedder
from indexes.errors import IndexMismatch
from indexes.filters import Filter
from indexes.layout import Layout
from indexes.lexical import KeywordIndex
from indexes.likeness import Comparer, Likeness
from indexes.models import SCHEMA, IndexedDocument, IndexManifest, SearchResult
from indexes.piece_rows import open_pieces
from indexes.piece_store import MappedPieces
from indexes.pieces import PieceReader, ReadQuery
from indexes.restore import write_side_files
from indexes.second_stage import DENSE_WEIGHT_WITH_PIECES, DEPTH, reorder
from indexes.settings import IndexSettings, Mode
from indexes.table import Table


@dataclass(frozen=True)
class _Opened:
    """A generation as it is searched: put in use as a whole, so that a search never mixes two."""

    manifest: IndexManifest
    documents: dict[str, IndexedDocument]
    table: Table
    keyword: KeywordIndex
    dense: DenseSearch
    pieces: MappedPieces | None


class HybridIndex:
    """Searches the current generation, and moves to a newer one by itself when a build has switched."""

    def __init__(self, home: Path, embedder: Embedder, settings: IndexSettings | None = None) -> None:
        """Open the index in `home`. Raises IndexMissing, IndexMismatch or IndexDamaged, each with the way out."""
        self._layout = Layout(home)
        self._embedder = embedder
        self._comparer = Comparer(embedder)
        self._settings = settings or IndexSettings()
        self._lock = threading.Lock()
        self._store: VectorStore | None = None
        self._opened: _Opened | None = None
        self._stamp = 0
        self._refresh()

    @property
    def manifest(self) -> IndexManifest:
        """What the generation in use was made of and with."""
        return self._current.manifest

    @property
    def documents(self) -> dict[str, IndexedDocument]:
        """Every document of the generation in use, by id."""
        return self._current.documents

    def search(self, query: str, k: int = 10, mode: Mode = "hybrid", only: Filter | None = None) -> list[SearchResult]:
        """Return up to `k` results, best first, from documents that `only` allows. An empty query finds nothing."""
        opened = self._refresh()
        marks = opened.table.marks(only)
        if not query.strip() or (marks is not None and not marks.any()):
            return []
        depth = max(k, self._settings.candidates)
        read = self._read(query) if mode != "keyword" else None
        dense = opened.dense.search(read.vector, depth, marks, k) if read else []
        keyword = opened.keyword.search(query, depth, marks) if mode != "dense" else []
        scored = self._combined(opened, read, dense, keyword, mode)[:k]
        chunks = {chunk.id: chunk for chunk in self._chunks(opened, [i for i, _ in scored])}
        cosines = dict(dense)
        found = [(chunks[i], score) for i, score in scored if i in chunks]
        return [
            SearchResult.of(chunk, rank, score, cosines.get(chunk.id))
            for rank, (chunk, score) in enumerate(found, start=1)
        ]

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        """Return passages by id, in the order asked, leaving out unknown ones."""
        return self._chunks(self._current, ids)

    def document_chunks(self, document_id: str) -> list[Chunk]:
        """Return a document's passages in reading order, empty when it is not in the index."""
        opened = self._current
        document = opened.documents.get(document_id)
        return self._chunks(opened, document.chunk_ids) if document else []

    def likeness(self, query: str, chunks: Sequence[Chunk]) -> list[Likeness]:
        """Return for each passage, of this index or not, how near its parts are to a query."""
        opened = self._current
        rows = [opened.table.rows.get(chunk.id) for chunk in chunks]
        return self._comparer.compare(query, chunks, opened.pieces, rows)

    def _chunks(self, opened: _Opened, ids: Sequence[str]) -> list[Chunk]:
        """Read passages from the parts that they stand in."""
        found: dict[str, Chunk] = {}
        for part, wanted in opened.table.by_part(ids).items():
            chunks = self._vectors().chunks(self._layout.collection(part), wanted)
            found.update({chunk.id: chunk for chunk in chunks})
        return [found[i] for i in ids if i in found]

    def _read(self, query: str) -> ReadQuery:
        """Return the query's vector, and its pieces where the embedder has any."""
        if isinstance(self._embedder, PieceReader):
            return self._embedder.read_query(query)
        return ReadQuery(self._embedder.embed([query])[0])

    def _combined(self, opened: _Opened, read: ReadQuery | None, dense: Scored, keyword: Scored, mode: Mode) -> Scored:
        if mode == "dense":
            return [(i, max(0.0, cosine)) for i, cosine in dense]
        if mode == "keyword":
            return _against_best(keyword)
        if read is None or opened.pieces is None:
            return fuse(dense, keyword, self._settings.dense_weight)
        fused = fuse(dense, keyword, DENSE_WEIGHT_WITH_PIECES)
        rows = [opened.table.rows[i] for i, _ in fused[:DEPTH]]
        return reorder(read, fused, rows, opened.pieces, self._settings.piece_weight)

    def _vectors(self) -> VectorStore:
        """Open Chroma at the first need: keyword search does without its import for ranking."""
        with self._lock:
            if self._store is None:
                self._store = ChromaStore(self._layout.chroma, self._settings.chroma_url)
            return self._store

    @property
    def _current(self) -> _Opened:
        return self._opened or self._refresh()

    def _refresh(self) -> _Opened:
        """Return the generation in use, opened anew when a build has switched."""
        stamp = self._layout.stamp()
        if self._opened and stamp == self._stamp and stamp:
            return self._opened
        manifest = self._layout.read_existing()
        if self._opened is None or _stands_elsewhere(manifest, self._opened.manifest):
            check_compatible(manifest, self._embedder)
            self._opened = self._open(manifest)
        self._stamp = stamp
        return self._opened

    def _open(self, manifest: IndexManifest) -> _Opened:
        if not self._layout.is_complete(manifest.generation):
            self._make_side_files(manifest)
        documents, keyword = self._side_files(manifest)
        if keyword.ids != Table(documents).ids:
            self._make_side_files(manifest)
            documents, keyword = self._side_files(manifest)
        table = Table(documents)
        dense = DenseSearch(self._vectors, self._layout.collection, manifest.parts, table, manifest.dimension)
        pieces = open_pieces(self._layout, self._embedder, manifest.generation, len(table.ids))
        return _Opened(manifest, documents, table, keyword, dense, pieces)

    def _side_files(self, manifest: IndexManifest) -> tuple[dict[str, IndexedDocument], KeywordIndex]:
        keyword = KeywordIndex.load(self._layout.generation(manifest.generation) / "keyword")
        return self._layout.read_documents(manifest.generation), keyword

    def _make_side_files(self, manifest: IndexManifest) -> None:
        """Make lost files again from the vector store."""
        write_side_files(self._layout, self._vectors(), manifest)


def _stands_elsewhere(one: IndexManifest, other: IndexManifest) -> bool:
    return (one.generation, one.parts) != (other.generation, other.parts)


def check_compatible(manifest: IndexManifest, embedder: Embedder) -> None:
    """Raise IndexMismatch when vectors of `embedder` cannot be compared with those in the index."""
    if manifest.schema_version != SCHEMA:
        raise IndexMismatch(
            f"the index has schema {manifest.schema_version}, this version reads {SCHEMA}; run `regrip index build`"
        )
    if manifest.embedder != embedder.fingerprint:
        raise IndexMismatch(
            f"the index was made with {manifest.embedder}, the settings name {embedder.fingerprint}; "
            "run `regrip index build` to make it anew"
        )


def fuse(dense: Scored, keyword: Scored, dense_weight: float) -> Scored:
    """Return candidates of both lists by weighted sum of their scores, each scaled to 0..1 within the query.

    Convex combination after min-max scaling, which keeps the distances that rank fusion throws away (Bruch, Gai and Ingber
    2022, "An Analysis of Fusion Functions for Hybrid Retrieval"). A candidate missing from a list counts as its lowest.
    """
    scaled_dense, scaled_keyword = dict(_between(dense)), dict(_against_best(keyword))
    total = {
        i: dense_weight * scaled_dense.get(i, 0.0) + (1 - dense_weight) * scaled_keyword.get(i, 0.0)
        for i in scaled_dense.keys() | scaled_keyword.keys()
    }
    return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))


def _between(scored: Scored) -> Scored:
    if not scored:
        return []
    low, high = min(s for _, s in scored), max(s for _, s in scored)
    return [(i, (s - low) / (high - low) if high > low else 1.0) for i, s in scored]


def _against_best(scored: Scored) -> Scored:
    best = max((s for _, s in scored), default=0.0)
    return [(i, s / best) for i, s in scored] if best > 0 else []
