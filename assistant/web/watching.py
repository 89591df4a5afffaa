"""Around every request: an id, its time and outcome counted and logged, no more at once than can be served, none once the end has begun."""

import logging
import re
import secrets
import time
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.metrics import Metrics
from assistant.web.logs import current_request

logger = logging.getLogger(__name__)
_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
ALWAYS = ("/healthz", "/readyz", "/metrics")
"""Answered whatever else goes on."""
_STREAM = "/gradio_api/queue/data"
"""Open as long as somebody waits for an answer: what it waits for is counted, not the waiting."""
JOIN = "/gradio_api/queue/join"
_RETRY_S = 5


@dataclass
class Ending:
    """Whether the end of an application has `begun`: then nothing new is taken, and the `running` requests are finished."""

    begun: bool = False
    running: int = 0


class Watch:
    """Watches over an application."""

    def __init__(self, app: ASGIApp, metrics: Metrics, ending: Ending, at_once: int, log_requests: bool) -> None:
        """`at_once` requests are answered at the same time; more are turned away with 429."""
        self._app, self._metrics, self._ending = app, metrics, ending
        self._at_once, self._log_requests = at_once, log_requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn the request away, or pass it on and take note of what comes of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        token = current_request.set(request_id)
        reply = _Reply(send, request_id, scope["path"] == JOIN)
        counted = scope["path"] not in (*ALWAYS, _STREAM)
        self._ending.running += counted
        began = time.perf_counter()
        try:
            await (self._refusal(scope) or self._app)(scope, receive, reply.send)
        finally:
            self._ending.running -= counted
            self._note(scope, reply.status, time.perf_counter() - began)
            current_request.reset(token)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        if scope["path"] in (*ALWAYS, _STREAM):
            return None
        if self._ending.begun:
            return self._turned_away("stopping", "Regrip is stopping; try again in a moment", 503)
        if self._ending.running > self._at_once:
            return self._turned_away(
                "busy", "too many people are asking at this moment; try again in a few seconds", 429
            )
        return None

    def _turned_away(self, code: str, message: str, status: int) -> ASGIApp:
        self._metrics.turned_away(code)
        headers = {"Retry-After": str(_RETRY_S), "Cache-Control": "no-store"} | (
            {"Connection": "close"} if status == 503 else {}
        )
        return JSONResponse({"error": {"code": code, "message": message}}, status, headers)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = route_of(scope)
        self._metrics.saw(scope["method"], route, status, seconds)
        if self._log_requests and scope["path"] not in ALWAYS:
            facts = {"method": scope["method"], "route": route, "status": status, "ms": round(1000 * seconds, 1)}
            logger.info("request", extra={"facts": facts})


class _Reply:
    """One reply on its way out. `status` is 499 where the client left before there was one.

    `joining`: the reply of Gradio's queue, which says 503 when it is full; that is 429, as everywhere.
    """

    def __init__(self, send: Send, request_id: str, joining: bool) -> None:
        self._send, self._request_id, self._joining, self.status = send, request_id, joining, 499

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if self._joining and message["status"] == 503 and "retry-after" not in headers:
                message["status"], headers["Retry-After"] = 429, str(_RETRY_S)
            self.status, headers["X-Request-ID"] = message["status"], self._request_id
        await self._send(message)


def _request_id(scope: Scope) -> str:
    """Return the id that the client gave, where it is a plain one, or a new one; it goes on to the routes as the client's."""
    given = Headers(scope=scope).get("x-request-id", "")
    request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)
    others = [(name, value) for name, value in scope["headers"] if name.lower() != b"x-request-id"]
    scope["headers"] = [*others, (b"x-request-id", request_id.encode())]
    return request_id


def route_of(scope: Scope) -> str:
    """Return a request's route as it is written in the program, never the path as it was asked, which may name what a user named."""
    route: Any = scope.get("route")
    if route is not None:
        return f"{scope.get('root_path', '')}{route.path}"
    if re.fullmatch(r"/gradio_api/(queue/join|queue/data|cancel)/?", scope["path"]):
        return str(scope["path"]).rstrip("/")
    return "none"
