"""Tries to sign in, counted so that guessing is slow: for a name from one address, for a name, and for an address.

A try is written down before it is looked at, so that many at the same moment are counted too.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from assistant.accounts.base import AccountStore, Clock
from assistant.accounts.errors import HeldUp
from assistant.accounts.names import name_hash
from assistant.state.account_tables import TryRow
from assistant.state.base import now, utc

BY_NAME, BY_ADDRESS = 4, 10
"""How many times as many tries a name has from everywhere, and an address for all names: one name from one address is held up first.

So nobody can shut another out from one place, and people behind one address do not shut out each other.
"""


class Tries(AccountStore):
    """The tries of the last minutes that came to nothing. Whether there is an account of the name makes no difference."""

    def __init__(self, engine: Engine, most: int, minutes: int, clock: Clock = now) -> None:
        """`most` tries in `minutes` are looked at for a name from one address."""
        super().__init__(engine, clock)
        self._most, self._span = most, timedelta(minutes=minutes)

    def count(self, name: str, address: str) -> None:
        """Write a try down. Raises HeldUp, and takes it out again, when there were too many."""
        moment, hashed = self._clock(), name_hash(name)
        with self._writing() as session:
            session.execute(delete(TryRow).where(TryRow.at <= moment - self._span))
            row = TryRow(name_hash=hashed, address=address[:64], at=moment)
            session.add(row)
            session.flush()
            number = row.id
        try:
            with self._reading() as session:
                self._hold_up(session, number, moment)
        except HeldUp:
            with self._writing() as session:
                session.execute(delete(TryRow).where(TryRow.id == number))
            raise

    def forget(self, name: str, address: str) -> None:
        """Forget the tries for a name from an address: it was signed in with from there."""
        gone = delete(TryRow).where(TryRow.name_hash == name_hash(name), TryRow.address == address[:64])
        with self._writing() as session:
            session.execute(gone)

    def _hold_up(self, session: Session, number: int, moment: datetime) -> None:
        row = session.get_one(TryRow, number)
        of_name = session.scalars(select(TryRow).where(TryRow.name_hash == row.name_hash)).all()
        of_address = session.scalars(select(TryRow).where(TryRow.address == row.address)).all()
        of_both = [one for one in of_name if one.address == row.address]
        for tries, times in ((of_both, 1), (of_name, BY_NAME), (of_address, BY_ADDRESS)):
            others = [utc(one.at) for one in tries if one.id != number]
            if len(others) >= times * self._most:
                raise _held_up(self._until(others, times * self._most), moment)

    def _until(self, others: Sequence[datetime], most: int) -> datetime:
        """Return when so many of the others are forgotten that one more is looked at."""
        return sorted(others)[len(others) - most] + self._span


def _held_up(until: datetime, moment: datetime) -> HeldUp:
    seconds = max(1, round((until - moment).total_seconds()))
    minutes = -(-seconds // 60)
    return HeldUp(
        f"there were too many tries to sign in; wait {minutes} minute{'s' if minutes > 1 else ''}, then try again",
        seconds,
    )
