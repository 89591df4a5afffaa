"""The browsers that people are signed in with: begun, recognised, ended. A cookie holds a random secret, the database its hash."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select, update

from assistant.accounts.base import AccountStore, Clock, hash_of
from assistant.accounts.models import Principal
from assistant.state.account_tables import AccountRow, SignInRow
from assistant.state.base import now, utc
from assistant.state.users import User

_NOTED_AGAIN = timedelta(minutes=1)
"""How often it is written down that a session is in use, at the most."""
_LONGEST_SECRET = 100


class Sessions(AccountStore):
    """Sessions of all accounts."""

    def __init__(self, engine: Engine, idle_minutes: int, hours: int, clock: Clock = now) -> None:
        """A session ends `idle_minutes` after it was last used, and `hours` after it was begun."""
        super().__init__(engine, clock)
        self._idle, self._longest = timedelta(minutes=idle_minutes), timedelta(hours=hours)

    @property
    def longest(self) -> timedelta:
        """How long a session lasts at the most."""
        return self._longest

    def begin(self, account_id: str) -> str:
        """Begin a session and return its secret. Sessions that are over are cleared away."""
        moment, secret = self._clock(), secrets.token_urlsafe(32)
        with self._writing() as session:
            over = (SignInRow.ends <= moment) | (SignInRow.seen <= moment - self._idle)
            session.execute(delete(SignInRow).where(over))
            session.add(
                SignInRow(
                    hash=hash_of(secret),
                    account_id=account_id,
                    created=moment,
                    seen=moment,
                    ends=moment + self._longest,
                )
            )
        return secret

    def principal(self, secret: str) -> Principal | None:
        """Return who is signed in with a secret; None for one that is unknown, over, or of an account that is switched off."""
        if not secret or len(secret) > _LONGEST_SECRET:
            return None
        return self._principal(hash_of(secret))

    def holds(self, principal: Principal) -> bool:
        """Return whether somebody is still signed in as they were. That it is asked is no use of the session."""
        if principal.session is None:
            return False
        with self._reading() as session:
            row = session.get(SignInRow, principal.session)
            account = session.get(AccountRow, row.account_id) if row else None
            return (
                row is not None and self._is_open(row, self._clock()) and account is not None and not account.disabled
            )

    def end(self, hashed: str) -> None:
        """End a session by its hash."""
        with self._writing() as session:
            session.execute(delete(SignInRow).where(SignInRow.hash == hashed))

    def _principal(self, hashed: str) -> Principal | None:
        moment = self._clock()
        with self._writing() as session:
            found = session.execute(
                select(SignInRow, AccountRow)
                .join(AccountRow, SignInRow.account_id == AccountRow.id)
                .where(SignInRow.hash == hashed)
            ).first()
            if found is None or not self._is_open(found[0], moment) or found[1].disabled:
                return None
            row, account = found
            if moment - utc(row.seen) >= _NOTED_AGAIN:
                session.execute(update(SignInRow).where(SignInRow.hash == hashed).values(seen=moment))
            return _principal_of(account, hashed)

    def _is_open(self, row: SignInRow, moment: datetime) -> bool:
        return utc(row.ends) > moment and utc(row.seen) + self._idle > moment


def _principal_of(account: AccountRow, hashed: str) -> Principal:
    return Principal.model_validate(
        {"user": User(id=account.id), "name": account.name, "role": account.role, "session": hashed}
    )
