"""The web application: the screens, the API they ask, and Gradio's queue that answers go through."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.api.application import PATH, create_api, readiness
from assistant.api.metrics import Metrics
from assistant.assistant import Assistant
from assistant.cases import Cases
from assistant.settings import Settings
from assistant.versions import code_version, regrip_version
from assistant.web.assets import Assets
from assistant.web.mounting import close_streams_of, mounted
from assistant.web.queue import QueueLength, answer_queue
from assistant.web.screens import screen_at
from assistant.web.security import LOOPBACK_NAMES, GradioGuard, SecurityHeaders, screen_policy
from assistant.web.shell import shell_html
from assistant.web.watching import Ending, Watch
from corpus.errors import RegripError

logger = logging.getLogger(__name__)


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """Return the application: screens at their addresses, the API below `/api/v1`, health at `/healthz` and `/readyz`, `/metrics`."""
    api = create_api(assistant, settings)
    metrics: Metrics = api.state.metrics
    assistant.tell(metrics.answered)
    with ThreadPoolExecutor(1) as aside:
        inner, queue = aside.submit(asyncio.run, _queue_app(assistant, api, settings)).result()
    metrics.watch("regrip_queue_waiting", "Messages that wait for an answer.", queue.waiting)
    metrics.watch("regrip_queue_running", "Answers of the queue that are being made.", queue.running)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        upkeep = asyncio.create_task(purging(api.state.cases))
        async with inner.router.lifespan_context(inner):
            yield
        upkeep.cancel()

    app = FastAPI(title="Regrip", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK_NAMES, settings.web.host], www_redirect=False)
    app.add_middleware(SecurityHeaders, policy=screen_policy)
    app.get("/healthz")(lambda: _health(assistant))
    app.get("/readyz")(lambda: readiness(assistant, _pressure(queue, settings, app)))
    app.get("/metrics")(_figures(metrics, settings))
    app.mount(PATH, api)
    app.mount("/gradio_api", GradioGuard(inner))
    _add_screens(app, Assets.read())
    app.state.close_streams, app.state.queue, app.state.put_right = close_streams_of(inner), queue, api.state.tidied
    app.state.ending = Ending()
    app.add_middleware(
        Watch,
        metrics=metrics,
        ending=app.state.ending,
        at_once=settings.web.requests_at_once,
        log_requests=settings.log.requests,
    )
    return app


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


def _health(assistant: Assistant) -> dict[str, object]:
    """Alive is not ready: `/readyz` says what is in the way of an answer."""
    try:
        return {"status": "ok", "versions": assistant.ready()}
    except RegripError:
        return {"status": "ok", "versions": {"regrip": regrip_version(), "code": code_version()}}


async def _queue_app(assistant: Assistant, api: FastAPI, settings: Settings) -> tuple[FastAPI, QueueLength]:
    """Return Gradio's application. Where no event loop runs, Gradio makes some and never closes them: so this runs in one."""
    blocks = answer_queue(assistant, api.state.cases, settings.web)
    return mounted(blocks), QueueLength(blocks)


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
        return HTMLResponse(shell_html(found, assets, nonce), headers={"Cache-Control": "no-store"})
