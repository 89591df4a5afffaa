"""A server in a process of its own: begun, killed, begun again on the same home."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from tests.ports import HeldPort

ROOT = Path(__file__).parents[3]
_SECONDS_TO_END = 120
"""For a server to finish what it does, on a slow machine."""


class Site:
    """`python app.py` as `make run` starts it. `address` stays the same when it is begun again."""

    def __init__(self, home: Path, **settings: str) -> None:
        self.home, self._settings, self.address = home, settings, ""
        self._port: HeldPort | None = None
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> str:
        """Start the server and return its address once it answers."""
        self._port = self._port or HeldPort()
        own = {"REGRIP_HOME": str(self.home), "REGRIP_WEB__PORT": str(self._port.number)}
        environment = {**os.environ, **own} | self._settings
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)},
            cwd=self.home,
        )
        assert self._process.stdout is not None
        said = ""
        for line in self._process.stdout:
            said += line
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                self.address = found[0]
                return self.address
        raise AssertionError(f"the server ended without an address: {said}")

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def end(self) -> None:
        """End it as Ctrl+C does."""
        self._end(signal.SIGTERM)
        if self._port is not None:
            self._port.close()
            self._port = None

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.communicate(timeout=_SECONDS_TO_END)
            self._process = None
