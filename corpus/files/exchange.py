"""What the program and a reader of files say to each other, as JSON: never as pickled objects."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from corpus.files.models import Reading

LONGEST_HEAD = 100_000
"""Bytes of a message without a file or a text in it."""

LONGEST_ANSWER = 100_000_000
"""Bytes of a file's text with its sections, as JSON."""


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ready(_Message):
    """A reader's first word: it can read, or `fault` says why not."""

    fault: str = ""


class Request(_Message):
    """A file to be read; its bytes follow as a message of their own."""

    name: str
    seconds: float


class Refusal(_Message):
    """A file that was not read: the code and the words of its FileError, and where in Regrip's code it arose."""

    code: str
    problem: str
    trace: str = ""


class Answer(_Message):
    """What came of a file. `gaps` names the limits that this platform cannot set."""

    reading: Reading | None = None
    refusal: Refusal | None = None
    gaps: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if (self.reading is None) == (self.refusal is None):
            raise ValueError("an answer has either a reading or a refusal")
        return self


class Outcome(_Message):
    """How the reading of a file ended. After `answered` an Answer follows as a message of its own."""

    end: Literal["answered", "late", "hungry", "too_long", "stopped"]
    cause: str = ""
    """With `stopped`: the signal or the exit code."""
