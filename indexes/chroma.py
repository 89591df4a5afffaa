"""Vectors in Chroma: embedded in the home folder, or on a Chroma server. Only `indexes/chroma*.py` know Chroma."""

import json
import weakref
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import methodcaller
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from corpus.models import Chunk
from indexes.chroma_address import read_address
from indexes.chroma_faults import embedded_error, fault, is_hopeful, server_error
from indexes.chroma_open import close, open_folder, open_server
from indexes.chroma_retry import Patience, persevere
from indexes.errors import IndexDamaged, IndexingError

T = TypeVar("T")

_READ_PAGE = 5_000
"""Rows asked for at once: below SQLite's limit on bound variables."""
_WRITE_PAGE = 1_000
"""Rows sent at once: with vectors of 1,536 numbers some 10 MB, a quarter of what a server takes in one request."""
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}


class ChromaStore:
    """A `VectorStore` on Chroma. Safe to share between threads; other processes may use the same server.

    Every call is one that may be done twice: when a server is away for some seconds, it is asked again. Beside what the
    protocol says, any call raises StoreUnavailable for a server that stays away, and IndexDamaged for a folder that
    cannot be read.
    """

    def __init__(self, path: Path, url: str | None = None, patience: Patience | None = None) -> None:
        """Open the embedded database in `path`, or the server at `url`. Raises IndexingError when neither answers."""
        self._patience = patience or Patience()
        self._server = bool(url)
        if url:
            try:
                address = read_address(url)
            except ValueError as error:
                raise IndexingError(f"REGRIP_CHROMA_URL: {error}") from error
            self.place = str(address)
            self._client = open_server(address, self._patience)
        else:
            self.place = str(path)
            self._client = open_folder(path, self._patience)
        self._open: dict[str, Any] = {}
        weakref.finalize(self, close, self._client)

    def collections(self) -> list[str]:
        """Return the names of the collections that exist."""
        return [collection.name for collection in self._told(self._client.list_collections)]

    def drop(self, collection: str) -> None:
        """Delete a collection; nothing happens when it does not exist."""
        self._open.pop(collection, None)
        self._found(lambda: self._told(lambda: self._client.delete_collection(collection), collection), None)

    def count(self, collection: str) -> int:
        """Return how many chunks a collection holds, 0 when it does not exist."""
        return self._found(lambda: self._in(collection, methodcaller("count")), 0)

    def ids(self, collection: str) -> set[str]:
        """Return the chunk ids in a collection, empty when it does not exist."""
        return self._found(lambda: {i for page in self._pages(collection, []) for i in page["ids"]}, set())

    def add(self, collection: str, chunks: Sequence[Chunk], vectors: np.ndarray) -> None:
        """Store chunks with their unit vectors, replacing those with the same ids; makes the collection when needed."""
        last = {chunk.id: row for row, chunk in enumerate(chunks)}
        for rows in _cut(list(last.values()), _WRITE_PAGE):
            self._in(collection, _upsert([chunks[r] for r in rows], vectors[rows]), make=True)

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        """Delete chunks by id; nothing happens for those that do not exist."""
        for page in _cut(list(dict.fromkeys(ids)), _READ_PAGE):
            self._found(partial(self._in, collection, methodcaller("delete", ids=page)), None)

    def vectors(self, collection: str, ids: Sequence[str]) -> dict[str, np.ndarray]:
        """Return the stored vectors of those ids that exist."""
        found: dict[str, np.ndarray] = {}
        for page in self._by_id(collection, ids, ["embeddings"]):
            found.update(zip(page["ids"], np.asarray(page["embeddings"], dtype=np.float32), strict=True))
        return found

    def chunks(self, collection: str, ids: Sequence[str] | None = None) -> list[Chunk]:
        """Return chunks by id, in the order asked, leaving out those that do not exist; every chunk when `ids` is None."""
        include = ["documents", "metadatas"]
        if ids is None:
            return [chunk for page in self._pages(collection, include) for chunk in _read(page)]
        found = {chunk.id: chunk for page in self._by_id(collection, ids, include) for chunk in _read(page)}
        return [found[i] for i in ids if i in found]

    def search(self, collection: str, vector: np.ndarray, k: int) -> list[tuple[str, float]]:
        """Return up to `k` (chunk id, cosine) pairs, best first, equal ones by id."""
        if k < 1:
            return []
        query = methodcaller("query", query_embeddings=[vector], n_results=k, include=["distances"])
        rows = self._in(collection, query)
        pairs = [(i, 1.0 - float(d)) for i, d in zip(rows["ids"][0], rows["distances"][0], strict=True)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def _by_id(self, name: str, ids: Sequence[str], include: list[str]) -> Iterator[Any]:
        for page in _cut(list(dict.fromkeys(ids)), _READ_PAGE):
            yield self._in(name, methodcaller("get", ids=page, include=include))

    def _pages(self, name: str, include: list[str]) -> Iterator[Any]:
        offset = 0
        while True:
            page = self._in(name, methodcaller("get", limit=_READ_PAGE, offset=offset, include=include))
            if not page["ids"]:
                return
            yield page
            offset += _READ_PAGE

    def _in(self, name: str, work: Callable[[Any], T], make: bool = False) -> T:
        """Do `work` on a collection; again with a new handle when another client has deleted it and made it anew."""
        known = name in self._open
        try:
            return self._told(lambda: work(self._handle(name, make)), name)
        except _Gone:
            if not known:
                raise
            self._open.pop(name, None)
        return self._told(lambda: work(self._handle(name, make)), name)

    def _handle(self, name: str, make: bool) -> Any:
        handle = self._open.get(name)
        if handle is None:
            handle = self._made(name) if make else self._client.get_collection(name, embedding_function=None)
            # A query on lost files finds next to nothing and says nothing; asking for one vector fails.
            handle.get(limit=1, include=["embeddings"])
            self._open[name] = handle
        return handle

    def _made(self, name: str) -> Any:
        return self._client.get_or_create_collection(name, configuration={"hnsw": _HNSW}, embedding_function=None)

    def _told(self, work: Callable[[], T], name: str = "") -> T:
        """Return what `work` returns; Chroma's errors come out as ours."""
        try:
            return persevere(work, is_hopeful, self._patience.retry)
        except Exception as error:
            if fault(error) == "gone":
                raise _Gone(f"{self.place}: Chroma has no collection {name}; run `regrip index build`") from error
            if self._server:
                raise server_error(error, self.place, self._patience) from error
            raise embedded_error(error, self.place) from error

    def _found(self, work: Callable[[], T], otherwise: T) -> T:
        try:
            return work()
        except _Gone:
            return otherwise


class _Gone(IndexDamaged):
    """A collection that is not there."""


def _cut(rows: list[T], size: int) -> Iterator[list[T]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _upsert(chunks: list[Chunk], vectors: np.ndarray) -> Callable[[Any], Any]:
    return methodcaller(
        "upsert",
        ids=[chunk.id for chunk in chunks],
        embeddings=vectors,
        documents=[chunk.text for chunk in chunks],
        metadatas=[{"document_id": c.info.id, "record": c.model_dump_json(exclude={"text"})} for c in chunks],
    )


def _read(page: Any) -> Iterator[Chunk]:
    for text, metadata in zip(page["documents"], page["metadatas"], strict=True):
        record = str(metadata["record"])
        yield Chunk.model_validate_json(record[:-1] + ',"text":' + json.dumps(text, ensure_ascii=False) + "}")
