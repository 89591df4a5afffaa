"""`python -m evals.stages`: compare ways of reading the stage, leave one writer out; write the figures and print a table."""

import argparse
import datetime
import json
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant.engine.artefacts import load_model
from evals.stages.compare import compare
from evals.stages.short import short_figures
from evals.stages.speed import speed_figures
from indexes.embedders import get_embedder

RESULTS = Path(__file__).parent.parent / "results" / "stages"
COLUMNS = {
    "macro_f1": "macro-F1",
    "quadratic_kappa": "QWK",
    "stage_error": "MAE",
    "far_errors": ">=2 off",
    "ranked_probability": "RPS",
    "calibration_error": "ECE",
    "coverage_at_10": "cov@10%",
    "coverage_at_5": "cov@5%",
}


def main() -> None:
    """Run the comparison into a file of results."""
    parser = argparse.ArgumentParser(prog="python -m evals.stages", description=__doc__)
    parser.add_argument(
        "--out", type=Path, help="file for the figures (default: evals/results/stages/<date>-baseline.json)"
    )
    parser.add_argument(
        "--nested", action="store_true", help="a first layer for each pair of writers: strict, half an hour"
    )
    arguments = parser.parse_args()
    start = time.perf_counter()

    def report(line: str) -> None:
        print(f"[{time.perf_counter() - start:5.0f} s] {line}", file=sys.stderr)

    embedder = get_embedder()
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    results = {"date": today, "command": "python -m evals.stages", **settings(arguments.nested)}
    results |= compare(embedder, report, arguments.nested)
    results["short"] = short_figures(embedder)
    results["speed"] = speed_figures(embedder)
    out = arguments.out or RESULTS / f"{today}-baseline.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(table(results))


def settings(nested: bool) -> dict[str, Any]:
    """Return what the run depends on: the shipped model's card and the versions of what it ran with."""
    names = ("numpy", "scipy", "scikit-learn", "onnxruntime", "tokenizers")
    return {
        "validation": "leave one writer out, "
        + ("nested" if nested else "last layer fitted on the other writers' held-out features"),
        "interval": "95%, 1000 bootstrap rounds over texts, seed 0",
        "model": load_model().card,
        "versions": {name: version(name) for name in names} | {"python": platform.python_version()},
    }


def table(results: dict[str, Any]) -> str:
    """Return the figures as a Markdown table, with quotes, short texts and speed below it."""
    held_out = {f"short texts of {w}, held out": figures for w, figures in results["short_held_out"].items()}
    rows = {**results["methods"], **held_out, "engine, short_dev": results["short"]["figures"]}
    lines = ["| method | " + " | ".join(COLUMNS.values()) + " |", "| --- " * (len(COLUMNS) + 1) + "|"]
    for name, figures in rows.items():
        cells = [f"{f['value']:.3g} [{f['low']:.3g}, {f['high']:.3g}]" for f in (figures[c] for c in COLUMNS)]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", f"quotes: {results['quotes']}", f"speed: {results['speed']}"])


if __name__ == "__main__":
    main()
