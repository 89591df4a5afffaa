"""The accounts of a server that has them: its stores on one database, and the door."""

from dataclasses import dataclass

from sqlalchemy import Engine

from assistant.accounts.access import WithAccounts
from assistant.accounts.audit import Audit
from assistant.accounts.base import Clock
from assistant.accounts.opening import open_accounts
from assistant.accounts.signing_in import SignIn
from assistant.accounts.store import Accounts
from assistant.accounts.tokens import Tokens
from assistant.settings import Settings
from assistant.state.base import now


@dataclass(frozen=True)
class AccountsInUse:
    """What the API and the screens need of accounts. Safe between threads."""

    accounts: Accounts
    tokens: Tokens
    audit: Audit
    door: SignIn
    access: WithAccounts

    @classmethod
    def on(cls, engine: Engine, settings: Settings, clock: Clock = now) -> "AccountsInUse":
        """Return the accounts in a database."""
        door, tokens = SignIn(engine, settings.accounts, clock), Tokens(engine, clock)
        return cls(Accounts(engine, clock), tokens, Audit(engine, clock), door, WithAccounts(door.sessions, tokens))


def accounts_in_use(settings: Settings, engine: Engine | None = None) -> AccountsInUse | None:
    """Return the accounts, None where the settings say that there are none. Raises StateError."""
    if not settings.accounts.enabled:
        return None
    return AccountsInUse.on(engine or open_accounts(settings), settings)
