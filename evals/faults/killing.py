"""Work in a process of its own, killed a moment after it has begun."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from evals.errors import EvaluationError
from evals.faults.served import ROOT


class Killer:
    """Kills pieces of work. The moments are drawn over the time that the work takes when it is left alone, measured as it goes."""

    def __init__(self, seed: str) -> None:
        self._chance = random.Random(seed)
        self._longest: dict[str, float] = {}
        self.killed = self.finished = 0
        """Kills in the middle of the work, and those that came after it was done."""

    def whole(self, kind: str, *arguments: str | Path) -> float:
        """Let a piece of work be done and return its seconds. Raises EvaluationError when it fails."""
        with _begun(kind, arguments) as process:
            told = process.communicate()[0]
            if process.returncode:
                raise EvaluationError(f"{kind}: the work itself fails (exit code {process.returncode})")
        self._longest[kind] = float(told.split()[1])
        return self._longest[kind]

    def kill(self, kind: str, *arguments: str | Path) -> None:
        """Begin a piece of work and kill it at a random moment; now and then it is done before."""
        moment = self._chance.uniform(0, self._longest.get(kind, 0.5))
        with _begun(kind, arguments) as process:
            time.sleep(moment)
            process.kill()
            told = process.communicate()[0] or ""
        self.finished += "done" in told
        self.killed += "done" not in told


def _begun(kind: str, arguments: tuple[str | Path, ...]) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "evals.faults.work", kind, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("REGRIP_")} | {"PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    if process.stdout.readline().strip() != "begun":
        process.wait()
        raise EvaluationError(f"{kind}: the work did not begin (exit code {process.returncode})")
    return process
