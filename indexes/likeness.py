"""How near the parts of a passage are to a query: which of its sentences answer, and which words of the query none of them takes up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.models import Chunk
from indexes.embedders import Embedder
from indexes.piece_store import MappedPieces
from indexes.pieces import SCALE, PieceReader, Pieces, ReadQuery, on_one_thread

_SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?](?=\s|$)|(?=\n|$))")


@dataclass(frozen=True)
class Likeness:
    """The cosines of each piece of a query, shape (query pieces,), with each piece of a passage: (query pieces, passage pieces).

    `weights` of the query's pieces sum to 1, or are empty. `places` are the characters of `chunk.index_text` that each piece of the
    passage stands for, shape (passage pieces, 2).
    """

    cosines: np.ndarray
    weights: np.ndarray
    places: np.ndarray

    def within(self, start: int, end: int) -> np.ndarray:
        """Return for each piece of the query its best cosine with a piece between two characters; 0 where there is none."""
        inside = (self.places[:, 0] >= start) & (self.places[:, 1] <= end) if len(self.places) else np.zeros(0, bool)
        if not inside.any():
            return np.zeros(len(self.cosines), dtype=np.float32)
        return np.asarray(self.cosines[:, inside].max(axis=1))


class Comparer:
    """Compares queries with passages, by the pieces that the index holds, or by whole sentences where the embedder has no pieces."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def compare(
        self, query: str, chunks: Sequence[Chunk], stored: MappedPieces | None, rows: Sequence[int | None]
    ) -> list[Likeness]:
        """Return a likeness for each chunk; `rows` say where its pieces stand in `stored`, None where they do not."""
        if not chunks:
            return []
        if isinstance(self._embedder, PieceReader):
            return self._by_pieces(self._embedder, query, chunks, stored, rows)
        return self._by_sentences(query, chunks)

    def _by_pieces(
        self,
        reader: PieceReader,
        query: str,
        chunks: Sequence[Chunk],
        stored: MappedPieces | None,
        rows: Sequence[int | None],
    ) -> list[Likeness]:
        texts = [chunk.index_text for chunk in chunks]
        places = reader.places(texts)
        held: list[Pieces | None] = [None] * len(chunks)
        if stored is not None:
            known = [(place, row) for place, row in enumerate(rows) if row is not None]
            for (place, _), pieces in zip(known, stored.of([row for _, row in known]), strict=True):
                held[place] = pieces if len(pieces) == len(places[place]) else None
        lacking = [place for place, pieces in enumerate(held) if pieces is None]
        for place, pieces in zip(lacking, reader.read([texts[i] for i in lacking])[1] if lacking else [], strict=True):
            held[place] = pieces
        read = reader.read_query(query)
        return [
            _likeness(read, pieces, where) for pieces, where in zip(held, places, strict=True) if pieces is not None
        ]

    def _by_sentences(self, query: str, chunks: Sequence[Chunk]) -> list[Likeness]:
        places = [np.array([m.span() for m in _SENTENCE.finditer(c.index_text)]) for c in chunks]
        sentences = [c.index_text[a:b] for c, of_one in zip(chunks, places, strict=True) for a, b in of_one]
        vectors = self._embedder.embed([query, *sentences])
        cosines = np.split(vectors[1:] @ vectors[0], np.cumsum([len(of_one) for of_one in places])[:-1])
        one = np.ones(1, dtype=np.float32)
        return [Likeness(row[None, :], one, where) for row, where in zip(cosines, places, strict=True)]


def _likeness(read: ReadQuery, pieces: Pieces, places: np.ndarray) -> Likeness:
    with on_one_thread():
        cosines = (read.pieces / SCALE) @ pieces.astype(np.float32).T
    return Likeness(cosines, read.weights, places)
