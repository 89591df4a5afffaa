"""Who is asking: the one place that says so. Every route depends on it."""

import ipaddress
from typing import Annotated

from fastapi import Depends, Request

from assistant.cases import Cases
from assistant.errors import NotAllowed, NotKept
from assistant.state.store import NOT_KEPT
from assistant.state.users import LOCAL, User


class NotSignedIn(NotAllowed):
    """Nobody has said who they are."""

    code = "not_signed_in"


def current_user(request: Request) -> User:
    """Return the user of a request. Raises NotSignedIn where nobody has said who they are."""
    return user_at(request.client.host if request.client else "")


def user_at(host: str) -> User:
    """Return the user at an address: the local one on this machine. Raises NotSignedIn elsewhere, until there are accounts."""
    if not _is_this_machine(host):
        raise NotSignedIn("only this machine may ask without an account, and there are no accounts yet")
    return LOCAL


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


CurrentUser = Annotated[User, Depends(current_user)]


def user_cases(request: Request, user: CurrentUser) -> Cases:
    """Return the cases as the user has them. Raises NotKept when nothing is kept."""
    cases: Cases | None = request.app.state.cases
    if cases is None:
        raise NotKept(NOT_KEPT)
    return cases.of(user)


UserCases = Annotated[Cases, Depends(user_cases)]
