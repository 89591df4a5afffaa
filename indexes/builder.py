"""Documents to an index: incremental, resumable, built aside and switched in one step."""

import errno
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from corpus.models import Chunk, Document
from corpus.private import FILE, private_below, private_folder
from indexes.base import VectorStore
from indexes.chroma import ChromaStore
from indexes.cleaning import drop_unused, remove_dead, remove_gone
from indexes.embedders import Embedder
from indexes.errors import IndexBusy, IndexingError
from indexes.layout import Layout
from indexes.lexical import KeywordIndex
from indexes.models import SCHEMA, BuildReport, IndexedDocument, IndexManifest, Progress
from indexes.piece_rows import PieceBuild, read_records
from indexes.pieces import PieceReader
from indexes.plan import Plan, Planner
from indexes.restore import write_side_files
from indexes.reuse import KnownVectors, stems_of
from indexes.settings import IndexSettings

_BATCH = 64
"""Chunks embedded and stored at once: what a kill may cost."""
_COPIED = 1_000
"""Chunks stored at once when their vectors are known: more at once is quicker, and a kill costs little."""


def build_index(
    home: Path,
    documents: Iterable[Document],
    embedder: Embedder,
    settings: IndexSettings | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> BuildReport:
    """Bring the index in `home` to hold exactly `documents` and return what was done.

    Documents that are as they were are not split again, and vectors of unchanged passages are reused; a build that was killed goes
    on where it stopped; readers see the old generation until the new one is whole. Raises IndexBusy when another build is running, and
    IndexingError when the folder cannot be written or is full.
    """
    layout = Layout(home)
    try:
        return _built(layout, documents, embedder, settings, progress)
    except OSError as error:
        if error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT):
            raise
        raise IndexingError(
            f"{layout.folder}: the index cannot be written ({error.strerror}); make it writable with room to spare, or set REGRIP_HOME "
            "to another folder"
        ) from error


def _built(
    layout: Layout,
    documents: Iterable[Document],
    embedder: Embedder,
    settings: IndexSettings | None,
    progress: Callable[[Progress], None],
) -> BuildReport:
    started = time.perf_counter()
    planner = Planner(documents, embedder)
    with _alone(layout):
        current = layout.read_manifest()
        url = (settings or IndexSettings()).chroma_url
        unchanged = (
            current is not None
            and current.sources == planner.sources
            and not current.dead
            and layout.is_complete(current.generation)
            and (not isinstance(embedder, PieceReader) or read_records(layout, current.generation) is not None)
        )
        store = ChromaStore(layout.chroma, url)
        if current and unchanged and _is_whole(layout, store, current):
            return _report(current, started)
        return _Build(layout, store, planner, embedder, shared=url is not None).run(current, progress, started)


def _is_whole(layout: Layout, store: VectorStore, current: IndexManifest) -> bool:
    """Return whether the store holds what the manifest says: it may be another server than the one built on, or an empty folder."""
    return sum(store.count(layout.collection(part.name)) for part in current.parts) >= current.chunks


class _Build:
    """One build, of whatever has changed."""

    def __init__(self, layout: Layout, store: VectorStore, planner: Planner, embedder: Embedder, shared: bool) -> None:
        self._layout, self._store, self._planner, self._embedder = layout, store, planner, embedder
        self._pieces = PieceBuild(layout, embedder) if isinstance(embedder, PieceReader) else None
        self._shared = shared

    def run(self, current: IndexManifest | None, progress: Callable[[Progress], None], started: float) -> BuildReport:
        """Bring the index from `current` to what is planned."""
        held: dict[str, IndexedDocument] = {}
        if current and self._is_usable(current):
            if not self._layout.is_complete(current.generation):
                write_side_files(self._layout, self._store, current)
            current = remove_dead(self._layout, self._store, current)
            held = self._layout.read_documents(current.generation)
        plan = self._planner.plan(held, current, self._shared)
        embedded = self._fill(plan, KnownVectors(self._store, self._layout.collection, held, plan), progress)
        manifest = self._manifest(plan, current)
        if self._pieces:
            self._pieces.finish(plan, self._planner.chunks, held, current.generation if current else "")
        if current and held and not plan.changed and current.generation == plan.generation:
            self._switch(manifest, plan)
            return _report(manifest, started)
        self._write_keywords(plan, held, current)
        self._switch(manifest, plan)
        if self._pieces:
            self._pieces.forget_others(plan.generation)
        drop_unused(self._layout, self._store, manifest, current, self._shared)
        if not self._shared:
            remove_gone(self._layout, self._store, held, plan)
        before = {i for document in held.values() for i in document.chunk_ids}
        removed = len(before.difference(i for document in plan.documents for i in document.chunk_ids))
        manifest = remove_dead(self._layout, self._store, manifest)
        return _report(manifest, started, changed=True, embedded=embedded, removed=removed)

    def _is_usable(self, current: IndexManifest) -> bool:
        """Return whether vectors of the generation in use can be used again, and are there."""
        made_alike = current.schema_version == SCHEMA and current.embedder == self._embedder.fingerprint
        return made_alike and _is_whole(self._layout, self._store, current)

    def _fill(self, plan: Plan, known: KnownVectors, progress: Callable[[Progress], None]) -> int:
        """Store every chunk that the plan's own collection lacks; return how many were embedded."""
        collection = self._layout.collection(plan.generation)
        present = self._store.ids(collection) if plan.fresh else set()
        stale = sorted(present.difference(chunk.id for chunk in plan.fresh))
        if stale and not self._shared:
            self._store.remove(collection, stale)
        missing = [chunk for chunk in plan.fresh if chunk.id not in present]
        total = plan.chunks
        done, embedded = total - len(missing), 0
        for batch in _batches(missing, known):
            vectors = known.vectors(batch)
            fresh = {chunk.text_hash: chunk.index_text for chunk in batch if chunk.id not in vectors}
            made = dict(zip(fresh, self._embed(fresh), strict=True)) if fresh else {}
            rows = [vectors[chunk.id] if chunk.id in vectors else made[chunk.text_hash] for chunk in batch]
            self._store.add(collection, batch, np.stack(rows))
            embedded += len(fresh)
            done += len(batch)
            progress(Progress(done=done, total=total))
        return embedded

    def _embed(self, texts: Mapping[str, str]) -> np.ndarray:
        """Return the vectors of texts by hash."""
        return self._pieces.embed(texts) if self._pieces else self._embedder.embed(list(texts.values()))

    def _manifest(self, plan: Plan, current: IndexManifest | None) -> IndexManifest:
        """Return the manifest of a plan; one for a generation that is in use already keeps what was known of it."""
        again = current is not None and current.generation == plan.generation
        return IndexManifest(
            schema_version=SCHEMA,
            generation=plan.generation,
            embedder=self._embedder.fingerprint,
            embedder_name=self._embedder.name,
            dimension=self._embedder.dimension,
            documents=len(plan.documents),
            chunks=plan.chunks,
            built_at=current.built_at if current and again else datetime.now(UTC).isoformat(timespec="seconds"),
            parts=plan.parts,
            dead=plan.dead,
            sources=self._planner.sources,
        )

    def _write_keywords(self, plan: Plan, held: Mapping[str, IndexedDocument], current: IndexManifest | None) -> None:
        old = self._layout.generation(current.generation if current else "") / "keyword"
        stems = stems_of(plan, self._planner.chunks, held, old)
        ids = [i for document in plan.documents for i in document.chunk_ids]
        public = [document.info.case is None for document in plan.documents for _ in document.chunk_ids]
        KeywordIndex.write(self._layout.generation(plan.generation) / "keyword", ids, stems, public)

    def _switch(self, manifest: IndexManifest, plan: Plan) -> None:
        self._layout.write_documents(manifest, plan.documents)
        self._layout.switch(manifest)
        private_below(self._layout.folder)


def _alone(layout: Layout) -> AbstractContextManager[Any]:
    from filelock import FileLock, Timeout

    private_folder(layout.folder.parent)
    private_folder(layout.folder)
    lock = FileLock(layout.lock, mode=FILE)
    try:
        return lock.acquire(timeout=0)
    except Timeout as error:
        raise IndexBusy(f"{layout.folder}: another process is building this index; wait for it to end") from error


def _batches(chunks: Sequence[Chunk], known: KnownVectors) -> Iterator[list[Chunk]]:
    """Yield chunks in order, so many at once that no more than `_BATCH` have to be embedded."""
    batch, unknown = list[Chunk](), 0
    for chunk in chunks:
        batch.append(chunk)
        unknown += not known.has(chunk)
        if unknown == _BATCH or len(batch) == _COPIED:
            yield batch
            batch, unknown = [], 0
    if batch:
        yield batch


def _report(
    manifest: IndexManifest, started: float, changed: bool = False, embedded: int = 0, removed: int = 0
) -> BuildReport:
    return BuildReport(
        generation=manifest.generation,
        changed=changed,
        documents=manifest.documents,
        chunks=manifest.chunks,
        embedded=embedded,
        reused=manifest.chunks - embedded,
        removed=removed,
        seconds=round(time.perf_counter() - started, 2),
    )
