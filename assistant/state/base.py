"""What every store of the record is built on: one database, one user, and sessions that read and write for that user alone."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Self

from sqlalchemy import Engine, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from assistant.errors import Conflict, StateError
from assistant.state.database import shown
from assistant.state.isolation import UserSession
from assistant.state.tables import CaseRow
from assistant.state.telling import meaning
from assistant.state.users import LOCAL, User


class UserStore:
    """A part of the record as one user has it. Safe between threads."""

    def __init__(self, engine: Engine, url: str, user: User = LOCAL) -> None:
        self._engine, self._url, self._user = engine, url, user

    def of(self, user: User) -> Self:
        """Return the same store as another user has it."""
        same = type(self).beside(self)
        same._user = user
        return same

    @classmethod
    def beside(cls, other: "UserStore") -> Self:
        """Return this part of the record for the same database and user as another part."""
        part = object.__new__(cls)
        part.__dict__ |= {"_engine": other._engine, "_url": other._url, "_user": other._user}
        return part

    @property
    def engine(self) -> Engine:
        """The database, for what is done for all users at once."""
        return self._engine

    @property
    def user(self) -> User:
        """The user for whom this store reads and writes."""
        return self._user

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        try:
            with UserSession(self._engine, self._user) as session:
                yield session
        except SQLAlchemyError as error:
            raise StateError(f"{shown(self._url)}: the record cannot be read: {meaning(error)}") from error

    @contextmanager
    def _writing(self, failed: str, comfort: str = "") -> Iterator[Session]:
        """Yield a session whose changes are on disk when the block ends. Raises StateError, Conflict or NotAllowed: all or nothing."""
        try:
            with UserSession(self._engine, self._user) as session, session.begin():
                yield session
        except (StaleDataError, IntegrityError) as error:
            raise Conflict(
                f"{failed}: somebody else changed it at the same time; read it again, then try again"
            ) from error
        except SQLAlchemyError as error:
            raise StateError(f"{shown(self._url)}: {failed}: {meaning(error)}{comfort}") from error


def touch(session: Session, case_id: str, **values: str | None) -> None:
    """Say in a case that something in it changed, and what was found; its version stays, because nobody's own words change."""
    session.execute(update(CaseRow).where(CaseRow.id == case_id).values(changed=now(), **values))


def new_id() -> str:
    """Return a fresh id: 16 hexadecimal digits that cannot be guessed."""
    return secrets.token_hex(8)


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def not_before(moment: datetime | None) -> datetime:
    """Return this moment, or one just after `moment` where the clock has been put back since: what is kept in order stays in order."""
    present = now()
    return present if moment is None or utc(moment) < present else utc(moment) + timedelta(microseconds=1)


def utc(moment: datetime) -> datetime:
    """Return a moment as it was kept; SQLite gives it back without its zone, and all are kept in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def check_version(kept: int, given: int | None, what: str) -> None:
    """Raise Conflict when a change was made on another version than the one that is kept. None: whatever is there."""
    if given is not None and given != kept:
        raise Conflict(
            f"{what} has version {kept}, and the change was made on version {given}; read it again, then change it"
        )
