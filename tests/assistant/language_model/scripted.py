"""A server that speaks OpenAI's chat protocol and says, streamed, whatever a test wants: true, false, slowly, brokenly or nothing."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_PASSAGE = re.compile(r'<passage number="(\d+)"[^>]*>(.*?)</passage>', re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def text(self) -> str:
        """All messages, joined."""
        return "\n".join(str(message["content"]) for message in self.body["messages"])

    @property
    def passages(self) -> dict[int, str]:
        """The numbered passages of the request."""
        return {int(n): text for n, text in _PASSAGE.findall(self.text)}

    @property
    def rewrites(self) -> bool:
        """Whether it asks for a standalone question."""
        return "<draft>" in self.text

    def number_of(self, words: str) -> int:
        """Return the number of the first passage that has these words."""
        return next(n for n, text in self.passages.items() if words in text)


@dataclass(frozen=True)
class Speech:
    """What the server does with one request.

    `text` is streamed in small pieces with `pause_s` between them; `drop_after` pieces the line is cut; `hold` is waited for before
    the first piece; another `status` than 200 is answered with no text.
    """

    text: str = ""
    status: int = 200
    pause_s: float = 0.0
    drop_after: int | None = None
    hold: threading.Event | None = None
    headers: dict[str, str] = field(default_factory=dict)


Script = Callable[[Asked], Speech]


class ScriptedServer:
    """The server; `script` may be changed between questions. `asked` keeps the requests, `cut` says that a client left early."""

    def __init__(self) -> None:
        self.script: Script = lambda _: Speech("NO ANSWER")
        self.asked: list[Asked] = []
        self.cut = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        """Its address, as `llm.base_url` wants it."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def says(self, *speeches: Speech | Callable[[Asked], str]) -> None:
        """Answer the next requests so, the last of these for all that follow."""
        left = list(speeches)

        def script(asked: Asked) -> Speech:
            speech = left.pop(0) if len(left) > 1 else left[0]
            return speech if isinstance(speech, Speech) else Speech(speech(asked))

        self.asked, self.script = [], script
        self.cut.clear()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._reply(200, b'{"object":"list","data":[]}', {})

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                asked = Asked(body, {k.lower(): v for k, v in self.headers.items()})
                server.asked.append(asked)
                speech = server.script(asked)
                if speech.status != 200:
                    self._reply(
                        speech.status, b'{"error":{"message":"no: ' + asked.text[:40].encode() + b'"}}', speech.headers
                    )
                    return
                try:
                    self._stream(speech, bool(body.get("stream_options")))
                except OSError:
                    server.cut.set()

            def _reply(self, status: int, content: bytes, headers: dict[str, str]) -> None:
                self.send_response(status)
                for name, value in {
                    "Content-Type": "application/json",
                    "Content-Length": str(len(content)),
                    **headers,
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def _stream(self, speech: Speech, counts: bool) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Connection", "close")
                self.end_headers()
                if speech.hold is not None:
                    speech.hold.wait(300)
                pieces = [speech.text[i : i + 7] for i in range(0, len(speech.text), 7)]
                for number, piece in enumerate(pieces):
                    if number == speech.drop_after:
                        self.connection.close()
                        return
                    self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})
                    time.sleep(speech.pause_s)
                self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
                if counts:
                    self._event(
                        {"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}}
                    )
                self.wfile.write(b"data: [DONE]\n\n")
                self.close_connection = True

            def _event(self, content: dict[str, Any]) -> None:
                whole = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted", **content}
                self.wfile.write(b"data: " + json.dumps(whole).encode() + b"\n\n")
                self.wfile.flush()

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    """Serve for the length of the block."""
    server = ScriptedServer()
    try:
        yield server
    finally:
        server.close()
