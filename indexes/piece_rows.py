"""The pieces of one generation: which record belongs to which row, made by a build and opened for search."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.models import Chunk
from indexes.embedders import Embedder
from indexes.layout import Layout
from indexes.models import IndexedDocument
from indexes.piece_store import RECORD, MappedPieces, PieceStore
from indexes.pieces import PieceReader
from indexes.plan import Plan

_BATCH = 64


class PieceBuild:
    """What a build does for pieces: keeps those of texts that are embedded, and sees to it that every row has its own."""

    def __init__(self, layout: Layout, reader: PieceReader) -> None:
        self._layout, self._reader = layout, reader
        self._store = PieceStore(layout.pieces / reader.fingerprint, reader.width)

    def embed(self, texts: Mapping[str, str]) -> np.ndarray:
        """Return the vectors of texts by hash, and keep their pieces."""
        vectors, pieces = self._reader.read(list(texts.values()))
        self._store.add(list(texts), pieces)
        return vectors

    def finish(
        self, plan: Plan, chunks: Callable[[str], Sequence[Chunk]], held: Mapping[str, IndexedDocument], before: str
    ) -> None:
        """Write the records of the plan's rows; texts whose pieces are not there are read. `held` stood in generation `before`."""
        known = _records_by_document(self._layout, held, before)
        written: dict[str, list[Chunk]] = {}
        for chunk in plan.fresh:
            written.setdefault(chunk.info.id, []).append(chunk)
        rows = [np.zeros(0, dtype=RECORD)]
        for document in plan.documents:
            name = document.info.id
            if name in known and name not in plan.changed:
                rows.append(known[name])
            else:
                rows.append(self._records(written.get(name) or chunks(name)))
        records = np.concatenate(rows)
        path = _path(self._layout, plan.generation)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            np.save(file, records, allow_pickle=False)

    def forget_others(self, generation: str) -> None:
        """Take everything out of the store that is not of this generation, and remove stores of other readers."""
        records = read_records(self._layout, generation)
        if records is not None:
            self._store.keep(records["hash"])
        self._layout.drop_pieces(self._reader.fingerprint)

    def _records(self, chunks: Sequence[Chunk]) -> np.ndarray:
        found = self._store.find([chunk.text_hash for chunk in chunks])
        lacking = {c.text_hash: c.index_text for c, r in zip(chunks, found, strict=True) if not r["count"]}
        texts = list(lacking.items())
        for start in range(0, len(texts), _BATCH):
            self.embed(dict(texts[start : start + _BATCH]))
        return self._store.find([chunk.text_hash for chunk in chunks]) if lacking else found


def open_pieces(layout: Layout, embedder: Embedder, generation: str, rows: int) -> MappedPieces | None:
    """Return the pieces of a generation; None where the embedder has none, or they are not in this home."""
    records = read_records(layout, generation) if isinstance(embedder, PieceReader) else None
    if records is None or len(records) != rows or not isinstance(embedder, PieceReader):
        return None
    return PieceStore(layout.pieces / embedder.fingerprint, embedder.width).mapped(records)


def read_records(layout: Layout, generation: str) -> np.ndarray | None:
    """Return the records of a generation's rows; None when there are none, or they cannot be read."""
    try:
        records: np.ndarray = np.load(_path(layout, generation), allow_pickle=False)
    except (OSError, ValueError):
        return None
    return records if records.dtype == RECORD else None


def _records_by_document(layout: Layout, held: Mapping[str, IndexedDocument], generation: str) -> dict[str, np.ndarray]:
    """Return the records of held documents that all their passages have."""
    records = read_records(layout, generation)
    if records is None or len(records) != sum(len(document.chunk_ids) for document in held.values()):
        return {}
    cuts = np.cumsum([len(document.chunk_ids) for document in held.values()])[:-1]
    return {name: rows for name, rows in zip(held, np.split(records, cuts), strict=True) if (rows["count"] > 0).all()}


def _path(layout: Layout, generation: str) -> Path:
    return layout.generation(generation) / "pieces.npy"
