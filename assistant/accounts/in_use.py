"""The accounts of a server that has them: its stores on one database, and the door."""

from dataclasses import dataclass

from sqlalchemy import Engine

from assistant.accounts.access import WithAccounts
from assistant.accounts.audit import Audit
from assistant.accounts.base import Clock
from assistant.accounts.opening import open_accounts
from assistant.accounts.provider.door import ProviderDoor
from assistant.accounts.signing_in import SignIn
from assistant.accounts.store import Accounts
from assistant.accounts.tokens import Tokens
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.state.base import now


@dataclass(frozen=True)
class AccountsInUse:
    """What the API and the screens need of accounts; `provider` where people may sign in through one. Safe between threads."""

    accounts: Accounts
    tokens: Tokens
    audit: Audit
    door: SignIn
    access: WithAccounts
    provider: ProviderDoor | None = None

    @classmethod
    def on(cls, engine: Engine, settings: Settings, clock: Clock = now) -> "AccountsInUse":
        """Return the accounts in a database."""
        door, tokens = SignIn(engine, settings.accounts, clock), Tokens(engine, clock)
        access = WithAccounts(door.sessions, tokens)
        provider = (
            ProviderDoor(engine, settings.oidc, door.sessions, door.tries, clock) if settings.oidc.issuer else None
        )
        return cls(Accounts(engine, clock), tokens, Audit(engine, clock), door, access, provider)


def accounts_in_use(settings: Settings, engine: Engine | None = None) -> AccountsInUse | None:
    """Return the accounts, None where the settings say that there are none. Raises StateError, SettingsError."""
    if not settings.accounts.enabled:
        if settings.oidc.issuer is not None:
            raise SettingsError(
                "oidc.issuer is set and accounts.enabled is not, so nobody would sign in; set accounts.enabled = true, or take [oidc] out"
            )
        return None
    return AccountsInUse.on(engine or open_accounts(settings), settings)
