"""Worked questions for the sentence selector: which sentences of the corpus a good answer says."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.passages import Unit

FOLDER = Path(__file__).parent
_HELD = 0.5
"""Share of a quote's words from which a span says it: a quote may run over two spans."""


@dataclass(frozen=True)
class Quote:
    """Words of a document of the corpus."""

    document: str
    words: frozenset[str]

    def said_by(self, unit: Unit) -> bool:
        """Return whether a span says more than half of it."""
        if unit.chunk.info.id != self.document or not self.words:
            return False
        return len(self.words & bag(unit.text)) > _HELD * len(self.words)


@dataclass(frozen=True)
class SelectionExample:
    """A question with the points of a good answer, each with the quotes that say it."""

    id: str
    writer: str
    question: str
    points: tuple[tuple[Quote, ...], ...]


def text_files(folder: Path = FOLDER) -> list[Path]:
    """Return the files that the selector and the judge learn from."""
    return [*sorted(folder.glob("selection_*.jsonl")), *sorted(folder.glob("gaps_*.jsonl"))]


def load_examples(folder: Path = FOLDER) -> list[SelectionExample]:
    """Return the examples of `selection_*.jsonl`, and the answerable questions of `gaps_*.jsonl`, in the order of the files."""
    return [*_worked(folder), *_short(folder)]


def _worked(folder: Path) -> Iterator[SelectionExample]:
    for path in sorted(folder.glob("selection_*.jsonl")):
        for row in _rows(path):
            points = tuple(tuple(_quote(q) for q in point["quotes"]) for point in row["points"])
            yield SelectionExample(row["id"], row["id"].split("-")[0], row["question"], points)


def _short(folder: Path) -> Iterator[SelectionExample]:
    for path in sorted(folder.glob("gaps_*.jsonl")):
        for row in _rows(path):
            if row["kind"] == "answerable":
                yield SelectionExample(row["id"], row["id"].split("-")[0], row["question"], ((_quote(row),),))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _quote(row: dict[str, str]) -> Quote:
    return Quote(row["document"], bag(row["quote"]))


def bag(text: str) -> frozenset[str]:
    """Return the words of a text that are longer than two letters, in lower case."""
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if len(word) > 2)
