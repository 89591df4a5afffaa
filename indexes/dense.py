"""Search by meaning within one generation: through the store's own index, or exactly where there are few passages or few are allowed."""

import threading
from collections.abc import Callable

import numpy as np

from indexes.base import VectorStore
from indexes.filters import Marks
from indexes.lexical import best
from indexes.models import Part
from indexes.table import Table

EXACT = 5_000
"""Rows up to which each is compared with the query. Of many, few marked ones would have the store's index searched far too deep; few in all
are compared within a millisecond, and the same whether files of other cases stand beside them or not."""
_HELD = 20_000
"""Vectors kept in memory for exact search, 1.5 kB each."""
_MARGIN = 1.25
"""How much deeper than expected a filtered search begins: what is allowed seldom stands evenly."""

Scored = list[tuple[str, float]]


class DenseSearch:
    """Cosine search over the parts of a generation. Safe between threads."""

    def __init__(
        self,
        store: Callable[[], VectorStore],
        collection: Callable[[str], str],
        parts: tuple[Part, ...],
        table: Table,
        dimension: int,
    ) -> None:
        self._store, self._collection, self._parts, self._table = store, collection, parts, table
        self._none = np.zeros(dimension, dtype=np.float32)
        self._vectors = _Vectors(self._fetch, len(table.ids), dimension)

    def search(self, vector: np.ndarray, k: int, marks: Marks | None, least: int) -> Scored:
        """Return up to `k` (chunk id, cosine) pairs of rows that are marked, best first; all rows when `marks` is None.

        A filtered search is content with `least` pairs where looking for `k` would mean to begin anew; it finds those if they exist.
        """
        every = len(self._table.ids)
        rows = np.arange(every) if marks is None else np.flatnonzero(marks)
        if len(rows) <= EXACT:
            return self._exact(vector, k, rows)
        share = len(rows) / every
        found = [pair for part in self._parts for pair in self._deep(part, vector, k, share, marks, least)]
        return sorted(found, key=lambda pair: -pair[1])[:k]

    def _deep(self, part: Part, vector: np.ndarray, k: int, share: float, marks: Marks | None, least: int) -> Scored:
        """Search one part ever deeper until enough rows are marked or all have been seen."""
        store, name = self._store(), self._collection(part.name)
        if marks is None and len(self._parts) == 1:
            return store.search(name, vector, min(k, part.rows))
        depth = int(k * _MARGIN / share) if share < 1 else k
        while True:
            depth = min(depth, part.rows)
            found = store.search(name, vector, depth)
            shown = [(i, cosine) for i, cosine in found if self._table.shown(i, part.name, marks)]
            if len(shown) >= max(least, k // 2) or depth == part.rows:
                return shown[:k]
            depth *= 2

    def _exact(self, vector: np.ndarray, k: int, rows: np.ndarray) -> Scored:
        cosines = np.vecdot(self._vectors.of(rows), vector)  # a product of this size is not worth BLAS's threads
        return [(self._table.ids[rows[place]], float(cosines[place])) for place in best(cosines, k)]

    def _fetch(self, rows: np.ndarray) -> np.ndarray:
        """Return the vectors of rows from the store; zeros for those that it has lost, so that they come last."""
        found: dict[str, np.ndarray] = {}
        for part, ids in self._table.by_part(self._table.named(rows)).items():
            found.update(self._store().vectors(self._collection(part), ids))
        return np.array([found.get(self._table.ids[row], self._none) for row in rows])


class _Vectors:
    """Vectors of the rows that filters leave, read from the store once and shared by all filters."""

    def __init__(self, fetch: Callable[[np.ndarray], np.ndarray], rows: int, dimension: int) -> None:
        self._fetch = fetch
        self._places = np.full(rows, -1, dtype=np.int32)
        self._held = np.empty((min(_HELD, rows), dimension), dtype=np.float32)
        self._used = 0
        self._lock = threading.Lock()

    def of(self, rows: np.ndarray) -> np.ndarray:
        """Return the vectors of at most `EXACT` rows, one below the other."""
        with self._lock:
            missing = rows[self._places[rows] < 0]
            if self._used + len(missing) > len(self._held):
                self._places[:], self._used, missing = -1, 0, rows
            if len(missing):
                end = self._used + len(missing)
                self._held[self._used : end] = self._fetch(missing)
                self._places[missing] = np.arange(self._used, end)
                self._used = end
            found: np.ndarray = self._held[self._places[rows]]
            return found
