"""The labelled texts in this folder."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.engine.texts import Sentence, SourceText, read_sentences

FOLDER = Path(__file__).parent
GROWN = FOLDER / "grown"
"""Text written after the first model, by more writers: its README says by whom."""


@dataclass(frozen=True)
class LabelledSentence:
    """One or two sentences with the mechanism they describe, whatever their standing, and that standing."""

    id: str
    writer: str
    text: str
    mechanism: str
    standing: str
    theme: str


@dataclass(frozen=True)
class LabelledPassage:
    """A text, or the turns of a conversation, with its outcome and (quote, outcome) pairs of evidence."""

    id: str
    writer: str
    register: str
    turns: tuple[str, ...]
    label: str
    evidence: tuple[tuple[str, str], ...]
    traps: tuple[str, ...]
    unit: str = ""
    """The minimal group that the text belongs to, else its own id."""
    retold: str = ""
    """The id of the passage that this one tells again in other words, else empty."""

    @property
    def told_by(self) -> str:
        """Who made up the situation: the writer, or of a retold text the writer of the original."""
        return (self.retold or self.id).split("-")[0]

    @property
    def texts(self) -> list[SourceText]:
        """The turns as the engine takes them."""
        if len(self.turns) == 1:
            return [SourceText("question", self.turns[0])]
        return [SourceText(f"turn {i}", turn) for i, turn in enumerate(self.turns, start=1)]

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences as the engine reads them."""
        return read_sentences(self.texts)


@lru_cache(maxsize=2)
def load_sentences(folder: Path = FOLDER) -> tuple[LabelledSentence, ...]:
    """Return the labelled sentences of all writers, in order of file and line."""
    return tuple(sentence_from(row) for row in _rows("sentences_*.jsonl", folder))


def sentence_from(row: dict[str, Any]) -> LabelledSentence:
    """Return the sentence of one line of a file of sentences."""
    labels = (row["mechanism"], row["standing"], row["theme"])
    return LabelledSentence(row["id"], _writer(row), row["text"], *labels)


@lru_cache(maxsize=2)
def load_passages(folder: Path = FOLDER) -> tuple[LabelledPassage, ...]:
    """Return the labelled passages of all writers, the short ones last."""
    rows = _rows("passages_*.jsonl", folder) + _rows("short_*.jsonl", folder)
    return tuple(passage_from(row) for row in rows)


@lru_cache(maxsize=1)
def load_groups(folder: Path = GROWN) -> tuple[LabelledPassage, ...]:
    """Return the members of minimal and tone groups that are for training, in order of file and line."""
    return tuple(
        passage_from({"id": f"{row['id']}/{n}", "register": "group", "label": row.get("label"), **member}, row["id"])
        for row in _rows("groups_*.jsonl", folder)
        for n, member in enumerate(row["members"], start=1)
    )


def passage_from(row: dict[str, Any], unit: str | None = None) -> LabelledPassage:
    """Return the passage of one line of a file of passages, as part of `unit` when it is named."""
    return LabelledPassage(
        id=row["id"],
        writer=_writer(row),
        register=row["register"],
        turns=tuple(row.get("turns") or [row["text"]]),
        label=row["label"],
        evidence=tuple((e["quote"], e["points_to"]) for e in row.get("evidence", [])),
        traps=tuple(row.get("traps", [])),
        unit=unit or row["id"],
        retold=row.get("from", ""),
    )


def _rows(pattern: str, folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for path in sorted(folder.glob(pattern))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def _writer(row: dict[str, Any]) -> str:
    return str(row["id"]).split("-")[0]
