"""The records of what is kept: an exchange, what its answer was made with, what readers said of it."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from assistant.models import Answer, Question, Record

FeedbackVerdict = Literal["helpful", "wrong", "unsupported", "missing"]
"""`wrong`: it is not so. `unsupported`: the passage cited does not say it. `missing`: something is not said."""


class MadeWith(Record):
    """What an answer was made with beside the question: versions, and every setting that matters to what it says.

    `settings` are by path, as `regrip doctor` shows them; `fingerprint` is 16 hexadecimal digits over them.
    """

    versions: dict[str, str]
    settings: dict[str, str]
    fingerprint: str


class Exchange(Record):
    """One question and its answer, as they are kept: with personal data covered.

    `screening` holds the warnings about the texts as they were typed, which are not kept: hidden characters, personal data. `made_with`
    is None in an exchange that was kept before there was a replay.
    """

    id: str
    conversation_id: str
    asked_at: datetime
    question: Question
    answer: Answer
    made_with: MadeWith | None = None
    screening: list[str] = Field(default=[])


class Listed(Record):
    """A line of `regrip history`. `words` are the first ones of the message."""

    id: str
    conversation_id: str
    asked_at: datetime
    status: str
    words: str


class Feedback(Record):
    """What a reader said of an answer, of its section number `section`, or of statement number `statement` there; from 1."""

    id: str
    exchange_id: str
    section: int | None = Field(default=None, ge=1)
    statement: int | None = Field(default=None, ge=1)
    verdict: FeedbackVerdict
    note: str = ""
    given_at: datetime
    warnings: list[str] = Field(default=[])

    @property
    def place(self) -> str:
        """The place as it is typed: `2.1`, `2`, or nothing for the whole answer."""
        return ".".join(str(number) for number in (self.section, self.statement) if number is not None)


class Deleted(Record):
    """What was deleted. `erased` is False where its text may still be on the disk, or where the database sees to that itself."""

    conversation_id: str
    exchanges: int
    feedback: int
    erased: bool
