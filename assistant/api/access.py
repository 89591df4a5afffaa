"""Who is asking and whether they may: every route depends on it."""

from typing import Annotated

from fastapi import Depends, Request

from assistant.accounts.errors import NoAccounts, NotSignedIn
from assistant.accounts.in_use import AccountsInUse
from assistant.accounts.models import Principal
from assistant.accounts.people import People
from assistant.accounts.roles import MAY
from assistant.api.rights import RIGHTS
from assistant.cases import Cases
from assistant.errors import NotAllowed, NotKept
from assistant.state.store import NOT_KEPT
from assistant.state.users import User


def current_principal(request: Request) -> Principal:
    """Return who asks, as the door said. Raises NotSignedIn for nobody."""
    principal: Principal | None = getattr(request.state, "principal", None)
    if principal is None:
        raise NotSignedIn("nobody has said who they are")
    return principal


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]


def current_user(principal: CurrentPrincipal) -> User:
    """Return the user of a request. Raises NotSignedIn where nobody has said who they are."""
    return principal.user


CurrentUser = Annotated[User, Depends(current_user)]


def permitted(request: Request, principal: CurrentPrincipal) -> None:
    """Raise NotAllowed unless the role, and the token if one was sent, allow the route that was asked for."""
    route = f"{request.method} {request.scope['route'].path_format}"
    right = RIGHTS.get(route)
    if right is None:
        raise NotAllowed("it has not been said who may use this route; this is a bug to report")
    request.state.used = (route, right, dict(request.path_params))
    if principal.role is not None and not principal.may(right.permission):
        able = " or ".join(role for role, may in MAY.items() if right.permission in may)
        raise NotAllowed(f"the role of this account does not allow this; it takes {able}")
    if right.in_person and principal.token is not None:
        raise NotAllowed("a token does not allow this; sign in on the page")
    if right.changes and principal.read_only:
        raise NotAllowed("this token is for reading only; make one with the scope write")


def accounts_here(request: Request) -> AccountsInUse:
    """Return the accounts of this server. Raises NoAccounts where there are none."""
    accounts: AccountsInUse | None = request.app.state.accounts
    if accounts is None:
        raise NoAccounts("there are no accounts here; set accounts.enabled = true in regrip.toml")
    return accounts


AccountsHere = Annotated[AccountsInUse, Depends(accounts_here)]


def people_here(request: Request) -> People:
    """Return who is called what."""
    people: People = request.app.state.people
    return people


PeopleHere = Annotated[People, Depends(people_here)]


def user_cases(request: Request, user: CurrentUser) -> Cases:
    """Return the cases as the user has them. Raises NotKept when nothing is kept."""
    cases: Cases | None = request.app.state.cases
    if cases is None:
        raise NotKept(NOT_KEPT)
    return cases.of(user)


UserCases = Annotated[Cases, Depends(user_cases)]
