"""A server process to measure."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from evals.errors import EvaluationError

ROOT = Path(__file__).parent.parent.parent


class Served:
    """`python app.py` on a free port. `ready_s` are the seconds until it answered."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.address, self.ready_s = "", 0.0

    def __enter__(self) -> Self:
        """Start it. Raises EvaluationError when it ends before it answers."""
        began = time.perf_counter()
        environment = {k: v for k, v in os.environ.items() if not k.startswith("REGRIP_")}
        environment |= {"REGRIP_HOME": str(self._home), "REGRIP_WEB__PORT": "0", "PYTHONUNBUFFERED": "1"}
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment | {"PYTHONPATH": str(ROOT)},
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                self.address, self.ready_s = found[0], round(time.perf_counter() - began, 2)
                return self
        raise EvaluationError("the server ended before it answered; run `regrip serve` to see why")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._process.terminate()
        self._process.communicate(timeout=30)

    def memory_mb(self) -> float:
        """Return its resident memory in MiB, as Linux counts it."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return round(int(found[1]) / 1024, 1)
