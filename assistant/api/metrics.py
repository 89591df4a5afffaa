"""Figures for Prometheus at `/metrics`: counts and times by route, answers, the queue. No word of any user, no name, no id."""

import hmac
import ipaddress
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.models import Answer

TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_PASSED_ON = ("x-forwarded-for", "forwarded", "x-real-ip")
"""Headers of a request that came through a proxy: then the address it seems to come from says nothing."""


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        self._requests = Counter(
            "regrip_requests", "Requests by method, route and status.", ["method", "route", "status"], registry=registry
        )
        self._seconds = Histogram(
            "regrip_request_seconds", "Seconds that a request took.", ["route"], buckets=_SECONDS, registry=registry
        )
        self.refused = Counter(
            "regrip_refused",
            "Requests turned away: busy, stopping, or more of one user than their share.",
            ["reason"],
            registry=registry,
        )
        self._answers = Counter("regrip_answers", "Answers made, by their status.", ["status"], registry=registry)
        self._answer_seconds = Histogram(
            "regrip_answer_seconds", "Seconds that making an answer took.", buckets=_SECONDS, registry=registry
        )
        self.unread = Counter(
            "regrip_files_refused", "Files that could not be read, by the reason's code.", ["code"], registry=registry
        )

    def watch(self, name: str, about: str, value: Callable[[], float]) -> None:
        """Add a figure that is read when it is asked for."""
        Gauge(name, about, registry=self._registry).set_function(value)

    def turned_away(self, reason: str) -> None:
        """Count a request that was turned away."""
        self.refused.labels(reason).inc()

    def saw(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        """Count an answer."""
        self._answers.labels(answer.status).inc()
        self._answer_seconds.observe(answer.timings_ms.get("total", 0.0) / 1000)

    def text(self) -> bytes:
        """Return the figures as Prometheus reads them."""
        return bytes(generate_latest(self._registry))

    def reply(self, request: Request, token: str | None) -> Response:
        """Return the figures to who bears `token`; without one, to who asks from this machine and not through a proxy."""
        if not (_bears(request, token) if token else _is_here(request)):
            message = (
                "the figures are for this machine; set web.metrics_token, and send it as `Authorization: Bearer …`"
            )
            return JSONResponse({"error": {"code": "not_allowed", "message": message}}, 403)
        return Response(self.text(), headers={"Content-Type": TYPE, "Cache-Control": "no-store"})


def _bears(request: Request, token: str) -> bool:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    return hmac.compare_digest(given.encode(), token.encode())


def _is_here(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
