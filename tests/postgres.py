"""A real PostgreSQL server for tests: made in a folder of its own, reached through a socket there, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SERVER_USER = "postgres"


def programs() -> Path | None:
    """Return the folder with the newest server's programs, None where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).parent if named else None


@contextmanager
def server() -> Iterator[str]:
    """Run a server and yield the address of its first database. Without one the test is skipped, or fails where it is required."""
    bin_folder = programs()
    if bin_folder is None:
        reason = "needs PostgreSQL: apt-get install postgresql"
        if os.environ.get("REGRIP_REQUIRE_POSTGRES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="regrip-pg-"))
    user = {"user": _SERVER_USER} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(folder, _SERVER_USER)

    def run(*command: str | Path) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **user)  # type: ignore[call-overload]

    try:
        run(bin_folder / "initdb", "-D", folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {folder} -h '' -c fsync=off"
        run(bin_folder / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://tester@/postgres?host={folder}"
        finally:
            run(bin_folder / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
