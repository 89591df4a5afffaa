"""A page made of Gradio's own components, behind a guard and the headers: what the judging page of the evaluations stands on."""

from collections.abc import Callable
from html import escape

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import Response
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.web.document import finish_document
from assistant.web.mounting import around, built
from assistant.web.security import LOOPBACK_NAMES, GradioGuard, SecurityHeaders, gradio_policy
from assistant.web.style import page_theme, static_text


def host_page(build: Callable[[], gr.Blocks], host: str, health: Callable[[], dict[str, object]]) -> FastAPI:
    """Return the application that serves one page of Gradio's components at `/`."""
    inner, _ = built(build, page_theme())
    app = around(inner)
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
    return app


def status_html(said: str, problem: str) -> str:
    """Return the two live regions: what a screen reader is told, and what everybody must see."""
    return f'<p role="status" aria-live="polite" class="unseen">{escape(said)}</p><p role="alert" class="problem">{escape(problem)}</p>'
