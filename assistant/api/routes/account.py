"""The user's own: who they are, their password and tokens, all of their data as one file, and its deletion."""

import tempfile
from collections.abc import Iterator
from typing import IO, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from assistant.accounts.in_use import AccountsInUse
from assistant.accounts.models import NewToken, Token
from assistant.accounts.own_data import about
from assistant.api.access import AccountsHere, CurrentPrincipal, CurrentUser, UserCases
from assistant.api.account_models import Me, PasswordBody, TokenBody
from assistant.api.door import address_of
from assistant.cases.models import Gone

router = APIRouter(tags=["account"])
_IN_MEMORY, _PIECE = 16_000_000, 1 << 16
"""Bytes of an export held before it goes into an unnamed file, and bytes sent at once."""
_ZIP: dict[int | str, dict[str, object]] = {200: {"content": {"application/zip": {}}, "description": "A zip of JSON."}}


@router.get("/me")
def get_me(principal: CurrentPrincipal, user: CurrentUser) -> Me:
    """Return who is asking, and what they may do."""
    return Me.of(principal, user)


@router.post("/me/password", status_code=204)
def change_password(
    request: Request, body: PasswordBody, principal: CurrentPrincipal, accounts: AccountsHere
) -> Response:
    """Change one's own password, which ends one's other sessions. The old one is asked for."""
    accounts.door.change_password(principal, body.old, body.new, address_of(request.scope))
    return Response(status_code=204)


@router.get("/me/tokens")
def list_tokens(user: CurrentUser, accounts: AccountsHere) -> list[Token]:
    """Return one's tokens, without their secrets."""
    return accounts.tokens.listed(user.id)


@router.post("/me/tokens", status_code=201)
def make_token(request: Request, body: TokenBody, user: CurrentUser, accounts: AccountsHere) -> NewToken:
    """Make a token for a program. Its secret is told this once."""
    made = accounts.tokens.add(user.id, body.label, body.scope, body.days)
    request.state.made = made.id
    return made


@router.delete("/me/tokens/{token_id}")
def remove_token(token_id: str, user: CurrentUser, accounts: AccountsHere) -> Token:
    """Take a token back; it stops at once."""
    return accounts.tokens.remove(user.id, token_id)


@router.get("/export", response_class=StreamingResponse, responses=_ZIP)
def export_my_data(request: Request, cases: UserCases, principal: CurrentPrincipal) -> StreamingResponse:
    """Return all that is kept of the user."""
    accounts: AccountsInUse | None = request.app.state.accounts
    return _zip(
        cases, None, about(accounts.accounts.engine, accounts.accounts.get(principal.name)) if accounts else None
    )


@router.get("/cases/{case_id}/export", response_class=StreamingResponse, responses=_ZIP)
def export_case(case_id: str, cases: UserCases) -> StreamingResponse:
    """Return all that is kept of a case."""
    return _zip(cases, case_id, None)


@router.delete("/me/data")
def delete_my_data(confirm: Literal["delete everything"], cases: UserCases) -> Gone:
    """Delete for good all that is the user's own. Takes `confirm=delete everything`. The account, its sessions and its tokens stay."""
    return cases.forget()


def _zip(cases: UserCases, case_id: str | None, account: str | None) -> StreamingResponse:
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    try:
        cases.export(file, case_id, account)
    except BaseException:
        file.close()
        raise
    name = f"regrip-{case_id or 'export'}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_pieces(file), media_type="application/zip", headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
