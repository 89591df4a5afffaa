"""In front of every route: a request id, no other site's requests, no body larger than what can be read."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.errors import error_reply, log_fault, told

_ID = re.compile(r"[\w.-]{1,64}")
_LONGEST_LENGTH = 20
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Limit:
    """The bytes that a body may have, and what is said of a larger one."""

    bytes: int
    words: str = ""

    @property
    def told(self) -> str:
        """What is said of a body that is larger."""
        return self.words or f"the request is larger than {self.bytes:,} bytes; send less at once"


class ApiGuard:
    """Answers what must not reach a route, and gives each request an id that its reply bears as `X-Request-ID`."""

    def __init__(
        self, app: ASGIApp, largest: int, largest_upload: int, uploads: Mapping[re.Pattern[str], Limit] | None = None
    ) -> None:
        """`largest` and `largest_upload` are bytes of a JSON body and of an upload; `uploads` has what some addresses take instead."""
        self._app, self._largest = app, Limit(largest)
        self._largest_upload, self._uploads = Limit(largest_upload), dict(uploads or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        reply = _Reply(send, request_id)
        limit = self._limit(scope["path"], headers)
        if refusal := _refusal(scope, headers, limit):
            await refusal(scope, receive, reply.send)
            return
        try:
            await self._app(scope, _limited(receive, limit), reply.send)
        except Exception as error:  # what nobody foresaw: told in the one form, and logged without what was typed
            log_fault(error)
            if not reply.begun:
                body = told(error)
                await error_reply(body.code, body.message, 500)(scope, receive, reply.send)

    def _limit(self, path: str, headers: Headers) -> Limit:
        if not headers.get("content-type", "").lower().startswith("multipart/"):
            return self._largest
        own = (limit for place, limit in self._uploads.items() if place.search(path))
        return min(next(own, self._largest_upload), self._largest_upload, key=lambda limit: limit.bytes)


class _Reply:
    """One reply on its way out."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send, self._request_id, self.begun = send, request_id, False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._request_id
            headers.setdefault("Cache-Control", "no-store")
        await self._send(message)


def _refusal(scope: Scope, headers: Headers, limit: Limit) -> ASGIApp | None:
    if scope["method"] not in _SAFE_METHODS and _is_of_another_site(headers):
        return error_reply("not_allowed", "only Regrip's own page, or a program on this machine, may ask this", 403)
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()) or len(length) > _LONGEST_LENGTH or int(length) > limit.bytes:
        return error_reply("too_large", limit.told, 413)
    return None


def _is_of_another_site(headers: Headers) -> bool:
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def _limited(receive: Receive, limit: Limit) -> Receive:
    """Return `receive` that stops at the limit, for bodies that do not say how long they are."""
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit.bytes:
            raise HTTPException(413, limit.told)
        return message

    return counted
