"""`python -m evals.web`: seconds to ready, first paint, page weight, first text, fifty people at once, memory. About speed, not quality.

Each figure is of one server process on a scratch home with the index of the whole corpus, served on loopback.
"""

import argparse
import datetime
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from evals.speed.__main__ import machine
from evals.web.browsing import browsed
from evals.web.crowd import crowded
from evals.web.serving import Served
from indexes.layout import Layout
from indexes.settings import default_home

ROOT = Path(__file__).parent.parent.parent
RESULTS = ROOT / "evals" / "results" / "web"
TARGETS = {
    "ready_s": 6.0,
    "first_paint_ms": 1500,
    "first_text_p95_ms": 300,
    "crowd_errors": 0,
    "crowd_p95_s": 5.0,
    "memory_mb": 700,
    "memory_mb_per_conversation": 2.0,
}


def main() -> None:
    """Measure in a scratch home, print the figures beside their targets and write them into a file of today's date."""
    parser = argparse.ArgumentParser(prog="python -m evals.web", description=__doc__)
    parser.add_argument("--people", type=int, default=50, help="how many ask at once")
    parser.add_argument("--out", type=Path, help="file for the figures (default: evals/results/web/<date>.json)")
    options = parser.parse_args()
    figures = _figures(options.people)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    command = f"python -m evals.web {' '.join(sys.argv[1:])}".strip()
    row = {"date": today, "command": command, "machine": machine(), "figures": figures, "targets": TARGETS}
    out = options.out or RESULTS / f"{today}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")
    for name, value in figures.items():
        target = f"   [{TARGETS[name]:g}]" if name in TARGETS else ""
        print(f"{name:32} {value}{target}")


def _figures(people: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(default_home() / "models", home / "models")
        shutil.copytree(Layout(default_home()).folder, Layout(home).folder)
        with Served(home) as cold:  # the first start after a copy reads everything from disk
            first_s = cold.ready_s
        with Served(home) as served:
            figures: dict[str, Any] = {"ready_s": served.ready_s, "ready_first_s": first_s}
            figures["memory_mb_at_start"] = served.memory_mb()
            figures |= browsed(served.address)
            figures["memory_mb"] = served.memory_mb()
            figures |= crowded(served.address, people)
            figures["memory_mb_after_crowd"] = served.memory_mb()
            grown = figures["memory_mb_after_crowd"] - figures["memory_mb"]
            figures["memory_mb_per_conversation"] = round(grown / people, 2)
            return figures


if __name__ == "__main__":
    main()
