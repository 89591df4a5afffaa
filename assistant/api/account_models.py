"""What is sent to the API about accounts, and who asks as it tells them."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field

from assistant.accounts.models import Principal, Scope
from assistant.accounts.passwords import LONGEST
from assistant.accounts.roles import ALONE, MAY, Permission, Role
from assistant.accounts.tokens import LONGEST_DAYS
from assistant.models import Record
from assistant.state.users import User

_STRICT = ConfigDict(extra="forbid", coerce_numbers_to_str=False)
_Password = Annotated[str, Field(max_length=4 * LONGEST)]


class Me(Record):
    """Who asks. `role` is null where there are no accounts; `read_only` is of a token that may only read."""

    id: str
    name: str
    role: Role | None
    may: list[Permission]
    read_only: bool

    @classmethod
    def of(cls, principal: Principal, user: User) -> Self:
        """Return a principal as it is told."""
        may = ALONE if principal.role is None else MAY[principal.role]
        return cls(id=user.id, name=principal.name, role=principal.role, may=sorted(may), read_only=principal.read_only)


class PasswordBody(Record):
    """A password and the one to come."""

    model_config = _STRICT

    old: _Password
    new: _Password


class TokenBody(Record):
    """A token to be made."""

    model_config = _STRICT

    label: str = Field(max_length=200)
    scope: Scope = "read"
    days: int = Field(default=90, ge=1, le=LONGEST_DAYS)


class AccountBody(Record):
    """An account to be made."""

    model_config = _STRICT

    name: str = Field(max_length=200)
    role: Role
    password: _Password


class AccountChange(Record):
    """What is to be changed of an account; null leaves it."""

    model_config = _STRICT

    role: Role | None = None
    disabled: bool | None = None
    password: _Password | None = None
