"""The audit log of the API: who came to which case and changed what, once the reply says what came of it."""

import re
import time
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.accounts.audit import Audit
from assistant.accounts.models import Principal
from assistant.api.door import address_of
from assistant.api.rights import Right

_ID = re.compile(r"[0-9a-f]{16,32}")
_AGAIN_S, _REMEMBERED = 600.0, 20_000
"""A case that is being read is noted every ten minutes and not at every click; so many readings are remembered."""


class Trail:
    """Writes down what the routes were used for."""

    def __init__(self, app: ASGIApp, audit: Audit) -> None:
        self._app, self._audit = app, audit
        self._read: OrderedDict[tuple[str, str], float] = OrderedDict()
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write its line before the reply begins: what is acknowledged is in the log."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                await run_in_threadpool(self._note, scope, int(message["status"]))
            await send(message)

        await self._app(scope, receive, noting)

    def _note(self, scope: Scope, status: int) -> None:
        used: tuple[str, Right, Mapping[str, str]] | None = scope["state"].get("used")
        principal: Principal | None = scope["state"].get("principal")
        if used is None or principal is None or not used[1].noted:
            return
        route, right, named = used
        made: str | None = scope["state"].get("made")
        target = made or next((value for value in named.values() if _ID.fullmatch(value)), "")
        if right.changes or status >= 400 or self._is_new(principal.user.id, target):
            actor, address = principal.user.id, address_of(scope)
            self._audit.add(route, actor, target, address, str(status))

    def _is_new(self, actor: str, target: str) -> bool:
        """Return whether somebody has not read this in the last minutes."""
        moment, key = time.monotonic(), (actor, target)
        with self._lock:
            last = self._read.get(key)
            if last is not None and moment - last < _AGAIN_S:
                return False
            self._read[key] = moment
            self._read.move_to_end(key)
            if len(self._read) > _REMEMBERED:
                self._read.popitem(last=False)
        return True
