"""`python -m evals.faults`: kill Regrip at random moments, start it again, and look for anything acknowledged that is gone.

Each round is a `kill -9` of serving, of building the index, of a migration, of a backup or restore, or of an export. Exit code 1 when
anything was lost.
"""

import argparse
import datetime
import json
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from assistant.versions import code_version, regrip_version
from evals.faults.building import BuildingRounds
from evals.faults.keeping import BackupRounds, ExportRounds, MigrationRounds
from evals.faults.serving import ServingRounds
from evals.speed.__main__ import machine
from indexes.layout import Layout
from indexes.settings import default_home

RESULTS = Path(__file__).parent.parent / "results" / "faults"
TURNS = ("serving", "building", "serving", "migration", "serving", "backup", "serving", "export")
"""What is killed, round after round: half of them the server, while people write to it over HTTP."""


def main() -> int:
    """Run the rounds, print the table, and write the result into a file of today's date."""
    parser = argparse.ArgumentParser(prog="python -m evals.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, help="how many kills (200)")
    parser.add_argument("--seed", type=int, default=0, help="what the moments are drawn with (0)")
    parser.add_argument("--out", type=Path, help="file for the result (default: evals/results/faults/<date>.json)")
    options = parser.parse_args()
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    with tempfile.TemporaryDirectory() as folder:
        result = run(Path(folder), options.rounds, options.seed)
    command = f"python -m evals.faults {' '.join(sys.argv[1:])}".strip()
    row = {"date": today, "command": command, "machine": machine(), **result}
    out = options.out or RESULTS / f"{today}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")
    print_table(result)
    return 1 if result["losses"] else 0


def run(folder: Path, rounds: int, seed: int) -> dict[str, Any]:
    """Return what was killed how often, what was acknowledged, and what was wrong afterwards."""
    home = folder / "home"
    shutil.copytree(default_home() / "models", home / "models")
    shutil.copytree(default_home() / "models", folder / "building" / "models")
    shutil.copytree(Layout(default_home()).folder, Layout(home).folder)
    serving = ServingRounds(home, seed)
    kinds: dict[str, Any] = {"serving": lambda: serving}
    kinds["building"] = lambda: BuildingRounds(folder / "building", seed)
    kinds["migration"] = lambda: MigrationRounds(folder / "migration", seed)
    kinds["backup"] = lambda: BackupRounds(folder / "backup", seed)
    kinds["export"] = lambda: ExportRounds(folder / "export", seed)
    begun: dict[str, Any] = {}
    counts, wrong, seconds = Counter[str](), defaultdict[str, list[str]](list), defaultdict[str, float](float)
    for number in range(rounds):
        kind = TURNS[number % len(TURNS)]
        at = time.monotonic()
        if kind not in begun:
            begun[kind] = kinds[kind]()
        found = begun[kind].round(number)
        counts[kind] += 1
        seconds[kind] += time.monotonic() - at
        wrong[kind] += [f"round {number}: {one}" for one in found]
        print(f"round {number + 1} of {rounds}: {kind}{': ' + '; '.join(found) if found else ''}", file=sys.stderr)
    wrong["serving"] += [f"in the end: {one}" for one in serving.end()]
    rows = [
        {
            "what": kind,
            "kills": counts[kind],
            "in_the_middle": counts[kind] if kind == "serving" else begun[kind].killer.killed,
            "wrong": len(wrong[kind]),
            "seconds": round(seconds[kind], 1),
        }
        for kind in dict.fromkeys(TURNS)
        if counts[kind]
    ]
    return {
        "versions": code_and_index(home),
        "rounds": rounds,
        "seed": seed,
        "acknowledged": serving.ledger.acknowledged,
        "refused": len(serving.refused),
        "first_refused": serving.refused[:3],
        "losses": sum(len(found) for found in wrong.values()),
        "what_was_wrong": [one for found in wrong.values() for one in found][:50],
        "put_right_at_starts": len(serving.said),
        "kinds": rows,
        "settings": Settings(home=Path("scratch")).model_dump(mode="json", include={"record", "limits", "web"}),
    }


def code_and_index(home: Path) -> dict[str, str]:
    """Return the versions that the rounds were run with."""
    manifest = Layout(home).read_existing()
    return {
        "regrip": regrip_version(),
        "code": code_version(),
        "index": manifest.generation,
        "embedder": manifest.embedder,
    }


def print_table(result: dict[str, Any]) -> None:
    """Print what was killed and what was wrong."""
    print(f"{'killed':12} {'rounds':>7} {'in the middle':>14} {'wrong':>7} {'seconds':>9}")
    for row in result["kinds"]:
        print(f"{row['what']:12} {row['kills']:>7} {row['in_the_middle']:>14} {row['wrong']:>7} {row['seconds']:>9}")
    print(
        f"{result['rounds']} kills, {result['acknowledged']} changes acknowledged, {result['losses']} lost or wrong; "
        f"{result['put_right_at_starts']} starts said that they put something right; {result['refused']} requests refused"
    )
    for one in result["what_was_wrong"]:
        print(f"  {one}")


if __name__ == "__main__":
    raise SystemExit(main())
