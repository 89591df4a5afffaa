"""Opening the record, keeping exchanges and feedback, reading them back, and deleting them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from assistant.errors import NotFound, StateError
from assistant.models import Answer, Question
from assistant.state.base import UserStore, new_id, not_before, now, touch, utc
from assistant.state.database import address_of, erase_deleted, open_database, sqlite_file
from assistant.state.models import Deleted, Exchange, Feedback, Listed, MadeWith
from assistant.state.replacing import remove_replaced
from assistant.state.tables import ConversationRow, DocumentRow, ExchangeRow, FeedbackRow, WaitingRow
from assistant.state.users import LOCAL
from corpus.private import private_folder

NOT_KEPT = "record.keep is off, so no answer is kept, made again or judged; set record.keep = true in regrip.toml"
_FIRST_WORDS = 70
"""Characters of a message that a list shows."""


class Record(UserStore):
    """A user's conversations in SQLite (default) or any database SQLAlchemy reaches. Safe between threads."""

    def __init__(self, url: str) -> None:
        """Open the database at `url` for the local user and bring its tables up to date. Raises StateError when that cannot be done."""
        super().__init__(open_database(url), url, LOCAL)

    @classmethod
    def open(cls, url: str | None, home: Path) -> "Record":
        """Return the record at `url`, or the one in the home folder when there is no address."""
        return cls(url) if url else cls.in_home(home)

    @classmethod
    def in_home(cls, home: Path) -> "Record":
        """Return the record in the home folder."""
        private_folder(home)
        return cls(address_of(None, home))

    def keep(
        self,
        conversation_id: str,
        question: Question,
        answer: Answer,
        made_with: MadeWith | None = None,
        screening: Sequence[str] = (),
        documents: Sequence[str] = (),
        waited: bool = False,
    ) -> str:
        """Write one exchange and return its id: the answer's own, or a new one. It is on disk when this returns. Raises StateError.

        `documents` are the ids of the case's documents that are the question's own: their texts are not kept again. Where the message
        waited, it waits no longer, and what it replaces goes in the same transaction. `waited`: nothing is kept where it does not wait any
        more, for then it was deleted, perhaps with its conversation or all that its user had, or is answered already. Raises NotFound.
        """
        exchange_id = answer.exchange_id or new_id()
        with self._writing("the exchange could not be written", "; the answer is still shown") as session:
            waiting = session.get(WaitingRow, exchange_id)
            if waited and waiting is None:
                raise NotFound(
                    f"{exchange_id}: the message was deleted or answered meanwhile, so this answer is not kept"
                )
            replaces = waiting.replaces if waiting else None
            conversation = session.get(ConversationRow, conversation_id, with_for_update=replaces is not None)
            if conversation is None:
                conversation = ConversationRow(id=conversation_id, owner=self.user.id, started_at=now())
                session.add(conversation)
                session.flush()
            session.add(
                ExchangeRow(
                    id=exchange_id,
                    conversation_id=conversation_id,
                    asked_at=not_before(_last_asked(session, conversation_id)),
                    status=answer.status,
                    index_generation=answer.versions.get("index", ""),
                    question=_without_texts(question, documents).model_dump_json(),
                    answer=answer.model_dump_json(),
                    made_with=made_with.model_dump_json() if made_with else None,
                    screening=json.dumps(list(screening), ensure_ascii=False),
                    documents=json.dumps(list(documents)) if documents else None,
                )
            )
            session.flush()
            if replaces is not None:
                remove_replaced(session, conversation_id, replaces, exchange_id)
            session.execute(delete(WaitingRow).where(WaitingRow.id == exchange_id))
            if conversation.case_id is not None:
                found = {"last_outcome": answer.assessment.outcome} if answer.assessment else {}
                touch(session, conversation.case_id, **found)
        return exchange_id

    def exchange(self, exchange_id: str) -> Exchange:
        """Return one exchange. Raises StateError when it is not there, or is of a version that cannot be read."""
        with self._reading() as session:
            row = session.get(ExchangeRow, exchange_id)
            if row is None:
                raise NotFound(f"{exchange_id}: no exchange has this id; `regrip history` lists those that are kept")
            return _exchange(row, _papers(session, [row]))

    def exchanges(self, conversation_id: str) -> list[tuple[Question, Answer]]:
        """Return a conversation's exchanges, oldest first."""
        rows = select(ExchangeRow).where(ExchangeRow.conversation_id == conversation_id).order_by(ExchangeRow.asked_at)
        with self._reading() as session:
            return [(kept.question, kept.answer) for kept in _exchanges(session, session.scalars(rows).all())]

    def conversation(self, conversation_id: str) -> list[Exchange]:
        """Return a conversation's exchanges with all that is kept of them, oldest first; none where there is no such conversation."""
        rows = select(ExchangeRow).where(ExchangeRow.conversation_id == conversation_id).order_by(ExchangeRow.asked_at)
        with self._reading() as session:
            return _exchanges(session, session.scalars(rows).all())

    def history(self, conversation_id: str | None = None, limit: int | None = None) -> list[Listed]:
        """Return the exchanges that the user may see, newest first: of one conversation, or of all; at most `limit`.

        Raises NotFound when there is no such conversation.
        """
        rows = select(ExchangeRow).join(ConversationRow)
        rows = rows.order_by(ExchangeRow.asked_at.desc()).limit(limit)
        if conversation_id is not None:
            rows = rows.where(ExchangeRow.conversation_id == conversation_id)
        with self._reading() as session:
            found = [_listed(row) for row in session.scalars(rows)]
            if conversation_id is not None and not found:
                raise self._no_conversation(session, conversation_id)
            return found

    def add_feedback(self, feedback: Feedback) -> None:
        """Write feedback on an exchange that is there. It is on disk when this returns. Raises StateError."""
        given = select(func.max(FeedbackRow.given_at)).where(FeedbackRow.exchange_id == feedback.exchange_id)
        with self._writing("the feedback could not be written") as session:
            last = session.scalar(given)
            late = last is not None and utc(last) >= feedback.given_at
            moment = not_before(last) if late else feedback.given_at
            session.add(FeedbackRow(**feedback.model_dump(exclude={"warnings", "given_at"}), given_at=moment))

    def feedback(self, exchange_id: str) -> list[Feedback]:
        """Return the feedback on an exchange, oldest first."""
        rows = select(FeedbackRow).where(FeedbackRow.exchange_id == exchange_id).order_by(FeedbackRow.given_at)
        with self._reading() as session:
            return [_feedback(row) for row in session.scalars(rows)]

    def judged(self) -> list[str]:
        """Return the ids of the exchanges with feedback, in the order in which they were asked."""
        given = select(FeedbackRow.exchange_id)
        rows = select(ExchangeRow.id).where(ExchangeRow.id.in_(given)).order_by(ExchangeRow.asked_at)
        with self._reading() as session:
            return list(session.scalars(rows))

    def delete(self, conversation_id: str) -> Deleted:
        """Delete a conversation with its exchanges and the feedback on them, and take their text off the disk.

        Raises NotFound when there is no such conversation, NotAllowed when the user may only read it.
        """
        own = select(ExchangeRow.id).where(ExchangeRow.conversation_id == conversation_id)
        given = FeedbackRow.exchange_id.in_(own)
        with self._writing("the conversation could not be deleted") as session:
            row = session.get(ConversationRow, conversation_id)
            if row is None:
                raise self._no_conversation(session, conversation_id)
            feedback = session.scalar(select(func.count()).select_from(FeedbackRow).where(given)) or 0
            exchanges = session.scalar(select(func.count()).select_from(own.subquery())) or 0
            session.delete(row)
            session.flush()
        erased = erase_deleted(self._engine)
        return Deleted(conversation_id=conversation_id, exchanges=exchanges, feedback=feedback, erased=erased)

    def ping(self) -> None:
        """Do nothing if the record can be read. Raises StateError."""
        with self._reading() as session:
            session.scalar(select(ConversationRow.id).limit(1))

    def erase(self) -> bool:
        """Take what was deleted off the disk; False where its text may still stand there, or the database sees to that itself."""
        return erase_deleted(self._engine)

    def count(self) -> int:
        """Return how many exchanges are kept."""
        with self._reading() as session:
            return session.scalar(select(func.count()).select_from(ExchangeRow)) or 0

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()

    def _no_conversation(self, session: Session, conversation_id: str) -> StateError:
        exchange = session.get(ExchangeRow, conversation_id)
        way = f"it is an exchange of conversation {exchange.conversation_id}" if exchange else "see `regrip history`"
        return NotFound(f"{conversation_id}: no conversation has this id; {way}")


def _last_asked(session: Session, conversation_id: str) -> datetime | None:
    """Return when the last exchange of a conversation was kept."""
    return session.scalar(select(func.max(ExchangeRow.asked_at)).where(ExchangeRow.conversation_id == conversation_id))


def existing_record(url: str | None, home: Path) -> Record | None:
    """Return the record at `url` or in the home folder, None where that is a file that is not there. Raises StateError."""
    file = sqlite_file(address_of(url, home))
    return None if file is not None and not file.exists() else Record.open(url, home)


def _without_texts(question: Question, documents: Sequence[str]) -> Question:
    """Return the question without the texts of the case's documents, which stand in the record already."""
    if not documents:
        return question
    return question.model_copy(
        update={"documents": [document.model_copy(update={"text": ""}) for document in question.documents]}
    )


def _exchanges(session: Session, rows: Sequence[ExchangeRow]) -> list[Exchange]:
    papers = _papers(session, rows)
    return [_exchange(row, papers) for row in rows]


def _papers(session: Session, rows: Iterable[ExchangeRow]) -> dict[str, str]:
    """Return the texts of the documents that exchanges read, by id, as far as they are still there."""
    ids = {i for row in rows if row.documents for i in json.loads(row.documents)}
    found = session.execute(select(DocumentRow.id, DocumentRow.text).where(DocumentRow.id.in_(ids))) if ids else ()
    return {row[0]: row[1] for row in found}


def _exchange(row: ExchangeRow, papers: Mapping[str, str]) -> Exchange:
    try:
        return Exchange(
            id=row.id,
            conversation_id=row.conversation_id,
            asked_at=utc(row.asked_at),
            question=_with_texts(Question.model_validate_json(row.question), json.loads(row.documents or "[]"), papers),
            answer=Answer.model_validate_json(row.answer),
            made_with=MadeWith.model_validate_json(row.made_with) if row.made_with else None,
            screening=json.loads(row.screening or "[]"),
        )
    except ValidationError as error:
        raise StateError(
            f"{row.id}: the exchange was kept by a version of Regrip that wrote it otherwise and cannot be read by this one "
            f"({'.'.join(map(str, error.errors()[0]['loc']))})"
        ) from error


def _with_texts(question: Question, ids: Sequence[str], papers: Mapping[str, str]) -> Question:
    """Return the question with the texts of its documents; one that was removed is left out, with the marks on it."""
    if not ids:
        return question
    there = [
        document.model_copy(update={"text": papers[i]})
        for i, document in zip(ids, question.documents, strict=True)
        if i in papers
    ]
    gone = {d.title for i, d in zip(ids, question.documents, strict=True) if i not in papers}
    marks = [mark for mark in question.marks if mark.source not in gone]
    return question.model_copy(update={"documents": there, "marks": marks})


def first_words(text: str) -> str:
    """Return the first words of a message, on one line, as a list shows them."""
    words = " ".join(text.split())
    return words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS].rstrip() + "…"


def _listed(row: ExchangeRow) -> Listed:
    turns = json.loads(row.question).get("turns") or [""]
    return Listed(
        id=row.id,
        conversation_id=row.conversation_id,
        asked_at=utc(row.asked_at),
        status=row.status,
        words=first_words(turns[-1]),
    )


def _feedback(row: FeedbackRow) -> Feedback:
    columns = {name: getattr(row, name) for name in Feedback.model_fields if name not in ("given_at", "warnings")}
    return Feedback(**columns, given_at=utc(row.given_at))
