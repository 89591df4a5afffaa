"""Serving the page with uvicorn, on this machine only."""

import asyncio
import contextlib
import ipaddress
import os
import socket
from collections.abc import Callable
from threading import Event

import uvicorn
from fastapi import FastAPI

from assistant.errors import SettingsError

SECONDS_TO_FINISH = 3
"""How long an answer being made may go on when the server is told to end."""


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
    if os.name == "posix":  # elsewhere this would let two programs share one port
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
    app: FastAPI, listener: socket.socket, on_ready: Callable[[str], None], end: Event | None = None
) -> None:
    """Serve what `create_app` made on an open socket, until interrupted or until another thread sets `end`."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=SECONDS_TO_FINISH
    )
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(uvicorn.Server(config), app, listener, on_ready, end or Event()))


async def _serve(
    server: uvicorn.Server, app: FastAPI, listener: socket.socket, on_ready: Callable[[str], None], end: Event
) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not (server.started or serving.done()):
        await asyncio.sleep(0.02)
    if server.started:
        on_ready(address_of(listener))
    while not (serving.done() or server.should_exit):
        if end.is_set():
            server.should_exit = True
        await asyncio.sleep(0.1)
    app.state.close_streams()
    await serving
