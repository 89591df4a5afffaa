"""One exchange in the place of another: the newest of a conversation, asked again or in other words."""

import json

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from assistant.errors import Conflict
from assistant.state.tables import ExchangeRow, MarkRow


def check_newest(session: Session, conversation_id: str, exchange_id: str) -> None:
    """Raise Conflict when the exchange is not the newest of the conversation."""
    newest = session.scalars(_newest_first(conversation_id).limit(1)).first()
    if newest != exchange_id:
        raise not_newest(exchange_id)


def not_newest(exchange_id: str) -> Conflict:
    """Return what is said of an exchange that cannot be replaced."""
    return Conflict(
        f"{exchange_id}: only the last message of a conversation can be replaced, and this one is not the last, or is gone; "
        "read the conversation again, then replace its last message or ask anew"
    )


def remove_replaced(session: Session, conversation_id: str, replaced: str, new: str) -> bool:
    """Delete an exchange, the feedback on it and the marks on its turn, if it is the newest beside `new`; return whether it was.

    Something asked in another tab in the meantime makes it an earlier one, which that tab's answer builds on: then it stays. `new` is
    written already, so that nobody else can write into the conversation until this is done.
    """
    ids = [found for found in session.scalars(_newest_first(conversation_id)) if found != new]
    if not ids or ids[0] != replaced:
        return False
    first = session.scalars(select(ExchangeRow.question).where(ExchangeRow.id == ids[-1])).one()
    turn = len(json.loads(first)["turns"]) - 1 + len(ids)
    session.execute(delete(MarkRow).where(MarkRow.conversation_id == conversation_id, MarkRow.turn == turn))
    session.execute(delete(ExchangeRow).where(ExchangeRow.id == replaced))
    return True


def _newest_first(conversation_id: str) -> Select[str]:
    rows = select(ExchangeRow.id).where(ExchangeRow.conversation_id == conversation_id)
    return rows.order_by(ExchangeRow.asked_at.desc())
