"""Serving the page with uvicorn, on this machine only."""

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Callable
from threading import Event

import uvicorn
from starlette.types import ASGIApp

from assistant.errors import SettingsError

SECONDS_TO_FINISH = 3
"""How long open connections may go on when the server is told to end: each open page keeps one for ever."""


def announce(address: str) -> None:
    """Print where the page is."""
    print(f"Regrip is ready at {address} (press Ctrl+C to end)", flush=True)


def open_listener(host: str, port: int) -> socket.socket:
    """Return a socket listening on `host` and `port`; port 0 takes any free one.

    Raises SettingsError when other machines could reach it, or when it is not to be had.
    """
    if not is_loopback(host):
        raise SettingsError(
            f"web.host: {host} could be reached from other machines, and Regrip has no accounts yet to keep strangers out; "
            "use 127.0.0.1"
        )
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"web.port: cannot listen on {host} port {port} ({error.strerror}); choose another with --port, or 0 for any free one"
        ) from error
    return listener


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def address_of(listener: socket.socket) -> str:
    """Return the address to open in a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run_server(
    app: ASGIApp, listener: socket.socket, on_ready: Callable[[str], None], end: Event | None = None
) -> None:
    """Serve `app` on an open socket until interrupted or, from another thread, until `end` is set."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=SECONDS_TO_FINISH
    )
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(uvicorn.Server(config), listener, on_ready, end))


async def _serve(
    server: uvicorn.Server, listener: socket.socket, on_ready: Callable[[str], None], end: Event | None
) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not (server.started or serving.done()):
        await asyncio.sleep(0.02)
    if server.started:
        on_ready(address_of(listener))
    while end is not None and not serving.done():
        server.should_exit = server.should_exit or end.is_set()
        await asyncio.sleep(0.1)
    await serving
