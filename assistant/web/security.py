"""What the browser and the outside may do: headers on every reply, and a guard in front of Gradio."""

import re
import secrets
from collections.abc import Callable
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK_NAMES = ["127.0.0.1", "localhost", "::1", "[::1]"]
"""Names under which the pages answer, so that no other site can reach them by pointing its own name at this machine."""

_QUEUE_PATHS = r"gradio_api/(?:queue/join|queue/data|cancel)"
QUEUE_PATHS = re.compile(rf"/{_QUEUE_PATHS}/?")
"""All that the screens ask of Gradio. Uploads, the file server, the proxy, API pages and the rest stay shut."""
PAGE_PATHS = re.compile(
    rf"/(?:|config|theme\.css|manifest\.json|favicon\.ico|robots\.txt|(?:static|assets)/.*"
    rf"|{_QUEUE_PATHS}|gradio_api/(?:reset|startup-events|heartbeat/[^/]+))/?"
)
"""What a page made of Gradio's components asks besides."""

PLAIN_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def screen_policy(nonce: str) -> str:
    """Return the policy of the screens: this host only, no script without `nonce` but our files, and no text taken for HTML."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def gradio_policy(nonce: str) -> str:
    """Return the policy of a page made of Gradio's components: this host only.

    Scripts in the page need `nonce`, so none that slipped into a text can run. Gradio's HTML component compiles its template in the
    browser (`unsafe-eval`) and styles elements in place (`unsafe-inline`).
    """
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


class SecurityHeaders:
    """Adds the headers to every reply.

    `policy` makes the policy out of a nonce: the one that the route left in the request's state, else a new one. With `finish`, HTML
    is held back and finished with it first.
    """

    def __init__(
        self, app: ASGIApp, policy: Callable[[str], str], finish: Callable[[str, str], str] | None = None
    ) -> None:
        self._app, self._policy, self._finish = app, policy, finish

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and dress the reply."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        reply = _Dressed(send, state, self._policy, self._finish)
        await self._app(_uncompressed(scope) if self._finish else scope, receive, reply.send)


class _Dressed:
    """One reply on its way out. HTML to be finished is held back until it is whole, because the nonce changes its length."""

    def __init__(
        self,
        send: Send,
        state: dict[str, Any],
        policy: Callable[[str], str],
        finish: Callable[[str, str], str] | None,
    ) -> None:
        self._send, self._state, self._policy, self._finish = send, state, policy, finish
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(PLAIN_HEADERS)
            nonce = self._state.setdefault("nonce", secrets.token_urlsafe(16))
            headers["Content-Security-Policy"] = self._policy(nonce)
            if self._finish and headers.get("content-type", "").startswith("text/html"):
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
        assert self._finish is not None
        body = self._finish(self._body.decode(), self._state["nonce"]).encode()
        MutableHeaders(scope=start)["Content-Length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _uncompressed(scope: Scope) -> Scope:
    """Ask for the page itself uncompressed, so that it can be finished."""
    if scope["path"] != "/":
        return scope
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return dict(scope) | {"headers": headers}


class GradioGuard:
    """Lets through to Gradio only what is needed of it, and only when our own page is what asks. `pages`: its components too.

    Gradio routes by the whole path, so it is told of no mount.
    """

    def __init__(self, app: ASGIApp, pages: bool = False) -> None:
        self._app, self._paths = app, PAGE_PATHS if pages else QUEUE_PATHS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404 or 403, or pass the request on."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(dict(scope) | {"root_path": ""}, receive, send)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers: Any = Headers(scope=scope)
        if not self._paths.fullmatch(scope["path"]):
            return JSONResponse({"detail": "There is nothing at this address."}, status_code=404)
        if scope["method"] not in ("GET", "HEAD") and headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return JSONResponse({"detail": "Only Regrip's own page may ask this."}, status_code=403)
        return None
