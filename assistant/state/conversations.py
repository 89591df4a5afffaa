"""Conversations as they go on: begun in a case or without one, messages that wait for an answer, drafts."""

import json
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from assistant.errors import Conflict, NotFound
from assistant.state.base import UserStore, check_version, new_id, not_before, now, utc
from assistant.state.case_models import ConversationListed, Draft, Waiting
from assistant.state.replacing import check_newest
from assistant.state.store import first_words
from assistant.state.tables import CaseRow, ConversationRow, DraftRow, ExchangeRow, WaitingRow


class ConversationStore(UserStore):
    """The conversations and drafts of a user, and of the cases that are shared with them."""

    def begin(self, case_id: str | None = None) -> ConversationListed:
        """Make an empty conversation and return it. Raises NotFound, NotAllowed."""
        with self._writing("the conversation could not be begun") as session:
            if case_id is not None:
                self._case(session, case_id)
            row = ConversationRow(id=new_id(), owner=self.user.id, started_at=now(), case_id=case_id)
            session.add(row)
            session.flush()
            return _listed(row, 0, "")

    def get(self, conversation_id: str) -> ConversationListed:
        """Return a conversation. Raises NotFound."""
        with self._reading() as session:
            return _all(session, [self._row(session, conversation_id)])[0]

    def listed(self, case_id: str | None = None) -> list[ConversationListed]:
        """Return conversations, the newest first: those of a case, or all of the user's own that belong to none. Raises NotFound."""
        rows = select(ConversationRow).where(ConversationRow.case_id == case_id)
        with self._reading() as session:
            if case_id is not None:
                self._case(session, case_id)
            return _all(session, session.scalars(rows.order_by(ConversationRow.started_at.desc())).all())

    def take(self, conversation_id: str, text: str, replaces: str | None = None) -> Waiting:
        """Keep a message that is to be answered, and return it. It is on disk when this returns.

        `replaces` is the exchange in whose place the answer will stand. Raises NotFound, NotAllowed, and Conflict where that is not the
        newest of the conversation.
        """
        with self._writing("the message could not be kept") as session:
            conversation = self._row(session, conversation_id)
            if replaces is not None:
                check_newest(session, conversation_id, replaces)
            last = select(func.max(WaitingRow.asked_at)).where(WaitingRow.conversation_id == conversation_id)
            moment = not_before(session.scalar(last))
            row = WaitingRow(
                id=new_id(), conversation_id=conversation_id, text=text, asked_at=moment, replaces=replaces
            )
            session.add(row)
            if conversation.case_id is not None:
                session.execute(delete(DraftRow).where(*_place(self.user.id, conversation.case_id, conversation_id)))
            session.flush()
            return _waiting(row)

    def waiting(self, conversation_id: str) -> list[Waiting]:
        """Return the messages of a conversation that have no answer yet, oldest first. Raises NotFound."""
        rows = select(WaitingRow).where(WaitingRow.conversation_id == conversation_id)
        with self._reading() as session:
            self._row(session, conversation_id)
            return [_waiting(row) for row in session.scalars(rows.order_by(WaitingRow.asked_at))]

    def give_up(self, conversation_id: str, waiting_id: str) -> None:
        """Forget a message that waits for an answer; nothing happens where it is not there. Raises NotAllowed."""
        with self._writing("the message could not be removed") as session:
            session.execute(
                delete(WaitingRow).where(WaitingRow.id == waiting_id, WaitingRow.conversation_id == conversation_id)
            )

    def draft(self, case_id: str, conversation_id: str | None = None) -> Draft | None:
        """Return what the user has typed at a place and not sent, None where there is nothing. Raises NotFound."""
        with self._reading() as session:
            self._case(session, case_id)
            row = session.get(DraftRow, (self.user.id, case_id, conversation_id or ""))
            return _draft(row) if row else None

    def save_draft(
        self, case_id: str, text: str, conversation_id: str | None = None, version: int | None = None
    ) -> Draft:
        """Keep what was typed and return it. Raises NotFound, and Conflict when another tab has saved since `version`.

        `version` is 0 or None where there was no draft.
        """
        with self._writing("the draft could not be kept") as session:
            self._case(session, case_id)
            if conversation_id is not None and self._row(session, conversation_id).case_id != case_id:
                raise NotFound(f"{conversation_id}: the case has no conversation with this id")
            row = session.get(DraftRow, (self.user.id, case_id, conversation_id or ""))
            if row is None and version:
                raise Conflict("the draft was sent or thrown away in another tab; read it again, then change it")
            if row is None:
                row = DraftRow(
                    owner=self.user.id, case_id=case_id, place=conversation_id or "", text=text, changed=now()
                )
                session.add(row)
            else:
                check_version(row.version, version or 0, "the draft")
                row.text, row.changed = text, now()
            session.flush()
            return _draft(row)

    def drop_draft(self, case_id: str, conversation_id: str | None = None) -> None:
        """Throw a draft away; nothing happens where there is none."""
        with self._writing("the draft could not be removed") as session:
            session.execute(delete(DraftRow).where(*_place(self.user.id, case_id, conversation_id)))

    def _case(self, session: Session, case_id: str) -> None:
        case = session.get(CaseRow, case_id)
        if case is None or case.deleted_at is not None:
            raise NotFound(f"{case_id}: no case has this id")

    def _row(self, session: Session, conversation_id: str) -> ConversationRow:
        row = session.get(ConversationRow, conversation_id)
        if row is None:
            raise NotFound(f"{conversation_id}: no conversation has this id")
        return row


def _place(owner: str, case_id: str, conversation_id: str | None) -> tuple[Any, ...]:
    return (DraftRow.owner == owner, DraftRow.case_id == case_id, DraftRow.place == (conversation_id or ""))


def _all(session: Session, rows: Any) -> list[ConversationListed]:
    ids = [row.id for row in rows]
    inside = ExchangeRow.conversation_id.in_(ids)
    counted = session.execute(
        select(ExchangeRow.conversation_id, func.count(), func.min(ExchangeRow.asked_at))
        .where(inside)
        .group_by(ExchangeRow.conversation_id)
    ).all()
    counts = {conversation: count for conversation, count, _ in counted}
    firsts = {(conversation, moment) for conversation, _, moment in counted}
    asked = session.execute(
        select(ExchangeRow.conversation_id, ExchangeRow.asked_at, ExchangeRow.question).where(
            inside, ExchangeRow.asked_at.in_({moment for _, moment in firsts})
        )
    )
    words = {c: json.loads(question)["turns"][0] for c, moment, question in asked if (c, moment) in firsts}
    return [_listed(row, counts.get(row.id, 0), words.get(row.id, "")) for row in rows]


def _listed(row: ConversationRow, exchanges: int, text: str) -> ConversationListed:
    return ConversationListed(
        id=row.id,
        case_id=row.case_id,
        started_at=utc(row.started_at),
        exchanges=exchanges,
        words=first_words(text),
    )


def _waiting(row: WaitingRow) -> Waiting:
    return Waiting(
        id=row.id,
        conversation_id=row.conversation_id,
        text=row.text,
        asked_at=utc(row.asked_at),
        replaces=row.replaces,
    )


def _draft(row: DraftRow) -> Draft:
    return Draft(
        case_id=row.case_id,
        conversation_id=row.place or None,
        text=row.text,
        changed=utc(row.changed),
        version=row.version,
    )
