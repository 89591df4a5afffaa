"""Opening the record, keeping exchanges and feedback, reading them back, and deleting them."""

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import delete, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from assistant.errors import StateError
from assistant.models import Answer, Question
from assistant.state.database import address_of, erase_deleted, open_database, shown, sqlite_file
from assistant.state.models import Deleted, Exchange, Feedback, Listed, MadeWith
from assistant.state.tables import ConversationRow, ExchangeRow, FeedbackRow

NOT_KEPT = "record.keep is off, so no answer is kept, made again or judged; set record.keep = true in regrip.toml"
_FIRST_WORDS = 70
"""Characters of a message that a list shows."""


class Record:
    """Conversations in SQLite (default) or any database SQLAlchemy reaches. Safe between threads."""

    def __init__(self, url: str) -> None:
        """Open the database at `url` and bring its tables up to date. Raises StateError when that cannot be done."""
        self._url = url
        self._engine = open_database(url)

    @classmethod
    def open(cls, url: str | None, home: Path) -> "Record":
        """Return the record at `url`, or the one in the home folder when there is no address."""
        return cls(url) if url else cls.in_home(home)

    @classmethod
    def in_home(cls, home: Path) -> "Record":
        """Return the record in the home folder."""
        home.mkdir(parents=True, exist_ok=True)
        return cls(address_of(None, home))

    def keep(
        self,
        conversation_id: str,
        question: Question,
        answer: Answer,
        made_with: MadeWith | None = None,
        screening: Sequence[str] = (),
    ) -> str:
        """Write one exchange and return its id: the answer's own, or a new one. It is on disk when this returns. Raises StateError."""
        now = datetime.now(UTC)
        exchange_id = answer.exchange_id or new_id()
        with self._writing("the exchange could not be written", "; the answer is still shown") as session:
            if session.get(ConversationRow, conversation_id) is None:
                session.add(ConversationRow(id=conversation_id, owner="", started_at=now))
                session.flush()
            session.add(
                ExchangeRow(
                    id=exchange_id,
                    conversation_id=conversation_id,
                    asked_at=now,
                    status=answer.status,
                    index_generation=answer.versions.get("index", ""),
                    question=question.model_dump_json(),
                    answer=answer.model_dump_json(),
                    made_with=made_with.model_dump_json() if made_with else None,
                    screening=json.dumps(list(screening), ensure_ascii=False),
                )
            )
        return exchange_id

    def exchange(self, exchange_id: str) -> Exchange:
        """Return one exchange. Raises StateError when it is not there, or is of a version that cannot be read."""
        with self._reading() as session:
            row = session.get(ExchangeRow, exchange_id)
            if row is None:
                raise StateError(f"{exchange_id}: no exchange has this id; `regrip history` lists those that are kept")
            return _exchange(row)

    def exchanges(self, conversation_id: str) -> list[tuple[Question, Answer]]:
        """Return a conversation's exchanges, oldest first."""
        rows = select(ExchangeRow).where(ExchangeRow.conversation_id == conversation_id).order_by(ExchangeRow.asked_at)
        with self._reading() as session:
            return [(kept.question, kept.answer) for kept in map(_exchange, session.scalars(rows))]

    def history(self, conversation_id: str | None = None, limit: int | None = None, owner: str = "") -> list[Listed]:
        """Return the exchanges of `owner`, newest first: of one conversation, or of all; at most `limit`.

        Raises StateError when there is no such conversation.
        """
        rows = select(ExchangeRow).join(ConversationRow).where(ConversationRow.owner == owner)
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
        with self._writing("the feedback could not be written") as session:
            session.add(FeedbackRow(**feedback.model_dump(exclude={"warnings"})))

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

    def delete(self, conversation_id: str, owner: str = "") -> Deleted:
        """Delete a conversation of `owner` with its exchanges and the feedback on them, and take their text off the disk.

        Raises StateError when there is no such conversation.
        """
        own = select(ExchangeRow.id).where(ExchangeRow.conversation_id == conversation_id)
        given = FeedbackRow.exchange_id.in_(own)
        with self._writing("the conversation could not be deleted") as session:
            row = session.get(ConversationRow, conversation_id)
            if row is None or row.owner != owner:
                raise self._no_conversation(session, conversation_id)
            feedback = session.scalar(select(func.count()).select_from(FeedbackRow).where(given)) or 0
            exchanges = session.scalar(select(func.count()).select_from(own.subquery())) or 0
            session.execute(delete(FeedbackRow).where(given))
            session.execute(delete(ExchangeRow).where(ExchangeRow.conversation_id == conversation_id))
            session.execute(delete(ConversationRow).where(ConversationRow.id == conversation_id))
        erased = erase_deleted(self._engine)
        return Deleted(conversation_id=conversation_id, exchanges=exchanges, feedback=feedback, erased=erased)

    def count(self) -> int:
        """Return how many exchanges are kept."""
        with self._reading() as session:
            return session.scalar(select(func.count()).select_from(ExchangeRow)) or 0

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        try:
            with Session(self._engine) as session:
                yield session
        except SQLAlchemyError as error:
            raise StateError(
                f"{shown(self._url)}: the record cannot be read ({type(error).__name__}); see `regrip db check`"
            ) from error

    @contextmanager
    def _writing(self, failed: str, comfort: str = "") -> Iterator[Session]:
        try:
            with Session(self._engine) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            raise StateError(f"{shown(self._url)}: {failed} ({type(error).__name__}){comfort}") from error

    def _no_conversation(self, session: Session, conversation_id: str) -> StateError:
        exchange = session.get(ExchangeRow, conversation_id)
        way = f"it is an exchange of conversation {exchange.conversation_id}" if exchange else "see `regrip history`"
        return StateError(f"{conversation_id}: no conversation has this id; {way}")


def existing_record(url: str | None, home: Path) -> Record | None:
    """Return the record at `url` or in the home folder, None where that is a file that is not there. Raises StateError."""
    file = sqlite_file(address_of(url, home))
    return None if file is not None and not file.exists() else Record.open(url, home)


def new_id() -> str:
    """Return a fresh id: 16 hexadecimal digits that cannot be guessed."""
    return secrets.token_hex(8)


def _exchange(row: ExchangeRow) -> Exchange:
    try:
        return Exchange(
            id=row.id,
            conversation_id=row.conversation_id,
            asked_at=_utc(row.asked_at),
            question=Question.model_validate_json(row.question),
            answer=Answer.model_validate_json(row.answer),
            made_with=MadeWith.model_validate_json(row.made_with) if row.made_with else None,
            screening=json.loads(row.screening or "[]"),
        )
    except ValidationError as error:
        raise StateError(
            f"{row.id}: the exchange was kept by a version of Regrip that wrote it otherwise and cannot be read by this one "
            f"({'.'.join(map(str, error.errors()[0]['loc']))})"
        ) from error


def _listed(row: ExchangeRow) -> Listed:
    turns = json.loads(row.question).get("turns") or [""]
    words = " ".join(turns[-1].split())
    shortened = words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS].rstrip() + "…"
    return Listed(
        id=row.id,
        conversation_id=row.conversation_id,
        asked_at=_utc(row.asked_at),
        status=row.status,
        words=shortened,
    )


def _feedback(row: FeedbackRow) -> Feedback:
    columns = {name: getattr(row, name) for name in Feedback.model_fields if name not in ("given_at", "warnings")}
    return Feedback(**columns, given_at=_utc(row.given_at))


def _utc(moment: datetime) -> datetime:
    """SQLite gives back a moment without its zone; all are kept in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
