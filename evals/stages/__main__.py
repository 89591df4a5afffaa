"""`python -m evals.stages`: compare ways of reading the stage by writers not seen; write the figures and print tables."""

import argparse
import datetime
import json
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant.engine import load_encoder
from assistant.engine.artefacts import FOLDER, load_model
from evals.stages.compare import compare_held_out, compare_unseen
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
GROUP_COLUMNS = {"whole_right": "groups whole", "member_right": "texts right"}


def main() -> None:
    """Run the comparison into a file of results."""
    parser = argparse.ArgumentParser(prog="python -m evals.stages", description=__doc__)
    parser.add_argument("--half", choices=("dev", "test"), default="dev", help="which half of the unseen sets is read")
    parser.add_argument(
        "--out", type=Path, help="file for the figures (default: evals/results/stages/<date>-<half>.json)"
    )
    arguments = parser.parse_args()
    start = time.perf_counter()

    def report(line: str) -> None:
        print(f"[{time.perf_counter() - start:5.0f} s] {line}", file=sys.stderr)

    embedder, encoder = get_embedder(), load_encoder()
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    command = f"python -m evals.stages --half {arguments.half}"
    results = {"date": today, "command": command, **settings(), "held_out": compare_held_out(embedder, report)}
    results["unseen"] = compare_unseen(arguments.half, encoder, report)
    results["speed"] = speed_figures(embedder, encoder)
    out = arguments.out or RESULTS / f"{today}-{arguments.half}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(tables(results))


def settings() -> dict[str, Any]:
    """Return what the run depends on: the shipped model's card and the versions of what it ran with."""
    names = ("numpy", "scipy", "scikit-learn", "onnxruntime", "tokenizers")
    return {
        "validation": "baselines: one writer left out; ours: the fold of the writer left out, a third of all",
        "interval": "95%, 1000 bootstrap rounds over texts, seed 0",
        "model": load_model(FOLDER).card,
        "versions": {name: version(name) for name in names} | {"python": platform.python_version()},
    }


def tables(results: dict[str, Any]) -> str:
    """Return the figures as Markdown tables, with the speed below them."""
    parts = [("the bank's passages, writers held out", results["held_out"]), *results["unseen"].items()]
    return "\n\n".join([*(_table(title, rows) for title, rows in parts), f"speed: {results['speed']}"])


def _table(title: str, rows: dict[str, Any]) -> str:
    columns = GROUP_COLUMNS if "groups" in title else COLUMNS
    lines = [f"| {title} | " + " | ".join(columns.values()) + " |", "| --- " * (len(columns) + 1) + "|"]
    lines += [f"| {way} | " + " | ".join(_cell(figures[c]) for c in columns) + " |" for way, figures in rows.items()]
    return "\n".join(lines)


def _cell(figure: Any) -> str:
    if isinstance(figure, dict):
        return f"{figure['value']:.3g} [{figure['low']:.3g}, {figure['high']:.3g}]"
    return f"{figure:.3g}"


if __name__ == "__main__":
    main()
