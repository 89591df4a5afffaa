"""What is said of accounts, tokens and the audit log."""

from datetime import datetime
from typing import Literal

from pydantic import ConfigDict

from assistant.accounts.roles import ALONE, MAY, Permission, Role
from assistant.models import Record
from assistant.state.users import LOCAL, User

Scope = Literal["read", "write"]
"""What a token is good for: a `read` one changes and keeps nothing."""


class Account(Record):
    """An account, without its password; without `has_password` only a provider lets its owner in."""

    id: str
    name: str
    role: Role
    disabled: bool
    created: datetime
    password_changed: datetime
    has_password: bool


class Token(Record):
    """A token, without its secret."""

    id: str
    label: str
    scope: Scope
    created: datetime
    ends: datetime
    used: datetime | None


class NewToken(Token):
    """A token just made: `secret` is what programs send, told this once."""

    secret: str


class AuditLine(Record):
    """One line of the audit log. `actor` is the id of an account, `command line`, or empty for nobody."""

    at: datetime
    actor: str
    address: str
    action: str
    target: str
    result: str


class Principal(Record):
    """Who asks: a user, and what they may do by their role and by what they have shown.

    `session` is the hash of the session that a browser is signed in with, None for a token and where there are no accounts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    user: User
    name: str = LOCAL.id
    role: Role | None = None
    session: str | None = None
    token: str | None = None
    read_only: bool = False

    def may(self, permission: Permission) -> bool:
        """Return whether the role allows this."""
        return permission in (ALONE if self.role is None else MAY[self.role])


ALONE_HERE = Principal(user=LOCAL)
"""Whoever sits at this machine, where there are no accounts."""
