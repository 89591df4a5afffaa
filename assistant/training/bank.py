"""The labelled texts in this folder."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.engine.texts import Sentence, SourceText, read_sentences

FOLDER = Path(__file__).parent


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


@lru_cache(maxsize=1)
def load_sentences() -> tuple[LabelledSentence, ...]:
    """Return the labelled sentences of all writers, in order of file and line."""
    return tuple(
        LabelledSentence(r["id"], _writer(r), r["text"], r["mechanism"], r["standing"], r["theme"])
        for r in _rows("sentences_*.jsonl")
    )


@lru_cache(maxsize=1)
def load_passages() -> tuple[LabelledPassage, ...]:
    """Return the labelled passages of all writers, the short ones last."""
    rows = _rows("passages_*.jsonl") + _rows("short_*.jsonl")
    return tuple(passage_from(row) for row in rows)


def passage_from(row: dict[str, Any]) -> LabelledPassage:
    """Return the passage of one line of a file of passages."""
    return LabelledPassage(
        id=row["id"],
        writer=_writer(row),
        register=row["register"],
        turns=tuple(row.get("turns") or [row["text"]]),
        label=row["label"],
        evidence=tuple((e["quote"], e["points_to"]) for e in row.get("evidence", [])),
        traps=tuple(row.get("traps", [])),
    )


def _rows(pattern: str) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for path in sorted(FOLDER.glob(pattern))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def _writer(row: dict[str, Any]) -> str:
    return str(row["id"]).split("-")[0]
