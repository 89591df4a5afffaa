"""The rows of one generation in memory: which passage is which, of which document, in which part of the index."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from indexes.filters import Columns, Filter, Marks
from indexes.models import IndexedDocument


class Table:
    """Documents with their passages in one order, which is that of the keyword index too. Row `i` is passage `ids[i]`."""

    def __init__(self, documents: Mapping[str, IndexedDocument]) -> None:
        self._documents = list(documents.values())
        self.ids: list[str] = [i for document in self._documents for i in document.chunk_ids]
        self._sizes = np.array([len(document.chunk_ids) for document in self._documents], dtype=np.int64)
        self._columns = Columns([document.info for document in self._documents])

    def marks(self, only: Filter | None) -> Marks | None:
        """Return for each row whether `only` allows it; None when it allows every row."""
        if only is None:
            return None
        marks = self._columns.marks(only)
        return None if marks.all() else np.repeat(marks, self._sizes)

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each passage by its id."""
        return {chunk_id: row for row, chunk_id in enumerate(self.ids)}

    @cached_property
    def parts(self) -> list[str]:
        """The part of the index that each row stands in."""
        return [document.part for document in self._documents for _ in document.chunk_ids]

    def shown(self, chunk_id: str, part: str, marks: Marks | None) -> bool:
        """Return whether a passage found in `part` is one of this generation's there, and marked."""
        row = self.rows.get(chunk_id)
        return row is not None and self.parts[row] == part and (marks is None or bool(marks[row]))

    def by_part(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Return those of `ids` that are in the index, by the part they stand in."""
        found: dict[str, list[str]] = {}
        for chunk_id in ids:
            row = self.rows.get(chunk_id)
            if row is not None:
                found.setdefault(self.parts[row], []).append(chunk_id)
        return found

    def named(self, rows: Sequence[int] | np.ndarray) -> list[str]:
        """Return the ids of rows."""
        return [self.ids[row] for row in rows]
