"""The user's own: who they are, all of their data as one file, and its deletion."""

import tempfile
from collections.abc import Iterator
from typing import IO, Literal

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from assistant.api.access import CurrentUser, UserCases
from assistant.cases.models import Gone
from assistant.state.users import User

router = APIRouter(tags=["account"])
_IN_MEMORY, _PIECE = 16_000_000, 1 << 16
"""Bytes of an export held before it goes into an unnamed file, and bytes sent at once."""
_ZIP: dict[int | str, dict[str, object]] = {200: {"content": {"application/zip": {}}, "description": "A zip of JSON."}}


@router.get("/me")
def get_me(user: CurrentUser) -> User:
    """Return who is asking."""
    return user


@router.get("/export", response_class=StreamingResponse, responses=_ZIP)
def export_my_data(cases: UserCases) -> StreamingResponse:
    """Return all that is kept of the user."""
    return _zip(cases, None)


@router.get("/cases/{case_id}/export", response_class=StreamingResponse, responses=_ZIP)
def export_case(case_id: str, cases: UserCases) -> StreamingResponse:
    """Return all that is kept of a case."""
    return _zip(cases, case_id)


@router.delete("/me/data")
def delete_my_data(confirm: Literal["delete everything"], cases: UserCases) -> Gone:
    """Delete for good all that is the user's own. Takes `confirm=delete everything`."""
    return cases.forget()


def _zip(cases: UserCases, case_id: str | None) -> StreamingResponse:
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    try:
        cases.export(file, case_id)
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
