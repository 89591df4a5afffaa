"""`python -m evals.scale`: what an index of many passages costs to build, keep, open and search. About size, not quality.

The passages are the corpus's sentences recombined with other numbers, so what is found means nothing. With `--vectors random` the
vectors are random ones near the corpus's real vectors, which takes minutes instead of most of an hour; queries are embedded for real.
"""

import argparse
import datetime
import json
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from evals.errors import EvaluationError
from evals.scale.passages import PER_DOCUMENT
from evals.speed.__main__ import machine
from indexes.layout import Layout
from indexes.models import IndexManifest

ROOT = Path(__file__).parent.parent.parent
RESULTS = ROOT / "evals" / "results" / "scale"
ABOUT = "size only: sentences of the corpus recombined with other numbers; no figure here is about what is found"


def main() -> None:
    """Measure in a scratch folder, print the figures and write them into a file of today's date."""
    parser = argparse.ArgumentParser(prog="python -m evals.scale", description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000, help="how many passages the index holds")
    parser.add_argument("--per-document", type=int, default=PER_DOCUMENT, help="passages in one document")
    parser.add_argument("--vectors", choices=("real", "random"), default="real", help="random: for timing, in minutes")
    parser.add_argument("--out", type=Path, help="file for the figures (default: evals/results/scale/<date>.json)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = Measuring(Path(folder), options.passages, options.per_document, options.vectors).figures()
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    command = f"python -m evals.scale {' '.join(sys.argv[1:])}".strip()
    row = {"date": today, "command": command, "about": ABOUT, "vectors": options.vectors, "machine": machine()}
    text = json.dumps(row | {"figures": figures}, indent=1)
    out = options.out or RESULTS / f"{today}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text + "\n", encoding="utf-8")
    print(text)


class Measuring:
    """Runs the steps one after the other in processes of their own."""

    def __init__(self, folder: Path, passages: int, per_document: int, vectors: str) -> None:
        self._home, self._killed = folder / "home", folder / "killed"
        self._passages = passages
        self._rest = [str(passages), str(per_document), vectors]

    def figures(self) -> dict[str, Any]:
        """Return every figure."""
        built = self._step("build", self._home)
        figures: dict[str, Any] = {
            "passages": built["chunks"],
            "documents": built["documents"],
            "build_seconds": built["seconds"],
            "build_peak_memory_mb": built["peak_memory_mb"],
        }
        figures["disk_bytes"] = disk(Layout(self._home))
        figures["unchanged_seconds"] = self._step("unchanged", self._home)["seconds"]
        figures["unchanged_from_files_seconds"] = self._step("files", self._home)["seconds"]
        figures |= self._step("search", self._home)
        figures |= self._one_more()
        return figures | self._kill()

    def _one_more(self) -> dict[str, Any]:
        done = self._step("add", self._home)
        return {
            "add_one_document_seconds": done["added"]["seconds"],
            "add_one_document_embedded": done["added"]["embedded"],
            "remove_one_document_seconds": done["removed"]["seconds"],
        }

    def _kill(self) -> dict[str, Any]:
        """Kill a build with half its passages stored, and go on with it."""
        started = time.perf_counter()
        with subprocess.Popen(
            self._command("build", self._killed), cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as work:
            assert work.stdout is not None
            done = next((n for n in map(int, work.stdout) if n >= self._passages // 2), None)
            work.send_signal(signal.SIGKILL)
        if done is None:
            raise EvaluationError(f"the build that was to be killed ended before half (exit code {work.returncode})")
        before = time.perf_counter() - started
        again = self._step("build", self._killed)
        return {
            "killed_after_seconds": round(before, 1),
            "killed_after_passages": done,
            "resume_seconds": again["seconds"],
            "resume_embedded_again": max(0, again["embedded"] - (self._passages - done)),
        }

    def _step(self, step: str, home: Path) -> dict[str, Any]:
        done = subprocess.run(self._command(step, home), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        line = done.stdout.splitlines()[-1]
        print(f"[{time.strftime('%H:%M:%S')}] {step}: {line}", file=sys.stderr)
        result: dict[str, Any] = json.loads(line)
        return result

    def _command(self, step: str, home: Path) -> list[str]:
        return [sys.executable, "-m", "evals.scale.work", step, str(home), *self._rest]


def disk(layout: Layout) -> dict[str, int]:
    """Return the bytes of an index by what they are for."""
    manifest = layout.read_manifest()
    assert isinstance(manifest, IndexManifest)
    generation = layout.generation(manifest.generation)
    return {
        "passages_and_records": _bytes(layout.chroma, "*.sqlite3*"),
        "vectors": _bytes(layout.chroma, "*.bin"),
        "keyword_index": _bytes(generation / "keyword", "*"),
        "list_of_documents": (generation / "documents.json").stat().st_size,
        "all": layout.disk_bytes(),
    }


def _bytes(folder: Path, names: str) -> int:
    return sum(path.stat().st_size for path in folder.rglob(names) if path.is_file())


if __name__ == "__main__":
    main()
