"""The records of what is kept of a case: the case, its documents, marks, drafts, conversations, and whom it is shared with."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from assistant.models import PlannedAction, Record, Verdict
from assistant.state.models import Exchange
from assistant.state.users import Role
from assistant.timeline.models import Direction
from corpus.files import Kind
from corpus.vocabulary import Outcome, Stage

CaseRole = Literal["owner", "editor", "reader"]


class Case(Record):
    """One service followed over time. `role` is the asking user's; `documents`, `conversations` and `marks` count what it holds.

    `version` is given back with a change of name, service or archiving. A deleted case can be brought back until `gone_after`.
    `last_outcome` is of the last assessment. `last_direction` is of the last timeline, None once documents or marks are others than it
    was drawn from. `last_said` is when the last exchange or document came, None where there is none and in a deleted case; `changed`
    also moves with a new name, a mark, a plan.
    """

    id: str
    name: str
    service: str
    role: CaseRole
    created: datetime
    changed: datetime
    archived: bool
    deleted_at: datetime | None = None
    gone_after: datetime | None = None
    last_outcome: Outcome | None = None
    last_direction: Direction | None = None
    last_said: datetime | None = None
    documents: int = 0
    conversations: int = 0
    marks: int = 0
    version: int


class CaseDocument(Record):
    """A paper of a case without its text. `date` is YYYY, YYYY-MM or YYYY-MM-DD; `kept` says that the file itself was kept too."""

    id: str
    case_id: str
    title: str
    name: str
    date: str | None = None
    kind: Kind
    sha256: str
    words: int
    warnings: list[str] = Field(default=[])
    kept: bool
    added: datetime
    version: int


class CaseDocumentText(CaseDocument):
    """A paper of a case with its text, in which personal data is covered. Signals and marks count their places in it."""

    text: str


class CaseMark(Record):
    """A mark of a case: in a document, or in turn number `turn` (from 1) of a conversation. Without `start` it is on the whole text."""

    id: str
    case_id: str
    document_id: str | None = None
    conversation_id: str | None = None
    turn: int | None = Field(default=None, ge=1)
    start: int | None = None
    end: int | None = None
    verdict: Verdict
    stage: Stage | None = None
    made_by: str
    made_at: datetime


class Draft(Record):
    """What was typed and not sent. `conversation_id` is None for a conversation that has not begun."""

    case_id: str
    conversation_id: str | None = None
    text: str
    changed: datetime
    version: int


class CasePlan(Record):
    """The improvement plan of a case. `version` is given back with a change of it."""

    case_id: str
    actions: list[PlannedAction]
    changed: datetime
    version: int


class Waiting(Record):
    """A message that was taken and has no answer yet; `id` is the id of the exchange to come.

    `replaces` is the exchange that goes when the answer is kept, if it still is the conversation's newest then.
    """

    id: str
    conversation_id: str
    text: str
    asked_at: datetime
    replaces: str | None = None


class ConversationListed(Record):
    """A line of a list of conversations. `words` are the first ones of its first message."""

    id: str
    case_id: str | None = None
    started_at: datetime
    exchanges: int
    words: str


class CaseConversation(Record):
    """A conversation whole: its exchanges, oldest first, and the messages that still wait for an answer."""

    id: str
    case_id: str | None = None
    started_at: datetime
    exchanges: list[Exchange]
    waiting: list[Waiting]


class Share(Record):
    """A user with whom a case is shared."""

    user: str = Field(min_length=1, max_length=64)
    role: Role
