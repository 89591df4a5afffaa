"""What every system is given: the documents of a set, the passages that our splitter makes of them, and the queries."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.models import Chunk, Document
from corpus.splitter import split_document
from evals.beir import BeirFolder, Judgements, Query
from evals.catalogue import get_set
from indexes.embedders import MAX_PIECES, Embedder


@dataclass(frozen=True)
class Material:
    """One set's texts. `limited` when it is not the whole set."""

    set: str
    documents: list[Document]
    chunks: list[Chunk]
    queries: list[Query]
    judgements: Judgements
    names: dict[str, str]
    """The set's own id of each document, by ours."""
    limited: bool

    @property
    def whole(self) -> list[dict[str, object]]:
        """The documents as our own worker takes them."""
        return [document.model_dump(mode="json") for document in self.documents]

    @property
    def passages(self) -> list[dict[str, object]]:
        """The passages as peers take them: the very texts that our index reads, title and heading included."""
        return [{"id": chunk.id, "document": chunk.info.id, "text": chunk.index_text} for chunk in self.chunks]


def read_material(name: str, embedder: Embedder, passages: int | None = None, queries: int | None = None) -> Material:
    """Return the set's texts, or its first `queries`, their relevant documents, and others up to about `passages` passages.

    Raises EvaluationError when there is no such set.
    """
    corpus, asked, qrels = get_set(name).paths
    folder = BeirFolder(corpus, asked, qrels)
    all_queries, all_documents = folder.judged_queries(), list(folder.documents())
    chosen = all_queries[:queries]
    names = dict(zip((d.info.id for d in all_documents), folder.names, strict=True))
    relevant = {name for query in chosen for name in folder.judgements[query.id]}
    order = sorted(all_documents, key=lambda d: names[d.info.id] not in relevant)
    documents, chunks = list[Document](), list[Chunk]()
    for document, parts in _split(order, embedder):
        if passages is not None and len(chunks) >= passages and names[document.info.id] not in relevant:
            break
        documents.append(document)
        chunks += parts
    whole = len(documents) == len(all_documents) and len(chosen) == len(all_queries)
    return Material(name, documents, chunks, chosen, folder.judgements, names, limited=not whole)


def _split(documents: list[Document], embedder: Embedder) -> Iterator[tuple[Document, list[Chunk]]]:
    for document in documents:
        yield document, list(split_document(document, lambda text: embedder.pieces(text) <= MAX_PIECES))
