"""`python -m tests.fuzz`: the readers of files under changed files. Exit code 1 when something broke that should not."""

import argparse
import sys
import tempfile
from pathlib import Path

from corpus.files import FileSettings
from corpus.files.apart import Readers
from tests.fuzz.running import CONTAINED, Tally, fuzz


def main() -> int:
    """Run, and print what was met."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long")
    parser.add_argument("--seed", type=int, default=1, help="the same number gives the same files")
    parser.add_argument("--memory-mb", type=int, default=512, help="memory of one file")
    parser.add_argument("--file-seconds", type=float, default=20.0, help="time of one file")
    parser.add_argument(
        "--keep",
        type=Path,
        default=Path(tempfile.gettempdir()) / "regrip-fuzz",
        help="where files are kept that broke something",
    )
    parser.add_argument(
        "--guided", action="store_true", help="follow the code that files reach (needs atheris), in one process"
    )
    given = parser.parse_args()
    if given.guided:
        from tests.fuzz.guided import run_guided

        return run_guided(given.seconds, given.seed, given.keep)
    readers = Readers(FileSettings(readers=1, seconds=given.file_seconds, memory_mb=given.memory_mb))
    tally = fuzz(given.seconds, given.seed, readers, given.keep, _tell)
    readers.close()
    print(report(tally))
    return 1 if tally.failures else 0


def _tell(tally: Tally) -> None:
    if tally.cases % 500 == 0:
        print(f"{tally.cases} files, {len(tally.failures)} failures", file=sys.stderr)


def report(tally: Tally) -> str:
    """Return a run as a table: a row for each ending of files, a column for each way to end."""
    ends = sorted({end for _, end in tally.ends}, key=lambda end: (end != "read", end))
    rows = [["", *ends, "all"]]
    for suffix in sorted({suffix for suffix, _ in tally.ends}):
        counts = [tally.ends[suffix, end] for end in ends]
        rows.append([suffix, *map(str, counts), str(sum(counts))])
    rows.append(["all", *(str(tally.of(end)) for end in ends), str(tally.cases)])
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    contained = sum(tally.of(code) for code in CONTAINED)
    lines.append(
        f"seed {tally.seed}: {tally.cases} files in {tally.seconds:.0f} s, {contained} ended or held up their reader and were contained, "
        f"slowest {tally.slowest:.1f} s, failures {len(tally.failures)}"
    )
    return "\n".join([*lines, *tally.failures])


if __name__ == "__main__":
    sys.exit(main())
