"""What a store of vectors has to do, whichever database stands behind it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from corpus.models import Chunk


class VectorStore(Protocol):
    """Chunks with their vectors, kept by collection. Collections are named by generation."""

    def collections(self) -> list[str]:
        """Return the names of the collections that exist."""

    def drop(self, collection: str) -> None:
        """Delete a collection; nothing happens when it does not exist."""

    def ids(self, collection: str) -> set[str]:
        """Return the chunk ids in a collection, empty when it does not exist."""

    def add(self, collection: str, chunks: Sequence[Chunk], vectors: np.ndarray) -> None:
        """Store chunks with their unit vectors, replacing those with the same ids; makes the collection when needed."""

    def remove(self, collection: str, ids: Sequence[str]) -> None:
        """Delete chunks by id."""

    def vectors(self, collection: str, ids: Sequence[str]) -> dict[str, np.ndarray]:
        """Return the stored vectors of those ids that exist."""

    def chunks(self, collection: str, ids: Sequence[str] | None = None) -> list[Chunk]:
        """Return chunks by id, in the order asked, leaving out those that do not exist; every chunk when `ids` is None."""

    def search(self, collection: str, vector: np.ndarray, k: int) -> list[tuple[str, float]]:
        """Return up to `k` (chunk id, cosine) pairs, best first."""
