"""The records of what is done with a case."""

from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from assistant.models import Record
from assistant.state.case_models import Case, CaseDocument


class Upload(NamedTuple):
    """A file as it came: the name its sender gave it, and where its bytes lie until they are read."""

    name: str
    path: Path


class FileResult(Record):
    """What came of one file. `near` names a document of the case that says nearly the same.

    `known`: the same content is in the case already, as `document`. A refused file has a `code` and a `reason` with the way out.
    """

    name: str
    outcome: Literal["added", "known", "refused"]
    document: CaseDocument | None = None
    near: str | None = None
    code: str | None = None
    reason: str | None = None
    warnings: list[str] = Field(default=[])


class Gone(Record):
    """What was deleted for good. `erased` is False where its text may still stand in the database's files for a time."""

    cases: int = 0
    documents: int = 0
    conversations: int = 0
    erased: bool


class Removed(Record):
    """A document that was removed. `answers` read it before: its words are covered in them, and they may need asking again."""

    document: CaseDocument
    answers: int
    erased: bool


class LoadedExample(Record):
    """The case made of an example, and the message that its director would ask first; nothing has been asked yet."""

    case: Case
    message: str


class Tidied(Record):
    """What a start did: `cases` deleted 30 days ago went for good, and what was `still` for `record.keep_days`.

    Of interrupted work `left` files and uploads were removed.

    `waiting` messages have no answer yet; each can be answered from its conversation. With an `odd_clock` nothing goes for good.
    """

    cases: int
    still: int = 0
    left: int
    waiting: int
    odd_clock: bool = False

    def lines(self) -> list[str]:
        """Return it in words, nothing where there was nothing to do."""
        said = {
            f"put right after an interruption: removed {_of(self.left, 'file')} of uploads or deletions that were broken off": self.left,
            f"{_of(self.waiting, 'message')} without an answer yet; open the conversations to have them answered": self.waiting,
            f"{_of(self.cases, 'deleted case')} gone for good: the time to bring them back was over": self.cases,
            f"{self.still} cases or conversations gone for good: nothing had changed for record.keep_days": self.still,
            "the clock is more than a year after the last change; if it is right, change something, and deleted cases whose time is over "
            "go at the next start": self.odd_clock,
        }
        return [words for words, count in said.items() if count]


def _of(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
