"""The audit log: who did what to which thing, when, from where, and what came of it. It only grows."""

from sqlalchemy import select

from assistant.accounts.base import AccountStore
from assistant.accounts.models import AuditLine
from assistant.state.account_tables import AuditRow
from assistant.state.base import utc

COMMAND_LINE = "command line"
"""Who acts when `regrip users` does: whoever has the machine."""
_LONGEST = {"actor": 64, "address": 64, "action": 80, "target": 64, "result": 16}


class Audit(AccountStore):
    """The log. Nothing that a user typed goes into it: actions and results are words of ours, targets are ids."""

    def add(self, action: str, actor: str = "", target: str = "", address: str = "", result: str = "done") -> None:
        """Write a line; it is on disk when this returns. Raises StateError."""
        values = {"actor": actor, "address": address, "action": action, "target": target, "result": result}
        with self._writing() as session:
            session.add(AuditRow(at=self._clock(), **{name: text[: _LONGEST[name]] for name, text in values.items()}))

    def lines(self, limit: int = 100, actor: str | None = None, target: str | None = None) -> list[AuditLine]:
        """Return the newest lines, the newest first: of one actor or on one thing, if these are given by id."""
        rows = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
        if actor is not None:
            rows = rows.where(AuditRow.actor == actor)
        if target is not None:
            rows = rows.where(AuditRow.target == target)
        with self._reading() as session:
            return [_line(row) for row in session.scalars(rows)]


def _line(row: AuditRow) -> AuditLine:
    return AuditLine(
        at=utc(row.at),
        actor=row.actor,
        address=row.address,
        action=row.action,
        target=row.target,
        result=row.result,
    )
