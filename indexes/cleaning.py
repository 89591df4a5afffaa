"""What a build clears away once its generation is in use: rows of documents that changed or went, collections no one needs."""

from collections.abc import Mapping

from indexes.base import VectorStore
from indexes.layout import Layout
from indexes.models import IndexedDocument, IndexManifest
from indexes.plan import Plan
from indexes.reuse import by_part


def remove_dead(layout: Layout, store: VectorStore, manifest: IndexManifest) -> IndexManifest:
    """Remove from the parts of the generation in use what changed or went, with its text, and say so in its manifest."""
    if not manifest.dead:
        return manifest
    documents = layout.read_documents(manifest.generation)
    live = by_part(documents.values())
    for part in manifest.parts:
        name = layout.collection(part.name)
        store.remove(name, sorted(store.ids(name).difference(live.get(part.name, ()))))
    cleaned = manifest.model_copy(update={"dead": ()})
    layout.write_documents(cleaned, tuple(documents.values()))
    layout.switch(cleaned)
    return cleaned


def remove_gone(layout: Layout, store: VectorStore, held: Mapping[str, IndexedDocument], plan: Plan) -> None:
    """Take documents that went out of the generation before too, though readers may still be in it."""
    kept = {document.info.id for document in plan.documents}
    for part, ids in by_part(document for i, document in held.items() if i not in kept).items():
        store.remove(layout.collection(part), ids)


def drop_unused(
    layout: Layout, store: VectorStore, manifest: IndexManifest, before: IndexManifest | None, shared: bool
) -> None:
    """Drop every collection but those of the generation in use and of the one before, which readers may still be in.

    On a shared server only collections that this home has made are dropped: others may belong to other homes.
    """
    kept = [m for m in (manifest, before) if m is not None]
    wanted = {layout.collection(part.name) for m in kept for part in m.parts}
    own = layout.drop_generations({m.generation for m in kept})
    for name in store.collections():
        if name.startswith(layout.collection("")) and name not in wanted and (name in own or not shared):
            store.drop(name)
