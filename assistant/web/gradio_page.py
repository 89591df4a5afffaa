"""A page made of Gradio's own components, behind a guard and the headers: what the judging page of the evaluations stands on."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from html import escape

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.web.document import finish_document
from assistant.web.mounting import close_streams_of, mounted
from assistant.web.security import LOOPBACK_NAMES, GradioGuard, SecurityHeaders, gradio_policy
from assistant.web.style import page_theme, static_text


def host_page(build: Callable[[], gr.Blocks], host: str, health: Callable[[], dict[str, object]]) -> FastAPI:
    """Return the application that serves one page of Gradio's components at `/`."""
    with ThreadPoolExecutor(1) as aside:
        inner = aside.submit(asyncio.run, _page_app(build)).result()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with inner.router.lifespan_context(inner):
            yield

    app = FastAPI(title="Regrip", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK_NAMES, host], www_redirect=False)
    app.add_middleware(SecurityHeaders, policy=gradio_policy, finish=finish_document)
    app.get("/healthz")(health)

    @app.get("/regrip/icon.svg")
    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(static_text("icon.svg"), media_type="image/svg+xml")

    @app.get("/regrip/page.css")
    def style_sheet() -> Response:
        return Response(static_text("page.css"), media_type="text/css", headers={"Cache-Control": "max-age=86400"})

    app.mount("/", GradioGuard(inner, pages=True))
    app.state.close_streams = close_streams_of(inner)
    return app


async def _page_app(build: Callable[[], gr.Blocks]) -> FastAPI:
    """Return Gradio's application.

    Where no event loop runs, Gradio makes some and never closes them: so this runs in one, aside from any that the caller has.
    """
    return mounted(build(), theme=page_theme())


def status_html(said: str, problem: str) -> str:
    """Return the two live regions: what a screen reader is told, and what everybody must see."""
    return f'<p role="status" aria-live="polite" class="unseen">{escape(said)}</p><p role="alert" class="problem">{escape(problem)}</p>'
