"""The audit log: who did what to which thing, when, from where, and what came of it. It only grows."""

from datetime import timedelta

from sqlalchemy import Select, select

from assistant.accounts.base import AccountStore
from assistant.accounts.models import AuditLine
from assistant.state.account_tables import AuditRow
from assistant.state.base import utc

COMMAND_LINE = "command line"
"""Who acts when `regrip users` does: whoever has the machine."""
UNWRITTEN = "more, unwritten"
"""The result of the last refusal that is written for a while."""
_MOST_OF_ACCOUNT, _MOST_OF_ADDRESS, _MOST_OF_STRANGERS = 100, 50, 300
"""Refusals that are written in an hour: of one account, of strangers from one address, of strangers in all."""
_LONGEST = {"actor": 64, "address": 64, "action": 80, "target": 64, "result": 16}


class Audit(AccountStore):
    """The log. Nothing that a user typed goes into it: actions and results are words of ours, targets are ids."""

    def add(self, action: str, actor: str = "", target: str = "", address: str = "", result: str = "done") -> None:
        """Write a line; it is on disk when this returns. Raises StateError."""
        values = {"actor": actor, "address": address, "action": action, "target": target, "result": result}
        with self._writing() as session:
            session.add(AuditRow(at=self._clock(), **{name: text[: _LONGEST[name]] for name, text in values.items()}))

    def add_refusal(self, action: str, actor: str = "", address: str = "", result: str = "refused") -> None:
        """Write that somebody was not let in, unless the log has as many such lines of the last hour as it takes.

        Whoever can reach the server may try, so strangers could fill the disk. The last line that is taken says that more go
        unwritten; those about an account are counted apart, so that strangers crowd out none of them. Raises StateError.
        """
        since = self._clock() - timedelta(hours=1)
        lines = select(AuditRow.id).where(AuditRow.actor == actor, AuditRow.at > since)
        if actor:
            of_account = lines.where(AuditRow.action == action[: _LONGEST["action"]], AuditRow.result != "done")
            left = self._left(of_account, _MOST_OF_ACCOUNT)
        else:
            of_address = lines.where(AuditRow.address == address[: _LONGEST["address"]])
            left = min(self._left(lines, _MOST_OF_STRANGERS), self._left(of_address, _MOST_OF_ADDRESS))
        if left > 0:
            self.add(action, actor, address=address, result=result if left > 1 else UNWRITTEN)

    def _left(self, lines: Select[int], most: int) -> int:
        with self._reading() as session:
            return most - len(session.scalars(lines.limit(most)).all())

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
