"""`python -m assistant.training`: make the stage model in `assistant/artefacts/` from the labelled texts beside this file."""

import argparse
import shutil
import sys
import time
from pathlib import Path

from assistant.engine.artefacts import FOLDER, LAYERS_FILE
from assistant.training.build import build, learn, load_network
from assistant.training.held_out import FILE as HELD_OUT_FILE
from indexes.embedders import get_embedder


def main() -> None:
    """Build into --out, telling progress on stderr."""
    parser = argparse.ArgumentParser(prog="python -m assistant.training", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the model's files")
    parser.add_argument(
        "--keep-reader",
        action="store_true",
        help="keep MiniLM's layers and the network as committed; a minute, not an hour",
    )
    arguments = parser.parse_args()
    start = time.perf_counter()

    def report(line: str) -> None:
        print(f"[{time.perf_counter() - start:5.0f} s] {line}", file=sys.stderr, flush=True)

    out: Path = arguments.out
    held_out = HELD_OUT_FILE if out == FOLDER or arguments.keep_reader else out / HELD_OUT_FILE.name
    network = load_network(FOLDER) if arguments.keep_reader else learn(out, held_out, report)
    if arguments.keep_reader and out != FOLDER:
        out.mkdir(parents=True, exist_ok=True)
        shutil.copy(FOLDER / LAYERS_FILE, out / LAYERS_FILE)
    build(out, network, get_embedder(), held_out, report)
    report("done")


if __name__ == "__main__":
    main()
