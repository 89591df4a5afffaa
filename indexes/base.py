"""What an index and its store of vectors have to do, whichever database stands behind them."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from corpus.models import Chunk
from indexes.filters import Filter
from indexes.likeness import Likeness
from indexes.models import IndexedDocument, IndexManifest, SearchResult
from indexes.settings import Mode


class Index(Protocol):
    """What the assistant asks of an index. A search takes up a newer generation by itself."""

    @property
    def manifest(self) -> IndexManifest:
        """What the generation in use was made of and with."""

    @property
    def documents(self) -> dict[str, IndexedDocument]:
        """Every document of the generation in use, by id."""

    def search(self, query: str, k: int = 10, mode: Mode = "hybrid", only: Filter | None = None) -> list[SearchResult]:
        """Return up to `k` results, best first, ranks from 1, from documents that `only` allows. An empty query finds nothing."""

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        """Return passages by id, in the order asked, leaving out unknown ones."""

    def document_chunks(self, document_id: str) -> list[Chunk]:
        """Return a document's passages in reading order, empty when it is not in the index."""

    def likeness(self, query: str, chunks: Sequence[Chunk]) -> list[Likeness]:
        """Return for each passage, of this index or not, how near its parts are to a query."""


class VectorStore(Protocol):
    """Chunks with their vectors, kept by collection. Collections are named by generation.

    A collection that does not exist holds nothing: `ids` and `count` say so, `remove` and `drop` do nothing. Reading from
    one (`vectors`, `chunks`, `search`) raises IndexDamaged, because an index that is whole never names one.
    """

    def collections(self) -> list[str]:
        """Return the names of the collections that exist."""

    def drop(self, collection: str) -> None:
        """Delete a collection; nothing happens when it does not exist."""

    def count(self, collection: str) -> int:
        """Return how many chunks a collection holds, 0 when it does not exist."""

    def ids(self, collection: str) -> set[str]:
        """Return the chunk ids in a collection, empty when it does not exist."""

    def add(self, collection: str, chunks: Sequence[Chunk], vectors: np.ndarray) -> None:
        """Store chunks with their unit vectors, replacing those with the same ids; makes the collection when needed.

        Of chunks with the same id in one call the last one stays.
        """

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        """Delete chunks by id; nothing happens for those that do not exist."""

    def vectors(self, collection: str, ids: Sequence[str]) -> dict[str, np.ndarray]:
        """Return the stored vectors of those ids that exist."""

    def chunks(self, collection: str, ids: Sequence[str] | None = None) -> list[Chunk]:
        """Return chunks by id, in the order asked, leaving out those that do not exist; every chunk when `ids` is None."""

    def search(self, collection: str, vector: np.ndarray, k: int) -> list[tuple[str, float]]:
        """Return up to `k` (chunk id, cosine) pairs, best first, equal ones by id."""
