"""The web application: the screens, the API they ask, and Gradio's queue that answers go through."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.api.application import PATH, create_api, readiness
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.versions import code_version, regrip_version
from assistant.web.assets import Assets
from assistant.web.mounting import close_streams_of, mounted
from assistant.web.queue import answer_queue
from assistant.web.screens import screen_at
from assistant.web.security import LOOPBACK_NAMES, GradioGuard, SecurityHeaders, screen_policy
from assistant.web.shell import shell_html
from corpus.errors import RegripError


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """Return the application: screens at their addresses, the API below `/api/v1`, health at `/healthz` and `/readyz`."""
    api = create_api(assistant, settings)
    with ThreadPoolExecutor(1) as aside:
        inner = aside.submit(asyncio.run, _queue_app(assistant, api, settings)).result()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with inner.router.lifespan_context(inner):
            yield

    app = FastAPI(title="Regrip", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK_NAMES, settings.web.host], www_redirect=False)
    app.add_middleware(SecurityHeaders, policy=screen_policy)
    app.get("/healthz")(lambda: _health(assistant))
    app.get("/readyz")(lambda: readiness(assistant))
    app.mount(PATH, api)
    app.mount("/gradio_api", GradioGuard(inner))
    _add_screens(app, Assets.read())
    app.state.close_streams = close_streams_of(inner)
    return app


def _health(assistant: Assistant) -> dict[str, object]:
    """Alive is not ready: `/readyz` says what is in the way of an answer."""
    try:
        return {"status": "ok", "versions": assistant.ready()}
    except RegripError:
        return {"status": "ok", "versions": {"regrip": regrip_version(), "code": code_version()}}


async def _queue_app(assistant: Assistant, api: FastAPI, settings: Settings) -> FastAPI:
    """Return Gradio's application. Where no event loop runs, Gradio makes some and never closes them: so this runs in one."""
    return mounted(answer_queue(assistant, api.state.cases, settings.web))


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
