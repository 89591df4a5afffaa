"""A real HTTP server on 127.0.0.1 whose answers, faults included, each test writes down."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Headers = dict[str, str]
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"\n%%EOF\n"


class Reply:
    """What to send. `cut_at` closes the connection after so many bytes of the body; `chunked` leaves the length out."""

    def __init__(
        self,
        body: bytes = PDF,
        status: int = 200,
        kind: str | None = "application/pdf",
        cut_at: int | None = None,
        before: Callable[[], object] = lambda: None,
        midway: Callable[[], object] = lambda: None,
        chunked: bool = False,
        **headers: str,
    ) -> None:
        self.body, self.status, self.cut_at, self.chunked = body, status, cut_at, chunked
        self.before, self.midway = before, midway
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if kind is not None:
            self.headers["Content-Type"] = kind


@dataclass
class Seen:
    """A request as it arrived."""

    path: str
    headers: Any


Answering = Callable[[Seen], Reply]


@dataclass
class Site:
    """The server: `site["/a.pdf"] = Reply()`, or a list of replies of which the last one stays, or a function."""

    port: int = 0
    requests: list[Seen] = field(default_factory=list)
    routes: dict[str, Any] = field(default_factory=dict)

    def __setitem__(self, path: str, reply: Reply | list[Reply] | Answering) -> None:
        self.routes[path] = reply

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def asked(self, path: str | None = None) -> list[Seen]:
        """The requests for a path, or all but those for robots.txt."""
        return [r for r in self.requests if (r.path == path if path else r.path != "/robots.txt")]

    def answer(self, seen: Seen) -> Reply:
        self.requests.append(seen)
        route = self.routes.get(seen.path)
        if route is None:
            return Reply(b"not here", 404, "text/html")
        if isinstance(route, list):
            return route.pop(0) if len(route) > 1 else route[0]
        return route(seen) if callable(route) else route


def ranged(body: bytes = PDF, etag: str = '"v1"', **headers: str) -> Answering:
    """A well-behaved file: knows If-None-Match, Range and If-Range."""

    def answering(seen: Seen) -> Reply:
        if seen.headers.get("If-None-Match") == etag:
            return Reply(b"", 304, None, ETag=etag)
        wanted = seen.headers.get("Range")
        if wanted and seen.headers.get("If-Range") == etag:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start >= len(body):
                return Reply(b"", 416, None, Content_Range=f"bytes */{len(body)}")
            place = f"bytes {start}-{len(body) - 1}/{len(body)}"
            return Reply(body[start:], 206, ETag=etag, Content_Range=place, **headers)
        return Reply(body, ETag=etag, **headers)

    return answering


@contextmanager
def serving(**options: Any) -> Iterator[Site]:
    """Run a server until the block ends; `wrap` may put TLS around its socket."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            try:
                send(self, site.answer(Seen(self.path, self.headers)))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if "wrap" in options:
        server.socket = options["wrap"](server.socket)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    reply.before()
    handler.send_response(reply.status)
    headers = dict(reply.headers)
    if not reply.chunked and reply.status != 304:
        headers.setdefault("Content-Length", str(len(reply.body)))
    if reply.chunked:
        headers["Transfer-Encoding"] = "chunked"
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    body = reply.body if reply.cut_at is None else reply.body[: reply.cut_at]
    half = len(body) // 2
    for piece in (body[:half], body[half:]):
        if reply.chunked and piece:
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        elif piece:
            handler.wfile.write(piece)
        handler.wfile.flush()
        if piece is not body[half:] or not piece:
            reply.midway()
    if reply.cut_at is not None:
        handler.close_connection = True
    elif reply.chunked:
        handler.wfile.write(b"0\r\n\r\n")
