"""Opening the record, keeping exchanges, and reading them back."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from assistant.errors import StateError
from assistant.models import Answer, Question
from assistant.state.tables import ConversationRow, ExchangeRow

HEAD = "0001"
"""The newest migration; a test keeps it equal to what Alembic finds."""


class Record:
    """Conversations in SQLite (default) or any database SQLAlchemy reaches. Safe between threads."""

    def __init__(self, url: str) -> None:
        """Open the database at `url` and bring its tables up to date. Raises StateError when that cannot be done."""
        self._url = url
        try:
            self._engine = create_engine(url)
            if self._engine.dialect.name == "sqlite":
                event.listen(self._engine, "connect", _prepare_sqlite)
            if _version(self._engine) != HEAD:
                _migrate(url)
        except (SQLAlchemyError, ImportError, OSError) as error:
            raise StateError(
                f"{_shown(url)}: the record of conversations cannot be opened ({type(error).__name__}); check record.url and that "
                "its folder can be written"
            ) from error

    @classmethod
    def open(cls, url: str | None, home: Path) -> "Record":
        """Return the record at `url`, or the one in the home folder when there is no address."""
        return cls(url) if url else cls.in_home(home)

    @classmethod
    def in_home(cls, home: Path) -> "Record":
        """Return the record in the home folder."""
        home.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{home / 'record.sqlite'}")

    def keep(self, conversation_id: str, question: Question, answer: Answer) -> str:
        """Write one exchange and return its id. It is on disk when this returns. Raises StateError."""
        now = datetime.now(UTC)
        exchange_id = new_id()
        try:
            with Session(self._engine) as session, session.begin():
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
                    )
                )
        except SQLAlchemyError as error:
            raise StateError(
                f"{_shown(self._url)}: the exchange could not be written ({type(error).__name__}); the answer is still shown"
            ) from error
        return exchange_id

    def exchanges(self, conversation_id: str) -> list[tuple[Question, Answer]]:
        """Return a conversation's exchanges, oldest first."""
        rows = select(ExchangeRow).where(ExchangeRow.conversation_id == conversation_id).order_by(ExchangeRow.asked_at)
        with Session(self._engine) as session:
            return [
                (Question.model_validate_json(row.question), Answer.model_validate_json(row.answer))
                for row in session.scalars(rows)
            ]

    def count(self) -> int:
        """Return how many exchanges are kept."""
        with self._engine.connect() as connection:
            return int(connection.execute(text("select count(*) from exchanges")).scalar_one())

    def close(self) -> None:
        """Release the database."""
        self._engine.dispose()


def new_id() -> str:
    """Return a fresh id: 16 hexadecimal digits that cannot be guessed."""
    return secrets.token_hex(8)


def _prepare_sqlite(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _version(engine: Engine) -> str | None:
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("select version_num from alembic_version")).scalar()


def _migrate(url: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    command.upgrade(config, "head")


def _shown(url: str) -> str:
    """Return the address without a password."""
    from sqlalchemy.engine import make_url

    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "record.url"
