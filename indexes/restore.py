"""Lost side files made again: what the vector store holds is enough for the keyword index and the list of documents."""

from corpus.models import Chunk
from indexes.base import VectorStore
from indexes.fingerprints import records_of
from indexes.layout import Layout
from indexes.lexical import KeywordIndex
from indexes.models import IndexedDocument, IndexManifest


def write_side_files(layout: Layout, store: VectorStore, manifest: IndexManifest) -> None:
    """Make a generation's keyword index and document list from what the vector store holds."""
    held = _documents(layout, store, manifest)
    chunks = [chunk for _, own in held for chunk in own]
    folder = layout.generation(manifest.generation)
    public = [chunk.info.case is None for chunk in chunks]
    KeywordIndex.build(folder / "keyword", [c.id for c in chunks], [c.keyword_text for c in chunks], public)
    documents = [
        IndexedDocument(info=own[0].info, chunk_ids=tuple(c.id for c in own), records=records_of(own), part=part)
        for part, own in held
    ]
    layout.write_documents(manifest, documents)


def _documents(layout: Layout, store: VectorStore, manifest: IndexManifest) -> list[tuple[str, list[Chunk]]]:
    """Return each document's part and chunks, by id. Where two parts have rows of one, those in the newer part count."""
    held: dict[str, tuple[str, list[Chunk]]] = {}
    for part in manifest.parts:
        here: dict[str, list[Chunk]] = {}
        for chunk in store.chunks(layout.collection(part.name)):
            if part.name == manifest.generation or chunk.info.id not in manifest.dead:
                here.setdefault(chunk.info.id, []).append(chunk)
        held |= {i: (part.name, sorted(own, key=lambda chunk: chunk.ordinal)) for i, own in here.items()}
    return [held[i] for i in sorted(held)]
