"""What is done for all users at once: deleted cases whose time is over, what the folder of originals should hold, and handing over.

The only place beside the isolation that opens a session of no user; nothing of what is read here is shown to anybody.
"""

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from assistant.state.base import utc
from assistant.state.cases import KEPT_AFTER_DELETION
from assistant.state.tables import (
    CaseRow,
    ConversationRow,
    DocumentRow,
    DraftRow,
    ExchangeRow,
    MarkRow,
    ShareRow,
    WaitingRow,
)
from assistant.state.users import User

_STILL = timedelta(days=366)


def purge_expired(engine: Engine, moment: datetime) -> int:
    """Delete for good the cases that were deleted more than 30 days before `moment`, and return how many.

    None goes where the record has been still for more than a year by that clock: it is likelier then that the clock is wrong, and what is
    deleted cannot be brought back.
    """
    over = CaseRow.deleted_at < moment - KEPT_AFTER_DELETION
    if is_odd_clock(engine, moment):
        return 0
    with Session(engine) as session, session.begin():
        ids = list(session.scalars(select(CaseRow.id).where(over)))
        session.execute(delete(CaseRow).where(CaseRow.id.in_(ids)))
    return len(ids)


def purge_still(engine: Engine, moment: datetime, days: int) -> tuple[int, int]:
    """Delete for good what has not changed for so many days before `moment`; return how many cases and conversations of no case went.

    A case counts as changed when anything in it is, and neither goes while a message of that time waits in it, or a draft. Nothing goes
    while the clock is odd, as in `purge_expired`.
    """
    if is_odd_clock(engine, moment):
        return 0, 0
    edge = moment - timedelta(days=days)
    last = (
        select(func.max(ExchangeRow.asked_at))
        .where(ExchangeRow.conversation_id == ConversationRow.id)
        .scalar_subquery()
    )
    waiting = select(WaitingRow.conversation_id).where(WaitingRow.asked_at >= edge)
    still = (func.coalesce(last, ConversationRow.started_at) < edge) & ConversationRow.id.not_in(waiting)
    in_use = (
        select(ConversationRow.case_id).where(ConversationRow.id.in_(waiting), ConversationRow.case_id.is_not(None)),
        select(DraftRow.case_id).where(DraftRow.changed >= edge),
    )
    with Session(engine) as session, session.begin():
        unused = (CaseRow.id.not_in(busy) for busy in in_use)
        cases = list(session.scalars(select(CaseRow.id).where(CaseRow.changed < edge, *unused)))
        spoken = list(session.scalars(select(ConversationRow.id).where(ConversationRow.case_id.is_(None), still)))
        session.execute(delete(CaseRow).where(CaseRow.id.in_(cases)))
        session.execute(delete(ConversationRow).where(ConversationRow.id.in_(spoken)))
    return len(cases), len(spoken)


def kept_originals(engine: Engine) -> set[tuple[str, str]]:
    """Return case and hash of every document whose file was kept as it came."""
    with Session(engine) as session:
        rows = session.execute(select(DocumentRow.case_id, DocumentRow.sha256).where(DocumentRow.kept))
        return {(case_id, sha256) for case_id, sha256 in rows}


def waiting_messages(engine: Engine) -> int:
    """Return how many messages have no answer yet."""
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(WaitingRow)) or 0


def is_odd_clock(engine: Engine, moment: datetime) -> bool:
    """Return whether `moment` is more than a year after anything was last changed, so that the clock may have jumped."""
    newest = (
        select(func.max(CaseRow.changed)),
        select(func.max(ExchangeRow.asked_at)),
        select(func.max(CaseRow.deleted_at)),
    )
    with Session(engine) as session:
        moments = [utc(found) for statement in newest if (found := session.scalar(statement)) is not None]
    return bool(moments) and moment - max(moments) > _STILL


def hand_over(engine: Engine, old: User, new: User) -> int:
    """Give one user what is another's own, and return how many cases: those kept before there were accounts are given so."""
    with Session(engine) as session, session.begin():
        ids = list(session.scalars(select(CaseRow.id).where(CaseRow.owner == old.id)))
        session.execute(delete(ShareRow).where(ShareRow.case_id.in_(ids), ShareRow.user == new.id))
        session.execute(delete(DraftRow).where(DraftRow.case_id.in_(ids), DraftRow.owner == new.id))
        for table in (CaseRow, ConversationRow, DraftRow):
            session.execute(update(table).where(table.owner == old.id).values(owner=new.id))
        session.execute(update(MarkRow).where(MarkRow.made_by == old.id).values(made_by=new.id))
    return len(ids)
