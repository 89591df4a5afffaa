"""The web application: FastAPI with the page mounted in it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import Response
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount

from assistant.api.application import PATH, create_api, readiness
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.versions import code_version, regrip_version
from assistant.web.chat import Chat
from assistant.web.page import build_page
from assistant.web.protocol import PageAssistant
from assistant.web.security import LOOPBACK_NAMES, PageGuard, SecurityHeaders
from assistant.web.style import page_theme, static_text
from corpus.errors import RegripError


def create_app(assistant: PageAssistant, settings: Settings) -> FastAPI:
    """Return the application: the page at `/`, health at `/healthz`; on a real assistant also the API and `/readyz`."""

    def build() -> gr.Blocks:
        return build_page(Chat(assistant), settings.limits.question_chars)

    def health() -> dict[str, object]:
        try:
            return {"status": "ok", "versions": assistant.ready()}
        except RegripError:  # alive, and not ready: `/readyz` says what is in the way
            return {"status": "ok", "versions": {"regrip": regrip_version(), "code": code_version()}}

    if not isinstance(assistant, Assistant):
        return host_page(build, settings.web.host, health)
    return host_page(build, settings.web.host, health, lambda app: _add_api(app, assistant, settings))


def _add_api(app: FastAPI, assistant: Assistant, settings: Settings) -> None:
    app.get("/readyz")(lambda: readiness(assistant))
    app.mount(PATH, create_api(assistant, settings))


def host_page(
    build: Callable[[], gr.Blocks],
    host: str,
    health: Callable[[], dict[str, object]],
    beside: Callable[[FastAPI], None] = lambda _: None,
) -> FastAPI:
    """Return the application that serves one Gradio page behind the guard and the headers, with what `beside` adds to it."""
    with ThreadPoolExecutor(1) as aside:
        inner = aside.submit(asyncio.run, _page_app(build)).result()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with inner.router.lifespan_context(inner):
            yield

    app = FastAPI(title="Regrip", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK_NAMES, host], www_redirect=False)
    app.add_middleware(SecurityHeaders)
    app.get("/healthz")(health)

    @app.get("/regrip/icon.svg")
    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(static_text("icon.svg"), media_type="image/svg+xml")

    @app.get("/regrip/page.css")
    def style_sheet() -> Response:
        return Response(static_text("page.css"), media_type="text/css", headers={"Cache-Control": "max-age=86400"})

    beside(app)
    app.mount("/", PageGuard(inner))
    app.state.close_streams = _gradio_in(inner).stop_event.set
    return app


async def _page_app(build: Callable[[], gr.Blocks]) -> FastAPI:
    """Return Gradio's application.

    Where no event loop runs, Gradio makes some and never closes them: so this runs in one, aside from any that the caller has.
    """
    inner: FastAPI = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        build(),
        path="/",
        theme=page_theme(),
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    return inner


def _gradio_in(inner: FastAPI) -> Any:
    """Return the application that was mounted: ending its streams, one per open page, lets the server end at once."""
    (mount,) = (route for route in inner.routes if isinstance(route, Mount))
    return mount.app
