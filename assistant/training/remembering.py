"""An embedder that embeds no text twice: examples share their texts, and each fold needs them again."""

from collections.abc import Sequence

import numpy as np

from indexes.embedders import Embedder


class Remembering:
    """Wraps an embedder and keeps every vector that it has given."""

    def __init__(self, embedder: Embedder, one_by_one: bool = False) -> None:
        """With `one_by_one` a vector never depends on its neighbours: in int8 the texts of a batch share their scales."""
        self._embedder, self._held, self._one_by_one = embedder, dict[str, np.ndarray](), one_by_one
        self.name, self.dimension, self.fingerprint = embedder.name, embedder.dimension, embedder.fingerprint
        self.pieces = embedder.pieces

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return one row a text, as the embedder does."""
        new = [text for text in dict.fromkeys(texts) if text not in self._held]
        made = [self._embedder.embed([text])[0] for text in new] if self._one_by_one else self._embedder.embed(new)
        self._held.update(zip(new, made, strict=True))
        return np.array([self._held[text] for text in texts])
