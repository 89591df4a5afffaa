"""Gradio's application inside ours: without a footer, analytics, error texts or anything else that it would add."""

from collections.abc import Callable
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.routing import Mount


def mounted(blocks: gr.Blocks, theme: gr.themes.Base | None = None) -> FastAPI:
    """Return an application that serves `blocks` at its root."""
    inner: FastAPI = gr.mount_gradio_app(
        FastAPI(docs_url=None, redoc_url=None, openapi_url=None),
        blocks,
        path="/",
        theme=theme,
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    return inner


def close_streams_of(inner: FastAPI) -> Callable[[], Any]:
    """Return what ends the streams of an application that `mounted` made, one per open page: then the server can end at once."""
    (mount,) = (route for route in inner.routes if isinstance(route, Mount))
    stop: Callable[[], Any] = mount.app.stop_event.set  # type: ignore[attr-defined]
    return stop
