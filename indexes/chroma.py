"""Vectors in Chroma: embedded in the home folder, or on a Chroma server. The only module that knows Chroma."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from corpus.models import Chunk
from indexes.errors import IndexDamaged, IndexingError

_PAGE = 5_000
"""Rows asked for at once: below SQLite's limit on bound variables."""
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}


class ChromaStore:
    """A `VectorStore` on Chroma."""

    def __init__(self, path: Path, url: str | None = None) -> None:
        """Open the embedded database in `path`, or the server at `url`. Raises IndexingError when neither answers."""
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        try:
            if url:
                parts = urlsplit(url)
                self._client: Any = chromadb.HttpClient(
                    host=parts.hostname or url,
                    port=parts.port or (443 if parts.scheme == "https" else 8000),
                    ssl=parts.scheme == "https",
                    settings=settings,
                )
            else:
                path.mkdir(parents=True, exist_ok=True)
                self._client = chromadb.PersistentClient(path=str(path), settings=settings)
        except Exception as error:
            place = url or path
            way_out = (
                "start it with `chroma run` or unset REGRIP_INDEX__CHROMA_URL" if url else "run `regrip index build`"
            )
            raise IndexingError(f"{place}: Chroma cannot be opened ({type(error).__name__}); {way_out}") from error
        self._open: dict[str, Any] = {}

    def collections(self) -> list[str]:
        """Return the names of the collections that exist."""
        return [collection.name for collection in self._client.list_collections()]

    def drop(self, collection: str) -> None:
        """Delete a collection; nothing happens when it does not exist."""
        self._open.pop(collection, None)
        if collection in self.collections():
            self._client.delete_collection(collection)

    def ids(self, collection: str) -> set[str]:
        """Return the chunk ids in a collection, empty when it does not exist."""
        if collection not in self.collections():
            return set()
        return {row_id for page in self._pages(collection, []) for row_id in page["ids"]}

    def add(self, collection: str, chunks: Sequence[Chunk], vectors: np.ndarray) -> None:
        """Store chunks with their unit vectors, replacing those with the same ids; makes the collection when needed."""
        if not chunks:
            return
        self._collection(collection, make=True).upsert(
            ids=[chunk.id for chunk in chunks],
            embeddings=vectors,
            documents=[chunk.text for chunk in chunks],
            metadatas=[{"document_id": c.info.id, "record": c.model_dump_json(exclude={"text"})} for c in chunks],
        )

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        """Delete chunks by id."""
        for start in range(0, len(ids), _PAGE):
            self._collection(collection).delete(ids=list(ids[start : start + _PAGE]))

    def vectors(self, collection: str, ids: Sequence[str]) -> dict[str, np.ndarray]:
        """Return the stored vectors of those ids that exist."""
        found: dict[str, np.ndarray] = {}
        for start in range(0, len(ids), _PAGE):
            page = self._collection(collection).get(ids=list(ids[start : start + _PAGE]), include=["embeddings"])
            found.update(zip(page["ids"], np.asarray(page["embeddings"], dtype=np.float32), strict=True))
        return found

    def chunks(self, collection: str, ids: Sequence[str] | None = None) -> list[Chunk]:
        """Return chunks by id, in the order asked, leaving out those that do not exist; every chunk when `ids` is None."""
        if ids is None:
            return [chunk for page in self._pages(collection, ["documents", "metadatas"]) for chunk in _read(page)]
        found: dict[str, Chunk] = {}
        for start in range(0, len(ids), _PAGE):
            wanted = list(dict.fromkeys(ids[start : start + _PAGE]))
            page = self._collection(collection).get(ids=wanted, include=["documents", "metadatas"])
            found.update({chunk.id: chunk for chunk in _read(page)})
        return [found[i] for i in ids if i in found]

    def search(self, collection: str, vector: np.ndarray, k: int) -> list[tuple[str, float]]:
        """Return up to `k` (chunk id, cosine) pairs, best first."""
        rows = self._collection(collection).query(query_embeddings=[vector], n_results=k, include=["distances"])
        return [(i, 1.0 - float(d)) for i, d in zip(rows["ids"][0], rows["distances"][0], strict=True)]

    def _collection(self, name: str, make: bool = False) -> Any:
        if name not in self._open:
            try:
                self._open[name] = (
                    self._client.get_or_create_collection(name, configuration={"hnsw": _HNSW}, embedding_function=None)
                    if make
                    else self._client.get_collection(name, embedding_function=None)
                )
            except Exception as error:
                raise IndexDamaged(f"collection {name} is not in Chroma; run `regrip index build`") from error
        return self._open[name]

    def _pages(self, name: str, include: list[str]) -> Iterator[Any]:
        offset = 0
        while True:
            page = self._collection(name).get(limit=_PAGE, offset=offset, include=include)
            if not page["ids"]:
                return
            yield page
            offset += _PAGE


def _read(page: Any) -> Iterator[Chunk]:
    for text, metadata in zip(page["documents"], page["metadatas"], strict=True):
        record = str(metadata["record"])
        yield Chunk.model_validate_json(record[:-1] + ',"text":' + _quoted(text) + "}")


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
