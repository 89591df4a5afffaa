"""A server process that is killed and begun again on the same home."""

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from evals.errors import EvaluationError

ROOT = Path(__file__).parent.parent.parent


class Killable:
    """`python app.py` on a free port. `said` is what it wrote until it was ready."""

    def __init__(self, home: Path) -> None:
        self._home, self.address, self.said = home, "", list[str]()
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> str:
        """Start it and return its address once it answers. Raises EvaluationError when it ends before."""
        pipe = self._start()
        for line in pipe:
            self.said.append(line.strip())
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                self.address = found[0]
                threading.Thread(target=_drain, args=(pipe,), daemon=True).start()
                return self.address
        raise EvaluationError(f"the server ended before it answered; it said: {' / '.join(self.said)}")

    def begin_and_die(self, seconds: float) -> None:
        """Start it and kill it after so many seconds, wherever it is then."""
        with self._start():
            time.sleep(seconds)
            self.kill()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process, self.address = None, ""

    def _start(self) -> IO[str]:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("REGRIP_")}
        environment |= {"REGRIP_HOME": str(self._home), "REGRIP_WEB__PORT": "0", "REGRIP_RECORD__ORIGINALS": "true"}
        self.said = []
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            cwd=self._home,
        )
        assert self._process.stdout is not None
        return self._process.stdout


def _drain(pipe: IO[str]) -> None:
    """Read what a server goes on to say, so that it never waits for a reader."""
    with pipe:
        for _ in pipe:
            pass
