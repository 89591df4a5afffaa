"""`python -m evals.speed`: how fast and how large, on this machine: indexing, nothing-changed rebuild, cold and warm answers.

Single times on a shared machine drift; the medians are what to quote, with the machine's cores beside them.
"""

import datetime
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.models import Question
from assistant.settings import Settings
from assistant.versions import regrip_version
from corpus.loaders import load_corpus
from indexes.builder import build_index
from indexes.embedders import get_embedder
from indexes.settings import default_home

RESULTS = Path(__file__).parent.parent / "results" / "speed"
DESCRIPTION = (
    "Our assessments are slowing, the dashboard does not match what teams say, and one duty team is all agency. "
    "What stage are we in and what should we do next?"
)
FACT = "What is the current agency rate for children's social workers in England?"
_WARM_RUNS, _COLD_RUNS = 20, 5


def main() -> None:
    """Measure in a scratch home, print the figures and write them beside earlier ones."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(default_home() / "models", home / "models")
        figures = indexing(home) | answers(home)
    figures["peak_memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    row = {"date": today, "command": "python -m evals.speed", "machine": machine(), "figures": figures}
    RESULTS.mkdir(parents=True, exist_ok=True)
    text = json.dumps(row, indent=1)
    (RESULTS / f"{today}.json").write_text(text + "\n", encoding="utf-8")
    print(text)


def machine() -> dict[str, Any]:
    """Return what the figures depend on beside the code."""
    return {"cores": os.cpu_count(), "python": platform.python_version(), "regrip": regrip_version()}


def indexing(home: Path) -> dict[str, float]:
    """Return seconds and passages a second of a first build of the corpus, and seconds of one that finds nothing changed."""
    embedder = get_embedder(home=home)
    report = build_index(home, load_corpus(), embedder)
    again = build_index(home, load_corpus(), embedder)
    return {
        "passages": report.chunks,
        "build_seconds": report.seconds,
        "passages_per_second": round(report.chunks / report.seconds, 1),
        "unchanged_seconds": again.seconds,
    }


def answers(home: Path) -> dict[str, float]:
    """Return milliseconds of warm answers (p50, p95) and seconds of a whole cold `regrip ask` (median)."""
    assistant = Assistant.open(Settings(home=home))
    figures: dict[str, float] = {}
    for name, text in (("stage", DESCRIPTION), ("fact", FACT)):
        question = Question(turns=[text])
        taken = sorted(_timed(partial(assistant.ask, question)) for _ in range(_WARM_RUNS))
        figures[f"warm_{name}_p50_ms"] = round(1000 * statistics.median(taken), 1)
        figures[f"warm_{name}_p95_ms"] = round(1000 * taken[int(0.95 * (len(taken) - 1))], 1)
    command = [sys.executable, "-c", "from app import main; main()", "ask", DESCRIPTION, "--json"]
    environment = {**os.environ, "REGRIP_HOME": str(home)}
    root = Path(__file__).parent.parent.parent
    cold = [
        _timed(lambda: subprocess.run(command, env=environment, cwd=root, check=True, capture_output=True))
        for _ in range(_COLD_RUNS)
    ]
    return figures | {"cold_ask_median_seconds": round(statistics.median(cold), 2)}


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
