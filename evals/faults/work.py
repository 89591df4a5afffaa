"""`python -m evals.faults.work KIND HOME …`: one piece of work in a process that is going to be killed. It prints `begun`, works, and
prints `done` with the seconds it took.

Everything slow that is not the work itself, such as imports and loading a model, is over when `begun` is printed.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

Work = Callable[[], object]


def build(home: Path, seed: str) -> Work:
    """Bring the index to what `seed` says it should hold."""
    from evals.faults.building import wanted
    from indexes import builder
    from indexes.embedders import get_embedder

    builder._BATCH = 8
    embedder = get_embedder(home=home)
    embedder.embed(["warm"])
    return lambda: builder.build_index(home, wanted(seed), embedder)


def migrate(home: Path) -> Work:
    """Open a record of an older version, which brings it up to date."""
    import alembic.command
    import alembic.config  # noqa: F401

    from assistant.state.store import Record

    return lambda: Record.in_home(home)


def backup(home: Path, target: str) -> Work:
    """Copy the record over an earlier copy."""
    from assistant.state import files

    return lambda: files.backup(home / "record.sqlite", Path(target), force=True)


def restore(home: Path, source: str) -> Work:
    """Put a copy in the place of the record."""
    from assistant.state import files

    return lambda: files.restore(Path(source), home / "record.sqlite", force=True)


def export(_: Path, target: str) -> Work:
    """Write a briefing over an earlier one."""
    from assistant.briefing.output import put

    content = Path(target).read_bytes()[::-1]
    return lambda: put(content, Path(target), force=True)


KINDS: dict[str, Callable[..., Work]] = {
    "build": build,
    "migrate": migrate,
    "backup": backup,
    "restore": restore,
    "export": export,
}


def main() -> None:
    """Do the work that the arguments name."""
    kind, home, *rest = sys.argv[1:]
    work = KINDS[kind](Path(home), *rest)
    print("begun", flush=True)
    at = time.monotonic()
    work()
    print(f"done {time.monotonic() - at}", flush=True)


if __name__ == "__main__":
    main()
