"""Replies that go on: stopped as soon as whoever they are for would no longer be let in, or no longer sees what they are about."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import RegripError

AGAIN_S = 1.0
"""Seconds after which it is asked again whether a stream may go on, besides before each event of it."""


@dataclass(frozen=True)
class OnlyWhile:
    """What a route leaves in its request's state (`only_while`): it `holds` while the reply may go on, and `farewell` ends it else.

    `signed_out` ends it where whoever it is for would not be let in any more.
    """

    holds: Callable[[], bool]
    farewell: bytes = b""
    signed_out: bytes = b""


class Held:
    """One reply. Only event streams are held; every other is over before anything could change."""

    def __init__(self, scope: Scope, send: Send, holds: Callable[[], bool]) -> None:
        self._scope, self._send, self._holds = scope, send, holds
        self._lock, self._streams, self._over, self._given_up = asyncio.Lock(), False, False, False
        self._farewell = b""

    async def run(self, app: ASGIApp, receive: Receive) -> None:
        """Let `app` answer, and end the reply when it may go on no longer; what is being made for it is then given up."""
        work = asyncio.ensure_future(app(self._scope, receive, self.send))
        try:
            while not (await asyncio.wait({work}, timeout=AGAIN_S))[0]:
                if self._streams and not self._over and not await self._may_go_on():
                    async with self._lock:
                        await self._give_up()
                    work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work
        except asyncio.CancelledError:
            work.cancel()
            raise

    async def send(self, message: Message) -> None:
        """Pass a part of the reply on, unless it may go on no longer."""
        if message["type"] == "http.response.start":
            self._streams = Headers(raw=message["headers"]).get("content-type", "").startswith("text/event-stream")
        async with self._lock:
            if self._given_up:
                return
            if self._streams and message.get("body") and not await self._may_go_on():
                await self._give_up()
                return
            self._over = message["type"] == "http.response.body" and not message.get("more_body", False)
            await self._send(message)

    async def _may_go_on(self) -> bool:
        return await run_in_threadpool(self._still)

    def _still(self) -> bool:
        own = self._of_route
        for holds, farewell in ((self._holds, own.signed_out), (own.holds, own.farewell)):
            if not _is_so(holds):
                self._farewell = farewell
                return False
        return True

    async def _give_up(self) -> None:
        if self._over or self._given_up:
            return
        self._given_up = True
        await self._send({"type": "http.response.body", "body": self._farewell, "more_body": False})

    @property
    def _of_route(self) -> OnlyWhile:
        own: OnlyWhile = self._scope["state"].get("only_while", _ALWAYS)
        return own


_ALWAYS = OnlyWhile(lambda: True)


def _is_so(holds: Callable[[], bool]) -> bool:
    try:
        return holds()
    except RegripError:
        return False
