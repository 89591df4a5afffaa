"""What the browser and the outside may do: headers on every reply, and a guard in front of Gradio."""

import re
import secrets
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.document import finish_document

LOOPBACK_NAMES = ["127.0.0.1", "localhost", "::1", "[::1]"]
"""Names under which the page answers, so that no other site can reach it by pointing its own name at this machine."""

PAGE_PATHS = re.compile(
    r"/(?:|config|theme\.css|manifest\.json|favicon\.ico|robots\.txt|(?:static|assets)/.*"
    r"|gradio_api/(?:queue/join|queue/data|cancel|reset|startup-events|heartbeat/[^/]+))/?"
)
"""All that the page itself asks of Gradio. Uploads, the file server, the proxy, API pages and the rest stay shut."""

PLAIN_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def content_security_policy(nonce: str) -> str:
    """Return the policy: this host only. Scripts in the page need `nonce`, so none that slipped into a text can run.

    Gradio's HTML component compiles its template in the browser (`unsafe-eval`) and styles elements in place (`unsafe-inline`).
    """
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


class SecurityHeaders:
    """Adds the headers to every reply, and finishes the page, whose scripts need the nonce that its policy names."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and dress the reply."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self._app(_uncompressed(scope), receive, _Dressed(send).send)


class _Dressed:
    """One reply on its way out. HTML is held back until it is whole, because the nonce changes its length."""

    def __init__(self, send: Send) -> None:
        self._send, self._nonce = send, secrets.token_urlsafe(16)
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(PLAIN_HEADERS)
            headers["Content-Security-Policy"] = content_security_policy(self._nonce)
            if headers.get("content-type", "").startswith("text/html"):
                headers["Cache-Control"] = "no-store"
                self._start = message
                return
        elif self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_html(self._start)
            return
        await self._send(message)

    async def _send_html(self, start: Message) -> None:
        body = finish_document(self._body.decode(), self._nonce).encode()
        MutableHeaders(scope=start)["Content-Length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _uncompressed(scope: Scope) -> Scope:
    """Ask for the page itself uncompressed, so that it can be finished."""
    if scope["path"] != "/":
        return scope
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return dict(scope) | {"headers": headers}


class PageGuard:
    """Lets through to Gradio only what the page needs, and only when this page is what asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404 or 403, or pass the request on."""
        refusal = _refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)


def _refusal(scope: Scope) -> ASGIApp | None:
    headers: Any = Headers(scope=scope)
    if not PAGE_PATHS.fullmatch(scope["path"]):
        return JSONResponse({"detail": "There is nothing at this address."}, status_code=404)
    if scope["method"] not in ("GET", "HEAD") and headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return JSONResponse({"detail": "Only Regrip's own page may ask this."}, status_code=403)
    return None
