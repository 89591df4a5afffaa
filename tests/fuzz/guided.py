"""Fuzzing that follows the code: atheris changes files so that they reach lines of the readers that none has reached.

It reads in its own process, so a crash in a library ends it; what it looks for is an exception that is no FileError.
"""

import importlib.util
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.fuzz.mutating import mutated
from tests.fuzz.seeds import all_seeds

SUFFIXES = (".html", ".md", ".txt", ".csv", ".eml", ".docx", ".odt", ".xlsx", ".pdf")
_OURS = 0.8
"""How often a file is changed as in `tests.fuzz.mutating`, which keeps containers whole; else as libFuzzer does."""


def run_guided(seconds: float, seed: int, keep: Path) -> int:
    """Fuzz each kind for its share of the time, in a process a kind; return 1 when something broke, 2 without atheris."""
    if importlib.util.find_spec("atheris") is None:
        print("--guided needs atheris: pip install -c constraints.txt '.[fuzz]' (Linux)", file=sys.stderr)
        return 2
    keep.mkdir(parents=True, exist_ok=True)
    codes = {suffix: _run(suffix, seconds / len(SUFFIXES), seed, keep) for suffix in SUFFIXES}
    print(
        *(f"{suffix:6} {'nothing broke' if code == 0 else f'exit code {code}'}" for suffix, code in codes.items()),
        sep="\n",
    )
    return 1 if any(codes.values()) else 0


def _run(suffix: str, seconds: float, seed: int, keep: Path) -> int:
    with tempfile.TemporaryDirectory() as corpus:
        for number, one in enumerate(one for one in all_seeds() if one.suffix == suffix):
            (Path(corpus) / str(number)).write_bytes(one.data)
        options = [
            f"-max_total_time={max(1, round(seconds))}",
            f"-seed={seed}",
            f"-artifact_prefix={keep}/{suffix[1:]}-",
        ]
        limits = ["-rss_limit_mb=2048", "-timeout=30", "-max_len=60000", "-print_final_stats=1", "-verbosity=0"]
        command = [sys.executable, "-m", "tests.fuzz.guided", suffix, corpus, *options, *limits]
        return subprocess.run(command, check=False).returncode


def main() -> None:
    """Fuzz one kind: the first argument is its ending, the others are libFuzzer's."""
    import atheris

    suffix = sys.argv.pop(1)
    with atheris.instrument_imports(include=["corpus.files"]):
        from corpus.files.blocks import Source
        from corpus.files.common import load_common
        from corpus.files.errors import FileError, ReaderFault
        from corpus.files.loading import load_kind
        from corpus.files.models import FileText
        from corpus.files.reading import read_source
        from corpus.files.signatures import SUFFIXES as KINDS
        from tests.fuzz.running import flaw_of

        load_common()
        load_kind(KINDS[suffix])

    def read(data: bytes) -> None:
        try:
            reading = read_source(Source(f"case{suffix}", data))
        except FileError as error:
            if isinstance(error, ReaderFault):
                raise
            return
        values: dict[str, Any] = dict(reading)
        if flaw := flaw_of(FileText(**values, name="case", sha256="", modified="2024-01-01")):
            raise AssertionError(flaw)

    others = [one.data for one in all_seeds() if one.suffix == suffix]

    def change(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        made = mutated(data or b" ", suffix, chance, others) if chance.random() < _OURS else atheris.Mutate(data, most)
        return bytes(made[:most])

    atheris.Setup(sys.argv, read, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
