"""One host a request: two names would let the check read one and whatever comes after it another."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class OneHost:
    """Answers 400 to a request with several `Host` headers, which RFC 9112, section 3.2, asks for, and passes on every other."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or pass it on."""
        if scope["type"] == "http" and sum(name == b"host" for name, _ in scope["headers"]) > 1:
            await PlainTextResponse("A request names one host.", 400)(scope, receive, send)
        else:
            await self._app(scope, receive, send)
