"""Gradio's application inside ours: without a footer, analytics, error texts or anything else that it would add."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.routing import Mount


def built(build: Callable[[], gr.Blocks], theme: gr.themes.Base | None = None) -> tuple[FastAPI, gr.Blocks]:
    """Return Gradio's application of what `build` returns, and that.

    Where no event loop runs, Gradio makes some and never closes them: so this is done in one, aside from any that the caller has.
    """

    async def make() -> tuple[FastAPI, gr.Blocks]:
        blocks = build()
        return mounted(blocks, theme), blocks

    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, make()).result()


def around(inner: FastAPI, *upkeep: Callable[[], Coroutine[Any, Any, None]]) -> FastAPI:
    """Return an application without routes that begins and ends with `inner`, and with the `upkeep` that is done meanwhile."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(work()) for work in upkeep]
        async with inner.router.lifespan_context(inner):
            yield
        for task in tasks:
            task.cancel()

    app = FastAPI(title="Regrip", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.close_streams = close_streams_of(inner)
    return app


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
