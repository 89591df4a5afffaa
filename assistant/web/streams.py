"""Whose stream is whose: what waits in the queue, and what is told of it, is for the one who sent it."""

import json
from collections import OrderedDict
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.accounts.models import Principal

_LARGEST, _REMEMBERED, _LONGEST_NAME = 32_000_000, 2_000, 100
"""Bytes of a message with what was said before it, streams and messages remembered of each user, and characters of their names."""
_READ_AT_ONCE = 100_000
"""Bytes of a message that is read where it comes in; a longer one would hold up everybody else's."""


class StreamOwners:
    """In front of the queue: a stream, which a page names itself, belongs to whoever first sent a message for it, and a message to its
    sender. A stream that no message was sent for is not there: the queue would break off with a long report of a fault.

    Of each user the newest are remembered, so that nobody has another's forgotten by naming many.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._owners: dict[str, str] = {}
        self._named: dict[str, OrderedDict[str, None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404 for another's stream or message, or pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        principal: Principal | None = scope.get("state", {}).get("principal")
        user = principal.user.id if principal else ""
        if scope["method"] == "GET":
            named = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [])
            known = all(f"stream {one}" in self._owners for one in named)
            await self._pass_on(scope, receive, send, user, [f"stream {one}" for one in named] if known else None)
            return
        body = await _whole(receive)
        if body is None:
            await JSONResponse({"detail": "The message is too large."}, 413)(scope, receive, send)
            return
        try:
            said = await _read(body)
        except (ValueError, RecursionError):
            await JSONResponse({"detail": "The message cannot be read."}, 400)(scope, receive, send)
            return
        names = _names(said)
        joined = _Joined(send) if scope["path"].rstrip("/").endswith("/join") else None
        await self._pass_on(scope, _again(body, receive), joined.send if joined else send, user, names)
        if joined and (event := joined.event):
            self._belongs(f"message {event}", user)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send, user: str, names: list[str] | None) -> None:
        """Pass a request on whose names are all the user's; with None there is something that nobody has named yet."""
        if names is not None and all(len(name) <= _LONGEST_NAME and self._belongs(name, user) for name in names):
            await self._app(scope, receive, send)
        else:
            await JSONResponse({"detail": "There is nothing at this address."}, 404)(scope, receive, send)

    def _belongs(self, name: str, user: str) -> bool:
        """Return whether a stream or message is the user's; nobody's becomes theirs."""
        if self._owners.setdefault(name, user) != user:
            return False
        mine = self._named.setdefault(user, OrderedDict())
        mine[name] = None
        mine.move_to_end(name)
        if len(mine) > _REMEMBERED:
            del self._owners[mine.popitem(last=False)[0]]
        return True


class _Joined:
    """The reply to a message that was taken: its name is in it."""

    def __init__(self, send: Send) -> None:
        self._send, self._body = send, b""

    async def send(self, message: Message) -> None:
        self._body += message.get("body", b"")
        await self._send(message)

    @property
    def event(self) -> str:
        try:
            return _field(json.loads(self._body), "event_id")
        except ValueError:
            return ""


async def _read(body: bytes) -> Any:
    """Return what a body says, a long one read aside. Raises ValueError where it is no JSON, RecursionError where it is too deep."""
    return json.loads(body) if len(body) <= _READ_AT_ONCE else await run_in_threadpool(json.loads, body)


def _names(said: Any) -> list[str]:
    fields = {"stream": _field(said, "session_hash"), "message": _field(said, "event_id")}
    return [f"{kind} {name}" for kind, name in fields.items() if name]


def _field(said: Any, name: str) -> str:
    value = said.get(name) if isinstance(said, dict) else None
    return value if isinstance(value, str) else ""


async def _whole(receive: Receive) -> bytes | None:
    """Return the body of a request, None for one that is too large or was broken off."""
    parts, size = list[bytes](), 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > _LARGEST:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return `receive` as it was before the body was read."""
    given = False

    async def from_the_beginning() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return from_the_beginning
