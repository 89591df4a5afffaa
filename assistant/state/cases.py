"""Cases as rows: made, listed, renamed, archived, deleted for 30 days, shared, and gone for good."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from assistant.errors import Conflict, NotAllowed, NotFound
from assistant.state.base import UserStore, check_version, new_id, now, touch, utc
from assistant.state.case_models import Case, Share
from assistant.state.tables import Base, CaseRow, ConversationRow, DocumentRow, DraftRow, ExchangeRow, MarkRow, ShareRow
from assistant.timeline.models import Direction
from corpus.vocabulary import Outcome

KEPT_AFTER_DELETION = timedelta(days=30)
"""How long a deleted case can be brought back."""


class CaseStore(UserStore):
    """The cases that a user owns or shares."""

    def create(self, name: str, service: str = "") -> Case:
        """Make a case of the user's own and return it."""
        moment, case_id = now(), new_id()
        with self._writing("the case could not be made") as session:
            row = CaseRow(
                id=case_id,
                owner=self.user.id,
                name=name,
                service=service,
                created=moment,
                changed=moment,
                archived=False,
            )
            session.add(row)
            session.flush()
            return self._case(session, row)

    def listed(self, archived: bool = False, deleted: bool = False) -> list[Case]:
        """Return cases, the last changed first: those in use, with archived ones if wanted; or those that can be brought back."""
        rows = select(CaseRow).order_by(CaseRow.changed.desc())
        rows = rows.where(CaseRow.deleted_at.is_not(None) if deleted else CaseRow.deleted_at.is_(None))
        if not (archived or deleted):
            rows = rows.where(CaseRow.archived.is_(False))
        with self._reading() as session:
            return self._cases(session, session.scalars(rows).all())

    def get(self, case_id: str) -> Case:
        """Return a case, a deleted one too. Raises NotFound."""
        with self._reading() as session:
            return self._case(session, self._row(session, case_id))

    def sees(self, case_id: str) -> bool:
        """Return whether a case is there, not deleted, and the user's or shared with them: one look, made for every part of an answer."""
        row = select(CaseRow.id).where(CaseRow.id == case_id, CaseRow.deleted_at.is_(None))
        with self._reading() as session:
            return session.scalars(row).first() is not None

    def live(self, case_id: str) -> Case:
        """Return a case that is not deleted. Raises NotFound."""
        case = self.get(case_id)
        if case.deleted_at is not None:
            raise NotFound(f"{case_id}: the case was deleted; bring it back first")
        return case

    def change(self, case_id: str, values: Mapping[str, str | bool], version: int | None = None) -> Case:
        """Change name, service or archiving and return the case. Raises NotFound, NotAllowed, and Conflict for an older `version`."""
        with self._writing("the case could not be changed") as session:
            row = self._row(session, case_id)
            if row.deleted_at is not None:
                raise Conflict(f"{case_id}: the case was deleted; bring it back, then change it")
            check_version(row.version, version, "the case")
            for name, value in values.items():
                setattr(row, name, value)
            row.changed = now()
            session.flush()
            return self._case(session, row)

    def note(self, case_id: str, outcome: Outcome) -> None:
        """Say in the case what was last found; its version stays. A user who may only read it changes nothing."""
        with self._writing("the case could not be changed") as session:
            touch(session, case_id, last_outcome=outcome)

    def note_direction(self, case_id: str, direction: Direction, read: datetime) -> None:
        """Say in the case which way it goes, unless it has `changed` since `read`, for then its papers may be others than those traced.

        A user who may only read the case changes nothing.
        """
        unchanged = update(CaseRow).where(CaseRow.id == case_id, CaseRow.changed == read)
        with self._writing("the case could not be changed") as session:
            session.execute(unchanged.values(last_direction=direction))

    def delete(self, case_id: str) -> Case:
        """Put a case aside, to be brought back within 30 days, and return it. Raises NotFound, NotAllowed."""
        return self._put_aside(case_id, deleted=True)

    def undo(self, case_id: str) -> Case:
        """Bring a deleted case back and return it. Raises NotFound, NotAllowed."""
        return self._put_aside(case_id, deleted=False)

    def purge(self, case_id: str) -> Case:
        """Delete a case for good with all that belongs to it, and return it as it was. Raises NotFound, NotAllowed."""
        with self._writing("the case could not be deleted") as session:
            row = self._row(session, case_id)
            self._owner_only(row)
            case = self._case(session, row)
            session.delete(row)
            session.flush()
            return case

    def share(self, case_id: str, share: Share) -> list[Share]:
        """Share a case with a user, or change the role, and return all shares. Raises NotFound, NotAllowed, Conflict for the owner."""
        with self._writing("the case could not be shared") as session:
            row = self._row(session, case_id)
            self._owner_only(row)
            if share.user == row.owner:
                raise Conflict(f"{share.user}: this user owns the case")
            session.merge(ShareRow(case_id=case_id, user=share.user, role=share.role))
        return self.shares(case_id)

    def unshare(self, case_id: str, user: str) -> list[Share]:
        """Stop sharing with a user, or leave a shared case oneself, and return the other shares. Raises NotFound, NotAllowed."""
        with self._writing("the case could not be changed") as session:
            row = self._row(session, case_id)
            if user != self.user.id:
                self._owner_only(row)
            gone = session.get(ShareRow, (case_id, user))
            if gone is None:
                raise NotFound(f"{user}: the case is not shared with this user")
            session.delete(gone)
            session.flush()
            return self._shares(session, case_id)

    def shares(self, case_id: str) -> list[Share]:
        """Return with whom a case is shared; a sharer sees their own line. Raises NotFound."""
        with self._reading() as session:
            self._row(session, case_id)
            return self._shares(session, case_id)

    def forget_user(self) -> list[str]:
        """Delete for good all that is the user's own, and return the ids of the cases. What they said in others' cases stays there."""
        with self._writing("the user's data could not be deleted") as session:
            owner = self.user.id
            ids = list(session.scalars(select(CaseRow.id).where(CaseRow.owner == owner)))
            session.execute(delete(ShareRow).where(ShareRow.user == owner))
            session.execute(delete(DraftRow).where(DraftRow.owner == owner))
            session.execute(delete(CaseRow).where(CaseRow.owner == owner))
            session.execute(
                delete(ConversationRow).where(ConversationRow.owner == owner, ConversationRow.case_id.is_(None))
            )
            return ids

    def _put_aside(self, case_id: str, deleted: bool) -> Case:
        with self._writing(
            "the case could not be deleted" if deleted else "the case could not be brought back"
        ) as session:
            row = self._row(session, case_id)
            self._owner_only(row)
            if (row.deleted_at is None) == deleted:
                row.deleted_at = now() if deleted else None
                session.flush()
            return self._case(session, row)

    def _row(self, session: Session, case_id: str) -> CaseRow:
        row = session.get(CaseRow, case_id)
        if row is None:
            raise NotFound(f"{case_id}: no case has this id")
        return row

    def _owner_only(self, row: CaseRow) -> None:
        if row.owner != self.user.id:
            raise NotAllowed("only its owner may delete a case, bring it back or share it")

    def _shares(self, session: Session, case_id: str) -> list[Share]:
        rows = session.scalars(select(ShareRow).where(ShareRow.case_id == case_id).order_by(ShareRow.user))
        return [Share.model_validate({"user": row.user, "role": row.role}) for row in rows]

    def _case(self, session: Session, row: CaseRow) -> Case:
        case_id = row.id
        for case in self._cases(session, [row]):
            return case
        raise NotFound(f"{case_id}: no case has this id")

    def _cases(self, session: Session, rows: Any) -> list[Case]:
        """Return the cases of these rows, without one whose share ended since its row was read."""
        ids = [row.id for row in rows]
        counts = {name: _counted(session, table, ids) for name, table in _COUNTED.items()}
        said = _last_said(session, ids)
        own = select(ShareRow).where(ShareRow.user == self.user.id, ShareRow.case_id.in_(ids))
        roles = {share.case_id: share.role for share in session.scalars(own)}
        return [
            self._shown(row, roles, {name: n.get(row.id, 0) for name, n in counts.items()}, said.get(row.id))
            for row in rows
            if row.owner == self.user.id or row.id in roles
        ]

    def _shown(
        self, row: CaseRow, roles: Mapping[str, str], counts: Mapping[str, int], last_said: datetime | None
    ) -> Case:
        deleted = utc(row.deleted_at) if row.deleted_at else None
        return Case.model_validate(
            {
                "id": row.id,
                "name": row.name,
                "service": row.service,
                "role": "owner" if row.owner == self.user.id else roles[row.id],
                "created": utc(row.created),
                "changed": utc(row.changed),
                "archived": row.archived,
                "deleted_at": deleted,
                "gone_after": deleted + KEPT_AFTER_DELETION if deleted else None,
                "last_outcome": row.last_outcome,
                "last_direction": row.last_direction,
                "last_said": last_said,
                "version": row.version,
                **counts,
            }
        )


_COUNTED: dict[str, Any] = {"documents": DocumentRow, "conversations": ConversationRow, "marks": MarkRow}


def _counted(session: Session, table: type[Base], ids: list[str]) -> dict[str, int]:
    column = table.case_id  # type: ignore[attr-defined]
    rows = session.execute(select(column, func.count()).select_from(table).where(column.in_(ids)).group_by(column))
    return {row[0]: row[1] for row in rows}


def _last_said(session: Session, ids: list[str]) -> dict[str, datetime]:
    """Return when the last exchange or document of each case came, for those that have any."""
    asked = select(ConversationRow.case_id, func.max(ExchangeRow.asked_at)).join_from(ExchangeRow, ConversationRow)
    added = select(DocumentRow.case_id, func.max(DocumentRow.added))
    moments = [
        (case_id, utc(moment))
        for rows, column in ((asked, ConversationRow.case_id), (added, DocumentRow.case_id))
        for case_id, moment in session.execute(rows.where(column.in_(ids)).group_by(column))
        if case_id is not None
    ]
    return dict(sorted(moments, key=lambda one: one[1]))
