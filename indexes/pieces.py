"""Late interaction: a short vector for every word piece of a passage, and how well those of a query find their like.

The score is the MaxSim of ColBERT (Khattab and Zaharia 2020): each piece of the query takes its nearest piece of the passage, and
the cosines are averaged by the weight that the reader learned for each piece of the query.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from indexes.embedders import OnnxEmbedder
from indexes.lexical import STOP_WORDS
from indexes.settings import EmbedderSettings

HEADS = Path(__file__).parent / "artefacts" / "search_reader.safetensors"
"""The heads that ship, made by `python -m indexes.training`."""
SCALE = 127.0
"""What a cosine of 1 is in a stored piece: one byte a number."""
Pieces = np.ndarray
"""int8, shape (pieces, numbers a piece): unit vectors times SCALE."""


@dataclass(frozen=True)
class ReadQuery:
    """A query as it is searched: its unit vector, the unit vectors of its pieces, and their weights, which sum to 1."""

    vector: np.ndarray
    pieces: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    weights: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.float32))

    def nearness(self, passages: Sequence[Pieces]) -> np.ndarray:
        """Return for each passage the weighted mean, over the query's pieces, of the cosine with the nearest of its pieces.

        NaN for a passage without pieces.
        """
        found = np.full(len(passages), np.nan, dtype=np.float32)
        filled = [place for place, pieces in enumerate(passages) if len(pieces)]
        if not filled or not len(self.weights):
            return found
        starts = np.cumsum([0, *(len(passages[place]) for place in filled[:-1])])
        together = np.concatenate([passages[place] for place in filled]).astype(np.float32)
        with on_one_thread():
            cosines = (self.pieces / SCALE) @ together.T
            found[filled] = self.weights @ np.maximum.reduceat(cosines, starts, axis=1)
        return found


def on_one_thread() -> Any:
    """Return a context in which BLAS has one thread: several wait for the cores that ONNX Runtime's still spin on, 14 ms instead of 1."""
    return _blas().limit(limits=1, user_api="blas")


@cache
def _blas() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


class PieceReader(OnnxEmbedder):
    """MiniLM with heads for word pieces: vectors of whole texts, and of their pieces, in one pass. Safe to share between threads."""

    def __init__(self, folder: Path, settings: EmbedderSettings) -> None:
        """Load what `onnx_model.prepare` left in `folder` for layers that have heads."""
        super().__init__(folder, settings)
        self.width = int(self._session.get_outputs()[1].shape[-1])
        self._empty = _without_content(self._tokenizer.get_vocab())

    def read(self, texts: Sequence[str]) -> tuple[np.ndarray, list[Pieces]]:
        """Return float32 unit rows, shape (len(texts), 384), and the pieces of each text that carry content."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        pieces = [np.zeros((0, self.width), dtype=np.int8)] * len(texts)
        for rows in self._batches(texts):
            ids, mask, (vectors[rows], found, _) = self._outputs([texts[i] for i in rows])
            kept = mask.astype(bool) & ~self._empty[ids]
            for row, of_one, keep in zip(rows, found, kept, strict=True):
                pieces[row] = np.rint(of_one[keep] * SCALE).astype(np.int8)
        return vectors, pieces

    def places(self, texts: Sequence[str]) -> list[np.ndarray]:
        """Return for each text the first and last character of every piece that `read` gives of it, shape (pieces, 2)."""
        with self._lock:
            encoded = self._tokenizer.encode_batch(list(texts))
        return [
            np.array(
                [where for where, number in zip(e.offsets, e.ids, strict=True) if not self._empty[number]]
            ).reshape(-1, 2)
            for e in encoded
        ]

    def read_query(self, text: str) -> ReadQuery:
        """Return a query's vector, its pieces without the model's marks, and their weights."""
        _, mask, (vectors, pieces, weights) = self._outputs([text])
        inside = slice(1, int(mask[0].sum()) - 1)
        total = float(weights[0, inside].sum())
        return ReadQuery(vectors[0], pieces[0, inside], weights[0, inside] / (total or 1.0))


def _without_content(vocabulary: dict[str, int]) -> np.ndarray:
    """Return for each piece of the vocabulary whether a passage can do without it: marks, punctuation and stop words."""
    empty = np.zeros(max(vocabulary.values()) + 1, dtype=bool)
    for piece, number in vocabulary.items():
        empty[number] = piece in STOP_WORDS or piece[:1] == "[" or all(not _is_wordlike(c) for c in piece)
    return empty


def _is_wordlike(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"
