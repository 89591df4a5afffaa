"""Embedders for timing: one that makes vectors near those of the corpus without running the model, and its twin for queries."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.loaders import load_corpus
from corpus.splitter import split_documents
from indexes.embedders import Embedder

_SPREAD = 0.6
"""Length of the random part beside a real vector of length 1: the cosine to it is 0.86, about that of two passages on one subject."""


class QueryEmbedder:
    """The real embedder under the fingerprint of an index of random vectors, so that queries cost what they cost."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.name, self.dimension = inner.name, inner.dimension
        self.fingerprint = f"random-near-{inner.fingerprint}"

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return the real vectors of `texts`."""
        return self._inner.embed(texts)

    def pieces(self, text: str) -> int:
        """Return how many word pieces `text` takes."""
        return self._inner.pieces(text)


class RandomEmbedder(QueryEmbedder):
    """Unit vectors in clusters around the real vectors of the corpus's passages; the same text has the same one."""

    def __init__(self, inner: Embedder, kept: Path) -> None:
        """Read the real vectors from the file `kept`, making it when it is not there."""
        super().__init__(inner)
        if not kept.is_file():
            np.save(kept, inner.embed([chunk.index_text for chunk in split_documents(load_corpus())]))
        self._real = np.load(kept)

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return float32 unit rows near real ones, in the order of `texts`."""
        return np.stack([self._near(zlib.crc32(text.encode())) for text in texts])

    def _near(self, seed: int) -> np.ndarray:
        chance = np.random.default_rng(seed)
        apart = chance.standard_normal(self.dimension).astype(np.float32)
        row = self._real[seed % len(self._real)] + _SPREAD * apart / np.linalg.norm(apart)
        return np.asarray(row / np.linalg.norm(row), dtype=np.float32)
