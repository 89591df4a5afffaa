"""One user's share of the server: while somebody's programs ask and ask, others are let in."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.accounts.models import Principal
from assistant.api.errors import error_reply

CODE, RETRY_S = "your_share", 5
"""What a reply says of itself that turns somebody away for having enough already, and after how many seconds to try again."""


class Share:
    """Passes on so many requests of one user at once; whoever has a machine to themselves may have any number."""

    def __init__(
        self,
        app: ASGIApp,
        each: int,
        refused: Callable[[str], None],
        held: Callable[[str], int] = lambda _: 0,
        only: str = "",
    ) -> None:
        """`refused` is told of each refusal, `held` says what a user has going on besides requests.

        With `only` it is requests for that path that count, and others are passed on.
        """
        self._app, self._each, self._refused, self._held, self._only = app, each, refused, held, only
        self._running = Counter[str]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 429, or pass the request on."""
        principal: Principal | None = scope.get("state", {}).get("principal")
        user = principal.user.shares_with if principal else ""
        counted = scope["type"] == "http" and (not self._only or scope["path"].rstrip("/") == self._only)
        if not counted or not user:
            await self._app(scope, receive, send)
        elif self._running[user] + self._held(user) >= self._each:
            await self._turn_away(scope, receive, send)
        else:
            with self._counted(user):
                await self._app(scope, receive, send)

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._refused(CODE)
        words = f"{self._each} requests of yours are being worked on, as many as one user may have at once; try again when one is done"
        reply = error_reply(CODE, words, 429)
        reply.headers["Retry-After"] = str(RETRY_S)
        await reply(scope, receive, send)

    @contextmanager
    def _counted(self, user: str) -> Iterator[None]:
        self._running[user] += 1
        try:
            yield
        finally:
            self._running[user] -= 1
            if not self._running[user]:
                del self._running[user]
