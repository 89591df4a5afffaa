"""Pieces on disk: appended once for each text, found again by the text's hash, memory-mapped for search.

`pieces.bin` holds the numbers, `pieces.index` one record a text. A record is written after its numbers, so one that a kill cut short,
or that points past the end, is simply not there, and its text is read anew.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from indexes.pieces import Pieces

RECORD = np.dtype([("hash", "<u8"), ("start", "<u8"), ("count", "<u4")])
"""Where a text's pieces stand: the first of them and how many, counted in pieces."""


class PieceStore:
    """The pieces of every text that was read with one reader. One process writes at a time; any number map it."""

    def __init__(self, folder: Path, width: int) -> None:
        """Open the store in `folder`, which need not exist; `width` is the numbers in a piece."""
        self.folder, self._width = folder, width
        self._data, self._index = folder / "pieces.bin", folder / "pieces.index"
        self._torn = False
        self._take(self._read_records())

    def find(self, hashes: Sequence[str]) -> np.ndarray:
        """Return the record of each text hash, one of count 0 where the store has none."""
        wanted = np.array([int(text_hash, 16) for text_hash in hashes], dtype=np.uint64)
        found = np.zeros(len(wanted), dtype=RECORD)
        found["hash"] = wanted
        if len(self._records) and len(wanted):
            places = np.minimum(np.searchsorted(self._records["hash"], wanted), len(self._records) - 1)
            held = self._records["hash"][places] == wanted
            found[held] = self._records[places[held]]
        return found

    def add(self, hashes: Sequence[str], pieces: Iterable[Pieces]) -> None:
        """Append the pieces of texts. A text without any gets one of zeros, which is near nothing, so that it counts as read."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._torn:
            self._write_index(self._records)
        start = self._pieces()
        rows = []
        with self._data.open("r+b" if self._data.exists() else "xb") as data:
            data.seek(start * self._width)
            data.truncate()
            for text_hash, of_one in zip(hashes, pieces, strict=True):
                kept = of_one if len(of_one) else np.zeros((1, self._width), dtype=np.int8)
                data.write(np.ascontiguousarray(kept).tobytes())
                rows.append((int(text_hash, 16), start, len(kept)))
                start += len(kept)
        added = np.array(rows, dtype=RECORD)
        with self._index.open("r+b" if self._index.exists() else "xb") as index:
            index.seek(index.seek(0, 2) // RECORD.itemsize * RECORD.itemsize)
            index.truncate()
            index.write(added.tobytes())
        self._take(np.concatenate([self._records, added]))

    def keep(self, hashes: np.ndarray) -> None:
        """Forget every text but those of `hashes`: records go, and their numbers are overwritten with zeros."""
        live = np.isin(self._records["hash"], hashes)
        gone, records = self._records[~live], self._records[live]
        if not len(gone):
            return
        self._write_index(records)
        with self._data.open("r+b") as data:
            for _, start, count in gone.tolist():
                data.seek(start * self._width)
                data.write(bytes(count * self._width))
        self._take(records)

    def mapped(self, records: np.ndarray) -> "MappedPieces":
        """Return the pieces of rows, one record a row."""
        return MappedPieces(self._data, self._width, records)

    def _pieces(self) -> int:
        try:
            return self._data.stat().st_size // self._width
        except FileNotFoundError:
            return 0

    def _read_records(self) -> np.ndarray:
        try:
            raw = self._index.read_bytes()
        except FileNotFoundError:
            return np.zeros(0, dtype=RECORD)
        records = np.frombuffer(raw, dtype=RECORD, count=len(raw) // RECORD.itemsize)
        whole: np.ndarray = records[records["start"] + records["count"] <= self._pieces()]
        self._torn = len(whole) * RECORD.itemsize < len(raw)
        return whole

    def _write_index(self, records: np.ndarray) -> None:
        """Write the records in one step; those that pointed past the end must not come back when the data grows again."""
        aside = self._index.with_suffix(".tmp")
        aside.write_bytes(records.tobytes())
        aside.replace(self._index)
        self._torn = False

    def _take(self, records: np.ndarray) -> None:
        """Hold the records in order of hash, the first of those with the same one."""
        _, first = np.unique(records["hash"], return_index=True)
        self._records = records[first]


class MappedPieces:
    """The pieces of the rows of one generation, read from disk as they are needed."""

    def __init__(self, data: Path, width: int, records: np.ndarray) -> None:
        """Map `data`; `records` has one record a row."""
        size = data.stat().st_size // width if data.exists() else 0
        self._records = records
        self._mapped = (
            np.memmap(data, dtype=np.int8, mode="r", shape=(size, width)) if size else np.zeros((0, width), np.int8)
        )

    def of(self, rows: Sequence[int]) -> list[Pieces]:
        """Return the pieces of each row; none where the row has none, or the file ends before them."""
        found = self._records[list(rows)]
        return [self._mapped[start : start + count] for _, start, count in found.tolist()]
