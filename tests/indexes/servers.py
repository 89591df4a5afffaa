"""A real Chroma server process on loopback, and servers that only look like one."""

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.ports import HeldPort

START_SECONDS = 120.0
"""For a server to listen on a busy machine; two or three are usual."""


class ChromaServer:
    """`chroma run` over one folder, always at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, HeldPort()
        self.url = f"http://127.0.0.1:{self.port.number}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, once the one before has ended, and wait until it listens."""
        if self.process is not None:
            self.process.wait()
        chroma = str(Path(sys.executable).parent / "chroma")
        command = [chroma, "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port.number)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)
        last = time.monotonic() + START_SECONDS
        while time.monotonic() < last:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port.number)) == 0:
                    return
            time.sleep(0.05)
        raise TimeoutError(f"{self.url}: the server does not listen after {START_SECONDS} s")

    def send(self, signal: int) -> None:
        """Send the process a signal."""
        assert self.process is not None
        self.process.send_signal(signal)

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextlib.contextmanager
def chroma_server(folder: Path) -> Iterator[ChromaServer]:
    server = ChromaServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
        server.port.close()


@contextlib.contextmanager
def silent_server() -> Iterator[str]:
    """The address of a socket that takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@contextlib.contextmanager
def http_server(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of an HTTP server that answers with `handler`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
