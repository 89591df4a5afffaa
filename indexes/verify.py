"""Whether an index is whole: vectors, passages, keyword index and documents say the same."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from corpus.models import Chunk
from indexes.chroma import ChromaStore
from indexes.embedders import Embedder
from indexes.hybrid import check_compatible
from indexes.layout import Layout
from indexes.lexical import KeywordIndex
from indexes.models import IndexedDocument, IndexManifest
from indexes.settings import IndexSettings

_SAMPLE = 25
_LEAST_COSINE = 0.98
"""Vectors of the same text differ a little with the texts that shared its batch: int8 scales are set per batch."""


def verify_index(home: Path, embedder: Embedder, settings: IndexSettings | None = None) -> list[str]:
    """Return what is wrong with the index in `home`, in plain sentences; empty when it is whole.

    Raises IndexMissing or IndexMismatch when there is nothing to compare.
    """
    layout = Layout(home)
    manifest = layout.read_existing()
    check_compatible(manifest, embedder)
    store = ChromaStore(layout.chroma, (settings or IndexSettings()).chroma_url)
    documents = layout.read_documents(manifest.generation)
    chunks = _stored(layout, store, manifest, documents)
    listed = {i for d in documents.values() for i in d.chunk_ids}
    keyword = set(KeywordIndex.load(layout.generation(manifest.generation) / "keyword").ids)
    ids = {chunk.id for chunk in chunks}
    problems = []
    if len(chunks) != manifest.chunks:
        problems.append(f"Chroma holds {len(chunks)} passages, the manifest says {manifest.chunks}.")
    for name, other in (("keyword index", keyword), ("document list", listed)):
        if odd := ids ^ other:
            problems.append(f"The {name} and Chroma differ on {len(odd)} passages, {sorted(odd)[0]} among them.")
    return problems + _stray_vectors(layout, store, documents, chunks, embedder)


def _stored(
    layout: Layout, store: ChromaStore, manifest: IndexManifest, documents: Mapping[str, IndexedDocument]
) -> list[Chunk]:
    """Return every passage in the parts of the index but those that are yet to be removed."""
    found = []
    for part in manifest.parts:
        here = {i for i, document in documents.items() if document.part == part.name}
        chunks = store.chunks(layout.collection(part.name))
        found += [chunk for chunk in chunks if chunk.info.id in here or chunk.info.id not in manifest.dead]
    return found


def _stray_vectors(
    layout: Layout,
    store: ChromaStore,
    documents: Mapping[str, IndexedDocument],
    chunks: list[Chunk],
    embedder: Embedder,
) -> list[str]:
    """Embed a sample anew and compare."""
    sample = chunks[:: max(1, len(chunks) // _SAMPLE)][:_SAMPLE]
    stored: dict[str, np.ndarray] = {}
    for part in {document.part for document in documents.values()}:
        ids = [chunk.id for chunk in sample if chunk.info.id in documents and documents[chunk.info.id].part == part]
        stored.update(store.vectors(layout.collection(part), ids))
    fresh = embedder.embed([chunk.index_text for chunk in sample])
    return [
        f"The vector of {chunk.id} is not that of its text."
        for chunk, vector in zip(sample, fresh, strict=True)
        if chunk.id not in stored or float(np.dot(stored[chunk.id], vector)) < _LEAST_COSINE
    ]
