"""The web application: the screens, the API they ask, and Gradio's queue that answers go through."""

import asyncio
import logging
import secrets
from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.accounts.in_use import AccountsInUse
from assistant.accounts.models import Principal
from assistant.api.application import PATH, create_api, readiness
from assistant.api.door import Doorkeeper
from assistant.api.metrics import Metrics
from assistant.api.shares import Share
from assistant.assistant import Assistant
from assistant.cases import Cases
from assistant.settings import Settings
from assistant.versions import code_version, regrip_version
from assistant.web.assets import Assets
from assistant.web.entrance import add_entrance, refuse_page
from assistant.web.hosts import OneHost
from assistant.web.memory import giving_back
from assistant.web.mounting import around, built
from assistant.web.queue import QueueLength, answer_queue
from assistant.web.screens import screen_at
from assistant.web.security import LOOPBACK_NAMES, GradioGuard, SecurityHeaders, screen_policy
from assistant.web.shell import shell_html
from assistant.web.streams import StreamOwners
from assistant.web.watching import JOIN, Ending, Watch
from corpus.errors import RegripError

logger = logging.getLogger(__name__)


def create_app(assistant: Assistant, settings: Settings, accounts: AccountsInUse | None = None) -> FastAPI:
    """Return the application: screens at their addresses, the API below `/api/v1`, health at `/healthz` and `/readyz`, `/metrics`.

    With `accounts` everybody signs in at `/sign-in` first.
    """
    api = create_api(assistant, settings, accounts)
    metrics: Metrics = api.state.metrics
    assistant.tell(metrics.answered)
    audit = accounts.audit if accounts else None
    inner, blocks = built(lambda: answer_queue(assistant, api.state.cases, settings.web, api.state.access, audit))
    queue = QueueLength(blocks)
    metrics.watch("regrip_queue_waiting", "Messages that wait for an answer.", queue.waiting)
    metrics.watch("regrip_queue_running", "Answers of the queue that are being made.", queue.running)
    app, assets = around(inner, lambda: purging(api.state.cases), giving_back), Assets.read()
    app.state.queue, app.state.put_right, app.state.ending = queue, api.state.tidied, Ending()
    _add_guards(app, settings, api, metrics)
    app.get("/healthz")(lambda: _health(assistant, accounts is None))
    app.get("/readyz")(lambda: _readiness(assistant, _pressure(queue, settings, app), accounts is None))
    app.get("/metrics")(_figures(metrics, settings))
    app.mount(PATH, api)
    streams = GradioGuard(StreamOwners(inner))
    joins = Share(streams, settings.web.answers_each, metrics.turned_away, held=queue.of, only=JOIN)
    app.mount("/gradio_api", Share(joins, settings.web.requests_each, metrics.turned_away))
    if accounts is not None:
        add_entrance(app, accounts, assets)
    _add_screens(app, assets)
    return app


def _add_guards(app: FastAPI, settings: Settings, api: FastAPI, metrics: Metrics) -> None:
    """Put in front of every route what each request passes, the last first."""
    names = [*LOOPBACK_NAMES, settings.web.host, *settings.web.names]
    app.add_middleware(Doorkeeper, access=api.state.access, refuse=refuse_page(api.state.accounts is not None))
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=names, www_redirect=False)
    app.add_middleware(OneHost)
    app.add_middleware(SecurityHeaders, policy=screen_policy)
    app.add_middleware(
        Watch,
        metrics=metrics,
        ending=app.state.ending,
        at_once=settings.web.requests_at_once,
        log_requests=settings.log.requests,
    )


async def purging(cases: Cases | None, hours: float = 6.0) -> None:
    """Delete for good what is over its time, every few hours for as long as the application runs."""
    while cases is not None:
        await asyncio.sleep(3600 * hours)
        try:
            await asyncio.to_thread(cases.purge_over)
        except RegripError as error:
            logger.warning("what is over its time could not be deleted (%s); it is tried again", error.code)


def _figures(metrics: Metrics, settings: Settings) -> Callable[[Request], Response]:
    def figures(request: Request) -> Response:
        return metrics.reply(request, settings.web.metrics_token)

    return figures


def _pressure(queue: QueueLength, settings: Settings, app: FastAPI) -> dict[str, str]:
    """Return what else is in the way of an answer, by the part that it is in."""
    waiting, most = queue.waiting(), settings.web.answers_waiting
    full = waiting >= most
    checks = {"queue": f"{waiting} messages wait, the most there may be; try again in a minute" if full else "ok"}
    return checks | ({"server": "it is stopping"} if app.state.ending.begun else {})


def _health(assistant: Assistant, whole: bool) -> dict[str, object]:
    """Alive is not ready: `/readyz` says what is in the way of an answer. Strangers, who may ask where there are accounts, hear no more."""
    if not whole:
        return {"status": "ok"}
    try:
        return {"status": "ok", "versions": assistant.ready()}
    except RegripError:
        return {"status": "ok", "versions": {"regrip": regrip_version(), "code": code_version()}}


def _readiness(assistant: Assistant, pressure: dict[str, str], whole: bool) -> JSONResponse:
    reply = readiness(assistant, pressure)
    if whole:
        return reply
    return JSONResponse({"status": "ok" if reply.status_code == 200 else "unready"}, reply.status_code)


def _add_screens(app: FastAPI, assets: Assets) -> None:
    @app.get("/static/{version}/{name:path}")
    def asset(version: str, name: str, request: Request) -> Response:
        return assets.reply(version, name, request.headers)

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(
            assets.plain["icon.svg"], media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"}
        )

    @app.get("/{path:path}")
    def screen(path: str, request: Request) -> Response:
        found = screen_at(f"/{path}")
        if found is None:
            return JSONResponse({"detail": "There is nothing at this address."}, status_code=404)
        nonce = secrets.token_urlsafe(16)
        request.scope["state"]["nonce"] = nonce
        reader: Principal = request.state.principal
        return HTMLResponse(shell_html(found, assets, nonce, reader), headers={"Cache-Control": "no-store"})
