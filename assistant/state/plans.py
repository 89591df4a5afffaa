"""The improvement plans of cases, as rows: one a case."""

import json
from collections.abc import Sequence

from sqlalchemy.orm import Session

from assistant.errors import Conflict, NotFound
from assistant.models import PlannedAction
from assistant.state.base import UserStore, check_version, now, touch, utc
from assistant.state.case_models import CasePlan
from assistant.state.tables import CaseRow, PlanRow

_NONE = "[]"


class PlanStore(UserStore):
    """The plans of the cases that a user owns or shares."""

    def get(self, case_id: str) -> CasePlan | None:
        """Return the plan of a case, None where there is none. Raises NotFound."""
        with self._reading() as session:
            row = self._row(session, case_id)
            return _plan(row) if row is not None and row.actions != _NONE else None

    def save(self, case_id: str, actions: Sequence[str], version: int | None = None) -> CasePlan:
        """Keep the plan of a case and return it. `version` is 0 where there was none, None for whatever is there.

        Raises NotFound, NotAllowed, and Conflict when it has changed, or was thrown away, since `version`.
        """
        kept = json.dumps(list(actions), ensure_ascii=False)
        with self._writing("the plan could not be kept") as session:
            row = self._row(session, case_id)
            if row is None or row.actions == _NONE:
                if version:
                    raise Conflict("the plan was thrown away in another tab; keep it as a new one, with version 0")
            else:
                check_version(row.version, version, "the plan")
            if row is None:
                row = PlanRow(case_id=case_id, actions=kept, changed=now())
                session.add(row)
            else:
                row.actions, row.changed = kept, now()
            session.flush()
            touch(session, case_id)
            return _plan(row)

    def remove(self, case_id: str) -> None:
        """Throw the plan of a case away; nothing happens where there is none. Raises NotFound, NotAllowed."""
        with self._writing("the plan could not be removed") as session:
            row = self._row(session, case_id)
            if row is None or row.actions == _NONE:
                return
            row.actions, row.changed = _NONE, now()
            session.flush()
            touch(session, case_id)

    def _row(self, session: Session, case_id: str) -> PlanRow | None:
        case = session.get(CaseRow, case_id)
        if case is None or case.deleted_at is not None:
            raise NotFound(f"{case_id}: no case has this id")
        return session.get(PlanRow, case_id)


def _plan(row: PlanRow) -> CasePlan:
    return CasePlan(
        case_id=row.case_id,
        actions=[PlannedAction(text=text) for text in json.loads(row.actions)],
        changed=utc(row.changed),
        version=row.version,
    )
