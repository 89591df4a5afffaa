"""Other people's accounts and the audit log, for administrators. None of it shows what anybody keeps."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from assistant.accounts.models import Account, AuditLine
from assistant.api.access import AccountsHere, CurrentUser
from assistant.api.account_models import AccountBody, AccountChange
from assistant.api.door import address_of

router = APIRouter(tags=["users"])


@router.get("/users")
def list_users(accounts: AccountsHere) -> list[Account]:
    """Return all accounts by name."""
    return accounts.accounts.listed()


@router.post("/users", status_code=201)
def add_user(request: Request, body: AccountBody, user: CurrentUser, accounts: AccountsHere) -> Account:
    """Make an account."""
    made = accounts.accounts.add(body.name, body.role, body.password)
    accounts.audit.add("account made", user.id, made.id, address_of(request.scope), body.role)
    return made


@router.patch("/users/{name}")
def change_user(request: Request, name: str, body: AccountChange, user: CurrentUser, accounts: AccountsHere) -> Account:
    """Give an account another role or password, switch it off or on; each signs it out."""
    account, address = accounts.accounts.get(name), address_of(request.scope)
    if body.password is not None:
        account = accounts.accounts.set_password(name, body.password)
        accounts.audit.add("password changed", user.id, account.id, address)
    if body.role is not None:
        account = accounts.accounts.set_role(name, body.role)
        accounts.audit.add("role changed", user.id, account.id, address, body.role)
    if body.disabled is not None:
        account = accounts.accounts.set_disabled(name, body.disabled)
        done = "account switched off" if body.disabled else "account switched on"
        accounts.audit.add(done, user.id, account.id, address)
    return account


@router.get("/audit")
def read_audit(
    accounts: AccountsHere,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    target: Annotated[str | None, Query(max_length=64)] = None,
) -> list[AuditLine]:
    """Return the newest lines of the audit log, the newest first."""
    return accounts.audit.lines(limit, target=target)
