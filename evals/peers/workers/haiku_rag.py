"""haiku.rag on LanceDB with the sentence-transformers embedder: its hybrid search, without a reranker, which it has off by default."""

import asyncio
from itertools import groupby
from pathlib import Path

from .protocol import Found, Row, load_packages, serve

_BATCH = 500


class HaikuRag:
    """One database; passages go in as chunks made elsewhere, which is what its `import_documents` is for."""

    def open(self, model: str, folder: str) -> list[str]:
        """Import and name the embedder, which haiku.rag loads at the first text."""
        load_packages("docling_core.types.doc.document", "sentence_transformers")
        from haiku.rag.client import HaikuRAG
        from haiku.rag.config import AppConfig

        embedder = {"provider": "sentence-transformers", "name": model, "vector_dim": 384}
        self._config = AppConfig.model_validate({"embeddings": {"model": embedder}})
        self._client, self._path = HaikuRAG, Path(folder) / "passages.lancedb"
        self._loop = asyncio.Runner()
        return ["haiku.rag-slim", "lancedb", "pydantic-ai-slim", "sentence-transformers", "torch"]

    def index(self, passages: list[Row]) -> Row:
        """Import the passages document by document, in batches."""
        return {"passages": self._loop.run(self._import(passages))}

    async def _import(self, passages: list[Row]) -> int:
        documents = [list(rows) for _, rows in groupby(passages, key=lambda row: row["document"])]
        async with self._client(self._path, config=self._config, create=True) as client:
            for start in range(0, len(documents), _BATCH):
                await client.import_documents([_import_of(rows) for rows in documents[start : start + _BATCH]])
        return len(passages)

    def load(self, mode: str) -> None:
        """Open the database. The model is loaded at the first query, which is one of the warm-up."""
        self._opened = self._client(self._path, config=self._config)
        self._loop.run(self._opened.__aenter__())

    def search(self, text: str, k: int) -> list[Found]:
        """Return the best passages."""
        results = self._loop.run(self._opened.search(text, limit=k))
        return [Found(document=r.document_uri, score=float(r.score), text=r.content) for r in results]


def _import_of(rows: list[Row]) -> object:
    """Return one document's import: its passages as chunks, and as the paragraphs of the Docling document behind them."""
    from docling_core.types.doc.document import DoclingDocument
    from docling_core.types.doc.labels import DocItemLabel
    from haiku.rag.client.documents import DocumentImport
    from haiku.rag.store.models.chunk import Chunk

    document = DoclingDocument(name=rows[0]["document"])
    for row in rows:
        document.add_text(label=DocItemLabel.PARAGRAPH, text=row["text"])
    chunks = [
        Chunk(content=row["text"], metadata={"doc_item_refs": [f"#/texts/{n}"]}, order=n) for n, row in enumerate(rows)
    ]
    return DocumentImport(docling_document=document, chunks=chunks, uri=rows[0]["document"])


if __name__ == "__main__":
    serve(HaikuRag())
