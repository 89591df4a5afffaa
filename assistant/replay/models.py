"""The records of a replay. Their dump is the JSON of `regrip replay`."""

from datetime import datetime

from assistant.models import Answer, Record


class Change(Record):
    """A version or setting that is no longer what it was; None where there was or is none. Settings begin with `setting `."""

    name: str
    then: str | None
    now: str | None


class Difference(Record):
    """Something that the answer said then or says now, and not both.

    `part` is `statement`, `citation` or the name of a field of the answer or its assessment. `then_at` and `now_at` say where a statement
    stands in either answer, as in "2.1 (Why)", or of which document and what a citation differs. A statement that has only moved has the
    same words then and now.
    """

    part: str
    then: str | None
    now: str | None
    then_at: str = ""
    now_at: str = ""


class Replay(Record):
    """The JSON of `regrip replay`. `same` is about the answer: it may be the same under other versions, or differ under these.

    `settings_known` is False for an exchange that was kept without its settings. `answer` is the one that was made now.
    """

    exchange_id: str
    asked_at: datetime
    words: str
    same: bool
    statements: int
    statements_same: int
    settings_known: bool
    changes: list[Change]
    differences: list[Difference]
    answer: Answer
