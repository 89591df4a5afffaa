"""`python -m assistant.training`: make the stage model in `assistant/artefacts/` from the labelled texts beside this file."""

import argparse
import sys
import time
from pathlib import Path

from assistant.engine.artefacts import FOLDER
from assistant.training.build import build
from indexes.embedders import get_embedder


def main() -> None:
    """Build into --out, telling progress on stderr."""
    parser = argparse.ArgumentParser(prog="python -m assistant.training", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the model's files")
    arguments = parser.parse_args()
    start = time.perf_counter()

    def report(line: str) -> None:
        print(f"[{time.perf_counter() - start:5.0f} s] {line}", file=sys.stderr)

    build(arguments.out, get_embedder(), report)
    report("done")


if __name__ == "__main__":
    main()
