"""A case with something of everything in it, for tests of who sees what."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from assistant.models import Answer, Question, UserDocument
from assistant.state.base import UserStore
from assistant.state.cases import CaseStore
from assistant.state.conversations import ConversationStore
from assistant.state.documents import DocumentStore
from assistant.state.models import Feedback
from assistant.state.plans import PlanStore
from assistant.state.store import Record
from assistant.state.tables import Base

SECRET = "Nine social workers left the Northfield duty team in March."


@dataclass
class World:
    """The ids of a case and of what is in it."""

    record: Record
    case: str
    document: str
    conversation: str
    exchange: str
    waiting: str
    mark: str

    def rows(self) -> set[tuple[Any, ...]]:
        """Return every row of every table."""
        with self.record.engine.connect() as connection:
            return {
                (table.name, *map(str, row))
                for table in Base.metadata.sorted_tables
                for row in connection.execute(select(table))
            }


def document(**changes: Any) -> dict[str, Any]:
    """Return the values of a document."""
    plain = {"title": "board.txt", "name": "board.txt", "date": "2026-03", "kind": "text", "sha256": "a" * 64}
    return {**plain, "words": 9, "text": SECRET, "warnings": [], "kept": False, **changes}


def make_world(record: Record) -> World:
    """Make a case of the record's user with a document, a conversation, an exchange, feedback, a mark, a waiting message, a draft
    and a plan.
    """
    cases, documents, conversations = stores(record)
    case = cases.create("Northfield", "front door").id
    paper = documents.add(case, document()).id
    conversation = conversations.begin(case).id
    exchange = conversations.take(conversation, "What now?").id
    question = Question(turns=["What now?"], documents=[UserDocument(title="board.txt", date="2026-03", text=SECRET)])
    record.keep(conversation, question, Answer(id="", exchange_id=exchange, status="answered"), documents=[paper])
    given = Feedback(id="f1", exchange_id=exchange, verdict="helpful", given_at=datetime.now(UTC))
    record.add_feedback(given)
    (mark,) = documents.add_marks(case, [{"document_id": paper, "start": 0, "end": 4, "verdict": "wrong"}])
    waiting = conversations.take(conversation, "And then?").id
    conversations.save_draft(case, "To be sent", conversation)
    PlanStore.beside(record).save(case, ["Clear the queue"])
    return World(record, case, paper, conversation, exchange, waiting, mark.id)


def stores(record: Record) -> tuple[CaseStore, DocumentStore, ConversationStore]:
    """Return the other parts of the record, for the same user."""
    return CaseStore.beside(record), DocumentStore.beside(record), ConversationStore.beside(record)


ALL: tuple[type[UserStore], ...] = (Record, CaseStore, DocumentStore, ConversationStore, PlanStore)
