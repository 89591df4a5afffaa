"""Signing in and out, and changing one's own password: each told alike whether or not there is an account of the name."""

from sqlalchemy import Engine, select

from assistant.accounts.audit import Audit
from assistant.accounts.base import AccountStore, Clock
from assistant.accounts.errors import HeldUp, SignInRefused
from assistant.accounts.models import Principal
from assistant.accounts.names import normal
from assistant.accounts.passwords import fits, hash_password, is_outdated
from assistant.accounts.sessions import Sessions
from assistant.accounts.store import Accounts
from assistant.accounts.tries import Tries
from assistant.settings import AccountSettings
from assistant.state.account_tables import AccountRow
from assistant.state.base import now

REFUSED = "the name and the password do not go together, or the account is switched off"


class SignIn(AccountStore):
    """The door: everything that a password is shown to."""

    def __init__(self, engine: Engine, settings: AccountSettings, clock: Clock = now) -> None:
        super().__init__(engine, clock)
        self.sessions = Sessions(engine, settings.idle_minutes, settings.session_hours, clock)
        self.tries = Tries(engine, settings.tries, settings.tries_minutes, clock)
        self._accounts, self._audit = Accounts(engine, clock), Audit(engine, clock)

    def sign_in(self, name: str, password: str, address: str) -> str:
        """Return the secret of a new session. Raises SignInRefused, HeldUp."""
        row = self._proved(name, password, address, "sign in")
        self._audit.add("sign in", row.id, address=address)
        return self.sessions.begin(row.id)

    def sign_out(self, principal: Principal, address: str) -> None:
        """End the session that somebody is signed in with."""
        if principal.session is not None:
            self.sessions.end(principal.session)
            self._audit.add("sign out", principal.user.id, address=address)

    def change_password(self, principal: Principal, old: str, new: str, address: str) -> None:
        """Give somebody another password, and end all of their other sessions. Raises SignInRefused, HeldUp, PasswordRefused."""
        self._proved(principal.name, old, address, "change password")
        self._accounts.set_password(principal.name, new, staying=principal.session)
        self._audit.add("change password", principal.user.id, address=address)

    def _proved(self, name: str, password: str, address: str, deed: str) -> AccountRow:
        """Return the account whose password was given. The work is the same where there is none."""
        row = self._row(name)
        known = row.id if row else ""
        try:
            self.tries.count(name, address)
        except HeldUp:
            self._audit.add_refusal(deed, known, address, "held up")
            raise
        fitting = fits((row.password or None) if row else None, password)
        if row is None or not fitting or row.disabled:
            self._audit.add_refusal(deed, known, address)
            raise SignInRefused(REFUSED)
        self.tries.forget(name, address)
        if is_outdated(row.password):
            self._hash_anew(row.id, password)
        return row

    def _row(self, name: str) -> AccountRow | None:
        with self._reading() as session:
            return session.scalars(select(AccountRow).where(AccountRow.name == normal(name))).first()

    def _hash_anew(self, account_id: str, password: str) -> None:
        hashed = hash_password(password)
        with self._writing() as session:
            if (row := session.get(AccountRow, account_id)) is not None:
                row.password = hashed
