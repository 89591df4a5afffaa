"""Errors as the API tells them: `{"error": {"code", "message"}}` with a status that fits, and never a word of what was typed in a log."""

import logging
import traceback
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.accounts.errors import HeldUp
from assistant.models import Record
from corpus.errors import RegripError
from corpus.files.errors import FileError

logger = logging.getLogger(__name__)

STATUS = {
    "bad_input": 422,
    "briefing": 422,
    "template": 422,
    "template_waits": 429,
    "not_found": 404,
    "not_allowed": 403,
    "not_signed_in": 401,
    "sign_in_refused": 403,
    "held_up": 429,
    "account": 409,
    "provider": 503,
    "no_accounts": 409,
    "conflict": 409,
    "not_kept": 409,
    "too_large": 413,
    "state": 503,
    "settings": 503,
    "model_file": 503,
    "index": 503,
    "index_missing": 503,
    "index_mismatch": 503,
    "index_damaged": 503,
    "index_busy": 503,
    "store_unavailable": 503,
    "embedder": 503,
    "no_reader": 503,
}
"""By the code of an error; what is not named is a file that cannot be read, or a fault of ours."""
_RETRY_S = 5
"""Seconds after which to try again where too many did the same at once."""
_OF_HTTP = {400: "bad_input", 404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "bad_input"}


class ErrorBody(Record):
    """What went wrong: a short word for programs, and a sentence with the way out for people."""

    code: str
    message: str


class ErrorReply(Record):
    """The JSON of every reply that is an error."""

    error: ErrorBody


def error_reply(code: str, message: str, status: int) -> JSONResponse:
    """Return an error as it is sent."""
    headers = {"WWW-Authenticate": "Session"} if status == 401 else None
    body = ErrorReply(error=ErrorBody(code=code, message=message)).model_dump()
    return JSONResponse(body, status_code=status, headers=headers)


def told(error: Exception) -> ErrorBody:
    """Return an error in words fit for the user, whatever broke."""
    if isinstance(error, RegripError):
        return ErrorBody(code=error.code, message=str(error))
    return ErrorBody(code="unexpected", message=f"{type(error).__name__}: something went wrong on our side; try again")


def log_fault(error: Exception) -> None:
    """Log where it broke but not the message of the error, which may hold what was typed."""
    logger.error("%s in the API:\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


def add_error_handlers(app: FastAPI) -> None:
    """Make the application tell every error in the one form."""

    @app.exception_handler(RegripError)
    async def refused(_: Request, error: RegripError) -> JSONResponse:
        reply = error_reply(error.code, str(error), status_of(error))
        if reply.status_code == 429:
            reply.headers["Retry-After"] = str(error.seconds if isinstance(error, HeldUp) else _RETRY_S)
        return reply

    @app.exception_handler(RequestValidationError)
    async def unreadable(_: Request, error: RequestValidationError) -> JSONResponse:
        return error_reply("bad_input", complaint(error.errors()[0]), 422)

    @app.exception_handler(HTTPException)
    async def of_http(_: Request, error: HTTPException) -> JSONResponse:
        code = _OF_HTTP.get(error.status_code, "bad_request")
        way = "" if error.status_code == 413 else "; /api/v1/openapi.json lists what there is"
        reply = error_reply(code, f"{error.detail}{way}", error.status_code)
        reply.headers.update(error.headers or {})
        return reply


def status_of(error: RegripError) -> int:
    """Return the status that fits an error."""
    return STATUS.get(error.code, 422 if isinstance(error, FileError) else 500)


def complaint(first: dict[str, Any]) -> str:
    """Return one line on the first thing that is wrong with a request. The value itself is not repeated: it may be long or private."""
    place = ".".join(str(part) for part in first["loc"] if part != "body") or "the request"
    said = str(first["msg"]).removeprefix("Value error, ")
    return f"{place}: {said[:1].lower()}{said[1:]}"
