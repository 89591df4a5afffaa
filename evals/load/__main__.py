"""`python -m evals.load`: fifty people for ten minutes on one server process: errors, seconds by what they did, memory over time, refusals.

They ask through the queue that the page uses, bring papers, correct the evidence, export, and now and then drop the connection in the
middle. About speed and steadiness, not quality.
"""

import argparse
import asyncio
import datetime
import json
import math
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from evals.load.users import DEEDS, Tally, User
from evals.speed.__main__ import machine
from evals.web.serving import Served
from indexes.layout import Layout
from indexes.settings import default_home

RESULTS = Path(__file__).parent.parent / "results" / "load"
TARGETS = {"errors": 0, "ask_p95_s": 5.0, "memory_growth": 0.10, "left_running": 0}
_LOOKS = 40
"""How often memory is looked at."""


def main() -> int:
    """Run, print the table beside the targets, and write the result into a file of today's date. Exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.load", description=__doc__)
    parser.add_argument("--users", type=int, default=50, help="how many people (50)")
    parser.add_argument("--minutes", type=float, default=10, help="how long (10)")
    parser.add_argument("--think", type=float, default=10, help="mean seconds between what one person does (10)")
    parser.add_argument("--seed", type=int, default=0, help="what they do is drawn with (0)")
    parser.add_argument("--out", type=Path, help="file for the result (default: evals/results/load/<date>.json)")
    options = parser.parse_args()
    figures = measured(options.users, options.minutes, options.think, options.seed)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    command = f"python -m evals.load {' '.join(sys.argv[1:])}".strip()
    row = {
        "date": today,
        "command": command,
        "machine": machine(),
        "figures": figures,
        "targets": TARGETS,
        "deeds": DEEDS,
    }
    out = options.out or RESULTS / f"{today}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")
    print_table(figures)
    return 0 if all(figures[name] <= most for name, most in TARGETS.items()) else 1


def measured(users: int, minutes: float, think_s: float, seed: int = 0) -> dict[str, Any]:
    """Return the figures of so many users on a scratch home with the index of the whole corpus.

    `memory_growth` is the mean of the last quarter against that of the second one: the first is the warming up. `left_running` are
    answers that were still being made, or waited for, once everybody had left.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(default_home() / "models", home / "models")
        shutil.copytree(Layout(default_home()).folder, Layout(home).folder)
        with Served(home) as served:
            tally, memory = Tally(), [served.memory_mb()]
            asyncio.run(_all(served, users, 60 * minutes, think_s, seed, tally, memory))
            left = _left_running(served.address)
    done = {kind: sorted(seconds) for kind, seconds in tally.seconds.items()}
    return {
        "users": users,
        "minutes": minutes,
        "think_s": think_s,
        "errors": len(tally.errors),
        "first_errors": tally.errors[:5],
        "refused_429": tally.refused,
        "longest_place": max(tally.seen.places, default=0),
        "deeds_per_s": round(sum(map(len, done.values())) / (60 * minutes), 2),
        "answers_per_s": round(len(tally.seen.done_s) / (60 * minutes), 2),
        "kinds": {
            kind: {
                "done": len(seconds),
                "p50_s": _at(seconds, 0.5),
                "p95_s": _at(seconds, 0.95),
                "longest_s": _at(seconds, 1),
            }
            for kind, seconds in sorted(done.items())
        },
        "ask_p95_s": _at(done.get("ask", []), 0.95),
        "memory_mb": memory,
        "memory_growth": _growth(memory),
        "left_running": left,
    }


async def _all(
    served: Served, users: int, seconds: float, think_s: float, seed: int, tally: Tally, memory: list[float]
) -> None:
    until = time.monotonic() + seconds
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=served.address, timeout=120, limits=limits) as client:
        people = [User(client, number, seed, think_s, tally).works(until) for number in range(users)]
        await asyncio.gather(_look_at_memory(served, seconds, memory), *people)


async def _look_at_memory(served: Served, seconds: float, memory: list[float]) -> None:
    for _ in range(_LOOKS):
        await asyncio.sleep(seconds / _LOOKS)
        memory.append(served.memory_mb())


def _left_running(address: str) -> float:
    """Return how many answers wait or are being made, some seconds after everybody left."""
    left = math.inf
    for _ in range(30):
        lines = httpx.get(f"{address}/metrics").raise_for_status().text.splitlines()
        left = sum(
            float(line.split()[-1])
            for line in lines
            if line.startswith(("regrip_queue_waiting ", "regrip_queue_running "))
        )
        if not left:
            break
        time.sleep(1)
    return left


def _growth(memory: list[float]) -> float:
    quarter = max(1, len(memory) // 4)
    early, late = memory[quarter : 2 * quarter], memory[-quarter:]
    return round(sum(late) / len(late) / (sum(early) / len(early)) - 1, 3)


def _at(times: list[float], share: float) -> float:
    """Return a percentile by nearest rank, 0 where there are none."""
    return round(times[max(0, math.ceil(len(times) * share) - 1)], 2) if times else 0.0


def print_table(figures: dict[str, Any]) -> None:
    """Print the figures, those with a target beside it."""
    print(f"{'':10} {'done':>7} {'p50 s':>8} {'p95 s':>8} {'longest':>8}")
    for kind, row in figures["kinds"].items():
        print(f"{kind:10} {row['done']:>7} {row['p50_s']:>8} {row['p95_s']:>8} {row['longest_s']:>8}")
    for name in (
        "errors",
        "refused_429",
        "longest_place",
        "deeds_per_s",
        "answers_per_s",
        "ask_p95_s",
        "memory_growth",
        "left_running",
    ):
        print(f"{name:20} {figures[name]}" + (f"   [{TARGETS[name]:g}]" if name in TARGETS else ""))
    memory = figures["memory_mb"]
    print("memory MB over time  " + " ".join(f"{value:.0f}" for value in memory[:: max(1, len(memory) // 10)]))
    for error in figures["first_errors"]:
        print(f"  {error}")


if __name__ == "__main__":
    raise SystemExit(main())
