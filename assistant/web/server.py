"""Serving the page with uvicorn: on this machine only, unless everybody signs in."""

import asyncio
import contextlib
import ipaddress
import logging
import os
import socket
import time
from collections.abc import Callable, Sequence
from threading import Event
from types import FrameType

import uvicorn
from fastapi import FastAPI

from assistant.errors import SettingsError

logger = logging.getLogger(__name__)
SECONDS_TO_FINISH = 3
"""How long what is still open may take to close, once answers being made have been finished or given up."""


def announce(address: str) -> None:
    """Print where the page is."""
    print(f"Regrip is ready at {address} (press Ctrl+C to end)", flush=True)


def open_listener(host: str, port: int, with_accounts: bool = False) -> socket.socket:
    """Return a socket listening on `host` and `port`; port 0 takes any free one.

    Raises SettingsError when other machines could reach it and nobody signs in, or when it is not to be had.
    """
    if not (is_loopback(host) or with_accounts):
        raise SettingsError(
            f"web.host: {host} could be reached from other machines, and without accounts nothing keeps strangers out; use 127.0.0.1, "
            "or set accounts.enabled = true and make accounts with `regrip users add`"
        )
    if not host:
        raise SettingsError("web.host: empty; use 127.0.0.1")
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
    app: FastAPI,
    listener: socket.socket,
    on_ready: Callable[[str], None],
    end: Event | None = None,
    seconds_to_finish: float = 0.0,
    proxies: Sequence[str] = (),
) -> None:
    """Serve what `create_app` made on an open socket, until interrupted or until another thread sets `end`.

    Then nothing new is taken, and answers being made may go on for `seconds_to_finish`; a second interruption ends them at once.
    `proxies` are addresses whose word is taken for who asks and whether over HTTPS.
    """
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
    )
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(_Patient(config), app, listener, on_ready, end or Event(), seconds_to_finish))


class _Patient(uvicorn.Server):  # type: ignore[misc]
    """Uvicorn, told once to begin the end and told twice to end."""

    told = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take note of a signal."""
        if self.told:
            super().handle_exit(sig, frame)
        self.told = True


async def _serve(
    server: _Patient,
    app: FastAPI,
    listener: socket.socket,
    on_ready: Callable[[str], None],
    end: Event,
    seconds_to_finish: float,
) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not (server.started or serving.done()):
        await asyncio.sleep(0.02)
    if server.started:
        on_ready(address_of(listener))
    while not (serving.done() or server.should_exit or server.told or end.is_set()):
        await asyncio.sleep(0.1)
    await _finish(server, app, seconds_to_finish)
    server.should_exit = True
    app.state.close_streams()
    await serving


async def _finish(server: _Patient, app: FastAPI, seconds: float) -> None:
    """Take nothing new, and wait until what is being answered is, for so many seconds at the most."""
    if getattr(app.state, "ending", None) is None:
        return
    ending, queue = app.state.ending, app.state.queue
    ending.begun = True
    last = time.monotonic() + seconds
    while (ending.running or queue.running() or queue.waiting()) and not server.should_exit:
        if time.monotonic() >= last:
            logger.warning(
                "ended with answers still being made; their messages are kept, and can be answered after the next start"
            )
            return
        await asyncio.sleep(0.05)
