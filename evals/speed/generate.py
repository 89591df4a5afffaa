"""Times one piece of work as a user meets it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from assistant.assistant import Assistant
from assistant.models import Question, Record

ROOT = Path(__file__).parent.parent.parent


class SpeedCase(Record):
    """Work to be timed `repeats` times: an answer, an assessment, a search, or a whole cold `regrip ask`."""

    id: str
    kind: str
    work: Literal["ask", "assess", "retrieve", "cold"]
    turns: list[str]
    repeats: int = 10


def timings(case: SpeedCase, assistant: Assistant, home: Path) -> Iterator[float]:
    """Yield the seconds of each repeat. The first warm one is done once more before, so that nothing is opened in it."""
    work = _work(case, assistant, home)
    if case.work != "cold":
        work()
    for _ in range(case.repeats):
        started = time.perf_counter()
        work()
        yield round(time.perf_counter() - started, 5)


def _work(case: SpeedCase, assistant: Assistant, home: Path) -> Callable[[], object]:
    question = Question(turns=case.turns)
    command = [sys.executable, "-c", "from app import main; main()", "ask", case.turns[-1], "--json"]
    environment = {**os.environ, "REGRIP_HOME": str(home)}
    ways: dict[str, Callable[[], object]] = {
        "ask": lambda: assistant.ask(question),
        "assess": lambda: assistant.assess(question),
        "retrieve": lambda: assistant.retrieve(case.turns),
        "cold": lambda: subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True),
    }
    return ways[case.work]
