"""Who may see and change which rows: decided here for every statement, so that no method can forget to ask.

A session belongs to one user. What it selects is narrowed to what the user may see, what it updates or deletes at once to what the
user may change, and what it adds, changes or removes row by row is checked when it is written. Other statements are refused.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Engine, and_, event, false, literal, or_, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, object_mapper, with_loader_criteria
from sqlalchemy.sql import Select
from sqlalchemy.sql.base import ExecutableOption

from assistant.errors import NotAllowed
from assistant.state.account_tables import ACCOUNT_ROWS
from assistant.state.tables import (
    Base,
    CaseRow,
    ConversationRow,
    DocumentRow,
    DraftRow,
    ExchangeRow,
    FeedbackRow,
    MarkRow,
    PlanRow,
    ShareRow,
    WaitingRow,
)
from assistant.state.users import User

Rule = Callable[[Any, str], ColumnElement[bool]]
"""From a row class or a table's columns and a user's id to what must hold of a row."""
READERS, EDITORS = ("reader", "editor"), ("editor",)


class Rules(NamedTuple):
    """What must hold of a row that a user sees, changes, removes or has added."""

    see: Rule
    change: Rule
    remove: Rule
    add: Rule


def _owned(user: str) -> Select[Any]:
    cases = CaseRow.__table__.alias()
    return select(cases.c.id).where(cases.c.owner == user)


def _cases(user: str, roles: tuple[str, ...]) -> Select[Any]:
    """Cases that are the user's own or shared for one of these roles, without deleted ones."""
    cases, shares = CaseRow.__table__.alias(), ShareRow.__table__.alias()
    shared = select(shares.c.case_id).where(shares.c.user == user, shares.c.role.in_(roles))
    return select(cases.c.id).where(cases.c.deleted_at.is_(None), or_(cases.c.owner == user, cases.c.id.in_(shared)))


def _conversations(user: str, roles: tuple[str, ...]) -> Select[Any]:
    table = ConversationRow.__table__.alias()
    return select(table.c.id).where(_of_conversation(table.c, user, roles))


def _of_conversation(row: Any, user: str, roles: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(and_(row.case_id.is_(None), row.owner == user), row.case_id.in_(_cases(user, roles)))


def _exchanges(user: str, roles: tuple[str, ...]) -> Select[Any]:
    table = ExchangeRow.__table__.alias()
    return select(table.c.id).where(table.c.conversation_id.in_(_conversations(user, roles)))


def _in_case(roles: tuple[str, ...]) -> Rule:
    return lambda row, user: row.case_id.in_(_cases(user, roles))


def _in_conversation(roles: tuple[str, ...]) -> Rule:
    return lambda row, user: row.conversation_id.in_(_conversations(user, roles))


def _own(row: Any, user: str) -> ColumnElement[bool]:
    own: ColumnElement[bool] = row.owner == user
    return own


def _in_own_case(row: Any, user: str) -> ColumnElement[bool]:
    inside: ColumnElement[bool] = row.case_id.in_(_owned(user))
    return inside


def _never(row: Any, user: str) -> ColumnElement[bool]:
    return false()


_PARTS = Rules(_in_case(READERS), *[_in_case(EDITORS)] * 3)
_SAID = Rules(_in_conversation(READERS), *[_in_conversation(EDITORS)] * 3)
RULES: dict[type[Base], Rules] = {
    CaseRow: Rules(
        see=lambda row, user: or_(row.owner == user, row.id.in_(_cases(user, READERS))),
        change=lambda row, user: or_(row.owner == user, row.id.in_(_cases(user, EDITORS))),
        remove=_own,
        add=_own,
    ),
    ShareRow: Rules(
        lambda row, user: or_(row.case_id.in_(_owned(user)), row.user == user),
        _in_own_case,
        lambda row, user: or_(row.case_id.in_(_owned(user)), row.user == user),
        _in_own_case,
    ),
    DocumentRow: _PARTS,
    MarkRow: _PARTS,
    PlanRow: _PARTS,
    DraftRow: Rules(_own, _own, _own, lambda row, user: and_(row.owner == user, _in_case(READERS)(row, user))),
    ConversationRow: Rules(
        see=lambda row, user: _of_conversation(row, user, READERS),
        change=lambda row, user: _of_conversation(row, user, EDITORS),
        remove=lambda row, user: _of_conversation(row, user, EDITORS),
        add=lambda row, user: and_(row.owner == user, _of_conversation(row, user, EDITORS)),
    ),
    ExchangeRow: _SAID,
    WaitingRow: _SAID,
    FeedbackRow: Rules(
        see=lambda row, user: row.exchange_id.in_(_exchanges(user, READERS)),
        change=lambda row, user: row.exchange_id.in_(_exchanges(user, EDITORS)),
        remove=lambda row, user: row.exchange_id.in_(_exchanges(user, EDITORS)),
        add=lambda row, user: row.exchange_id.in_(_exchanges(user, READERS)),
    ),
} | dict.fromkeys(ACCOUNT_ROWS, Rules(_never, _never, _never, _never))
"""The rules of every table; a test holds them against the tables there are. Accounts are out of the sight of every user's session."""


class UserSession(Session):
    """A session that reads and writes for one user alone."""

    def __init__(self, engine: Engine, user: User | None) -> None:
        """Raises NotAllowed for nobody."""
        if not isinstance(user, User):
            raise NotAllowed("nobody has said who they are, and the record is read and written for somebody")
        super().__init__(engine)
        self.info["user"] = user.id


@event.listens_for(UserSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    """Add what the user may see, change or remove to a statement. Raises NotAllowed for statements that cannot be narrowed."""
    if state.is_column_load:
        return
    if not state.is_orm_statement or not (state.is_select or state.is_update or state.is_delete):
        raise NotAllowed(
            "a statement that is not about rows of the record's tables was refused; this is a bug to report"
        )
    kind = "remove" if state.is_delete else "change" if state.is_update else "see"
    state.statement = state.statement.options(*_narrowed(state.session.info["user"], kind))


@lru_cache(maxsize=1024)
def _narrowed(user: str, kind: str) -> tuple[ExecutableOption, ...]:
    """Return what is added to a user's statements of a kind. Made once: building it takes longer than most statements."""
    return tuple(
        with_loader_criteria(row, getattr(rules, kind)(row, user), include_aliases=True) for row, rules in RULES.items()
    )


@event.listens_for(UserSession, "before_flush")
def _check_changes(session: Session, _: UOWTransaction, __: object) -> None:
    for row in session.dirty:
        if session.is_modified(row):
            _check(session, row, "change")
    for row in session.deleted:
        _check(session, row, "remove")


@event.listens_for(UserSession, "after_flush")
def _check_additions(session: Session, _: UOWTransaction) -> None:
    """What was added is in the transaction and not kept yet, so it can be judged as it stands there."""
    for row in session.new:
        _check(session, row, "add")


def _check(session: Session, row: Any, kind: str) -> None:
    """Raise NotAllowed when the user may not do this to the row."""
    mapper = object_mapper(row)
    table, rule = type(row).__table__, getattr(RULES[type(row)], kind)
    key = zip(mapper.primary_key, mapper.primary_key_from_instance(row), strict=True)
    one = select(literal(1)).select_from(table).where(*(column == value for column, value in key))
    if session.connection().execute(one.where(rule(table.c, session.info["user"]))).first() is None:
        raise NotAllowed(
            f"{type(row).__tablename__}: not yours to {kind}; ask the owner of the case to share it for editing"
        )
