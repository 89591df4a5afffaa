"""Starts a worker, asks it, and measures from outside, so that every system is measured in the same manner."""

import contextlib
import json
import os
import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from evals.errors import PeerUnavailable
from evals.peers.environments import reason_in

_NOWHERE = "http://127.0.0.1:9"
"""The discard port of this machine: whatever asks for a page through it is refused at once."""
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LOGFIRE_SEND_TO_LOGFIRE": "false",
    "LOGFIRE_IGNORE_NO_CONFIG": "1",
    "OTEL_SDK_DISABLED": "true",
    **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"), _NOWHERE),
}


class Worker:
    """A worker's process. Use it in a `with` statement: it is ended when the block is left."""

    def __init__(
        self, command: list[str], folder: Path, home: Path, timeout: float, own: dict[str, str] | None = None
    ) -> None:
        """`folder` is where it starts; `home` is an empty folder that it takes for the user's; `timeout` is seconds a request."""
        home.mkdir(parents=True, exist_ok=True)
        self._command, self._folder, self._timeout = command, folder, timeout
        self._log = home / "worker.log"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "REGRIP_"))}
        self._environment = kept | {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")} | OFFLINE | (own or {})
        self._late = False

    def __enter__(self) -> "Worker":
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def ask(self, do: str, **fields: Any) -> tuple[dict[str, Any], float]:
        """Return the reply and the seconds from sending to receiving. Raises PeerUnavailable with the worker's reason."""
        line = json.dumps({"do": do, **fields}) + "\n"
        watch = threading.Timer(self._timeout, self._stop)
        watch.start()
        try:
            started = time.perf_counter()
            answer = self._exchange(line)
            taken = time.perf_counter() - started
        finally:
            watch.cancel()
        if not answer:
            raise PeerUnavailable(self._why(do))
        reply: dict[str, Any] = json.loads(answer)
        if "error" in reply:
            raise PeerUnavailable(f"could not {do}: {reason_in(reply['error'])}")
        return reply, taken

    def _exchange(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
            return self._process.stdout.readline()
        except BrokenPipeError:
            return ""

    def _stop(self) -> None:
        self._late = True
        self._process.kill()

    def _why(self, do: str) -> str:
        if self._late:
            return f"could not {do}: it took longer than {self._timeout:.0f} seconds"
        code = self._process.wait()
        said = reason_in(self._log.read_text(encoding="utf-8", errors="replace"))
        return f"could not {do}: its process ended with code {code} ({said})"
