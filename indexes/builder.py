"""Documents to an index: incremental, resumable, built aside and switched in one step."""

import hashlib
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from corpus.models import Chunk, Document
from corpus.splitter import split_documents
from indexes.base import VectorStore
from indexes.chroma import ChromaStore
from indexes.embedders import MAX_PIECES, Embedder
from indexes.errors import IndexBusy
from indexes.layout import Layout
from indexes.lexical import KeywordIndex
from indexes.models import SCHEMA, BuildReport, IndexedDocument, IndexManifest, Progress
from indexes.settings import IndexSettings

_BATCH = 64
"""Chunks embedded and stored at once: what a kill may cost."""


def build_index(
    home: Path,
    documents: Iterable[Document],
    embedder: Embedder,
    settings: IndexSettings | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> BuildReport:
    """Bring the index in `home` to hold exactly `documents` and return what was done.

    Vectors of unchanged passages are reused; a build that was killed goes on where it stopped; readers see the old
    generation until the new one is whole. Raises IndexBusy when another build is running.
    """
    started = time.perf_counter()
    layout = Layout(home)
    chunks = list(split_documents(documents, lambda text: embedder.pieces(text) <= MAX_PIECES))
    generation = _generation(chunks, embedder)
    with _alone(layout):
        current = layout.read_manifest()
        url = (settings or IndexSettings()).chroma_url
        store = ChromaStore(layout.chroma, url)
        same = current is not None and current.generation == generation and layout.is_complete(generation)
        if current and same and store.count(layout.collection(generation)) == len(chunks):
            return _report(current, False, 0, len(chunks), 0, started)
        embedded, reused = _fill(layout, store, chunks, generation, current, embedder, progress)
        removed = _stale(layout, store, chunks, generation)
        write_side_files(layout, store, generation)
        manifest = _manifest(chunks, generation, embedder)
        before = store.ids(layout.collection(current.generation)) if current else set()
        layout.switch(manifest)
        _tidy(layout, store, {generation} | ({current.generation} if current else set()), shared=url is not None)
        gone = len(before - {chunk.id for chunk in chunks}) + removed
        return _report(manifest, True, embedded, reused, gone, started)


def write_side_files(layout: Layout, store: VectorStore, generation: str) -> None:
    """Make a generation's keyword index and document list from what the vector store holds."""
    chunks = sorted(store.chunks(layout.collection(generation)), key=lambda c: (c.info.id, c.ordinal))
    folder = layout.generation(generation)
    folder.mkdir(parents=True, exist_ok=True)
    KeywordIndex.build(folder / "keyword", [c.id for c in chunks], [c.index_text for c in chunks])
    held: dict[str, list[Chunk]] = {}
    for chunk in chunks:
        held.setdefault(chunk.info.id, []).append(chunk)
    layout.write_documents(
        folder, [IndexedDocument(info=c[0].info, chunk_ids=tuple(x.id for x in c)) for c in held.values()]
    )


def _alone(layout: Layout) -> AbstractContextManager[Any]:
    from filelock import FileLock, Timeout

    layout.folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(layout.lock)
    try:
        return lock.acquire(timeout=0)
    except Timeout as error:
        raise IndexBusy(f"{layout.folder}: another process is building this index; wait for it to end") from error


def _generation(chunks: list[Chunk], embedder: Embedder) -> str:
    """Return 12 hexadecimal digits over every record, the embedder and the schema."""
    digest = hashlib.sha256(f"{SCHEMA} {embedder.fingerprint}".encode())
    for row in sorted(f"{chunk.id} {chunk.record_hash}" for chunk in chunks):
        digest.update(row.encode())
    return digest.hexdigest()[:12]


def _fill(
    layout: Layout,
    store: VectorStore,
    chunks: list[Chunk],
    generation: str,
    current: IndexManifest | None,
    embedder: Embedder,
    progress: Callable[[Progress], None],
) -> tuple[int, int]:
    """Store every chunk that the new collection lacks; return how many were embedded and how many reused."""
    collection = layout.collection(generation)
    present = store.ids(collection)
    missing = [chunk for chunk in chunks if chunk.id not in present]
    known = _known_vectors(layout, store, missing, current, embedder)
    done, embedded = len(chunks) - len(missing), 0
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        fresh = [chunk for chunk in batch if chunk.text_hash not in known]
        if fresh:
            known.update(zip((c.text_hash for c in fresh), embedder.embed([c.index_text for c in fresh]), strict=True))
        store.add(collection, batch, np.stack([known[chunk.text_hash] for chunk in batch]))
        embedded += len(fresh)
        done += len(batch)
        progress(Progress(done=done, total=len(chunks)))
    return embedded, len(chunks) - embedded


def _known_vectors(
    layout: Layout, store: VectorStore, missing: list[Chunk], current: IndexManifest | None, embedder: Embedder
) -> dict[str, np.ndarray]:
    """Return vectors of the generation in use by the hash of their text, for those that are wanted again."""
    if not missing or current is None or current.embedder != embedder.fingerprint:
        return {}
    collection = layout.collection(current.generation)
    if collection not in store.collections():
        return {}
    wanted = {chunk.text_hash for chunk in missing}
    old = [chunk for chunk in store.chunks(collection) if chunk.text_hash in wanted]
    vectors = store.vectors(collection, [chunk.id for chunk in old])
    return {chunk.text_hash: vectors[chunk.id] for chunk in old if chunk.id in vectors}


def _stale(layout: Layout, store: VectorStore, chunks: list[Chunk], generation: str) -> int:
    """Remove what a killed build of other text may have left in the new collection."""
    collection = layout.collection(generation)
    stale = sorted(store.ids(collection) - {chunk.id for chunk in chunks})
    if stale:
        store.remove(collection, stale)
    return len(stale)


def _tidy(layout: Layout, store: VectorStore, keep: set[str], shared: bool) -> None:
    """Keep the generation before the last, which other processes may still be reading.

    On a shared server only generations that this home has made are dropped: others may belong to other homes.
    """
    gone = layout.drop_generations(keep)
    wanted = {layout.collection(generation) for generation in keep}
    own = {layout.collection(generation) for generation in gone}
    for name in store.collections():
        if name.startswith(layout.collection("")) and name not in wanted and (name in own or not shared):
            store.drop(name)


def _manifest(chunks: list[Chunk], generation: str, embedder: Embedder) -> IndexManifest:
    return IndexManifest(
        schema_version=SCHEMA,
        generation=generation,
        embedder=embedder.fingerprint,
        embedder_name=embedder.name,
        dimension=embedder.dimension,
        documents=len({chunk.info.id for chunk in chunks}),
        chunks=len(chunks),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _report(
    manifest: IndexManifest, changed: bool, embedded: int, reused: int, removed: int, started: float
) -> BuildReport:
    return BuildReport(
        generation=manifest.generation,
        changed=changed,
        documents=manifest.documents,
        chunks=manifest.chunks,
        embedded=embedded,
        reused=reused,
        removed=removed,
        seconds=round(time.perf_counter() - started, 2),
    )
