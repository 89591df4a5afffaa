"""What every store of accounts is built on: sessions that read and write the tables of accounts, and no others.

Whoever manages accounts reads no cases: not by a rule that could be forgotten, but because these sessions refuse it.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from assistant.errors import Conflict, NotAllowed, StateError
from assistant.state.account_tables import ACCOUNT_ROWS
from assistant.state.base import now

Clock = Callable[[], datetime]


class AccountSession(Session):
    """A session on the tables of accounts alone."""


class AccountStore:
    """A part of what is kept of accounts. Safe between threads."""

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        """`clock` gives this moment in UTC."""
        self._engine, self._clock = engine, clock

    @property
    def engine(self) -> Engine:
        """The database."""
        return self._engine

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        try:
            with AccountSession(self._engine) as session:
                yield session
        except SQLAlchemyError as error:
            raise StateError(f"accounts cannot be read ({type(error).__name__}); see `regrip db check`") from error

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        """Yield a session whose changes are on disk when the block ends: all or nothing. Raises Conflict, StateError."""
        try:
            with AccountSession(self._engine) as session, session.begin():
                yield session
        except IntegrityError as error:
            raise Conflict("the account was made or changed by somebody else at the same time; try again") from error
        except SQLAlchemyError as error:
            raise StateError(f"accounts cannot be written ({type(error).__name__}); see `regrip db check`") from error


def hash_of(secret: str) -> str:
    """Return what is kept of a random secret. One of 256 bits needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


@event.listens_for(AccountSession, "do_orm_execute")
def _only_accounts(state: ORMExecuteState) -> None:
    named = [mapper.class_ for mapper in state.all_mappers]
    if not state.is_orm_statement or not named or not set(named) <= set(ACCOUNT_ROWS):
        raise NotAllowed("a statement that is not about accounts was refused; this is a bug to report")


@event.listens_for(AccountSession, "before_flush")
def _only_account_rows(session: Session, _: UOWTransaction, __: Any) -> None:
    if not {type(row) for row in (*session.new, *session.dirty, *session.deleted)} <= set(ACCOUNT_ROWS):
        raise NotAllowed("a row that is not of an account was refused; this is a bug to report")
