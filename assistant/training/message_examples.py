"""The labelled messages behind the message reader, and the descriptions of services that it must leave alone."""

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.messages.features import MOST_CHARACTERS
from assistant.messages.languages import danger_in_other_language
from assistant.messages.models import KINDS, Kind

FOLDER = Path(__file__).parent
BANK = "bank"
"""Writer of the examples that are descriptions of services from the stage bank."""
_BANK_FILES = tuple(f"passages_w{number}.jsonl" for number in range(1, 7))


@dataclass(frozen=True)
class MessageExample:
    """One labelled message with the turns before it. `lookalike` marks ordinary talk that a nervous filter would stop."""

    id: str
    turns: tuple[str, ...]
    kind: Kind
    lookalike: bool = False

    @property
    def writer(self) -> str:
        """Who wrote it: the part of the id before the dash, BANK for a passage of the stage bank."""
        return BANK if self.id.startswith("w") else self.id.partition("-")[0]

    @property
    def foreign(self) -> bool:
        """Whether a word list, not the learned reader, recognises it: the embedder reads English only."""
        return danger_in_other_language(self.turns[-1]) is not None


def text_files(folder: Path = FOLDER) -> list[Path]:
    """Return the files that the message reader is made from."""
    return [*sorted(folder.glob("messages_*.jsonl")), *(folder / name for name in _BANK_FILES)]


def load_messages(folder: Path = FOLDER) -> list[MessageExample]:
    """Return the messages of `messages_*.jsonl`, in order of file and line."""
    rows = [
        json.loads(line)
        for path in sorted(folder.glob("messages_*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    unknown = sorted({row["kind"] for row in rows} - set(KINDS))
    if unknown:
        raise ValueError(f"kinds that nobody knows: {', '.join(unknown)}")
    return [
        MessageExample(r["id"], tuple(r.get("turns") or [r["text"]]), r["kind"], bool(r.get("lookalike"))) for r in rows
    ]


def load_descriptions(folder: Path = FOLDER) -> list[MessageExample]:
    """Return the stage bank's passages that are short enough to be messages and are about a service."""
    rows = [json.loads(line) for name in _BANK_FILES for line in (folder / name).read_text("utf-8").splitlines()]
    return [
        MessageExample(row["id"], tuple(row.get("turns") or [row["text"]]), "stage")
        for row in rows
        if row["label"] != "out_of_scope" and len((row.get("turns") or [row["text"]])[-1]) <= MOST_CHARACTERS
    ]
