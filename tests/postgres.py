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


class Postgres:
    """A server that can be ended and begun again. `address` is that of its first database."""

    def __init__(self, folder: Path, bin_folder: Path) -> None:
        self._folder, self._bin = folder, bin_folder
        self._user = {"user": _SERVER_USER} if os.geteuid() == 0 else {}
        if self._user:
            shutil.chown(folder, _SERVER_USER)
        self.address = f"postgresql+psycopg://tester@/postgres?host={folder}"
        self._run("initdb", "-D", folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")

    def begin(self) -> None:
        """Start it and wait until it answers."""
        options = f"-k {self._folder} -h '' -c fsync=off"
        self._run(
            "pg_ctl", "-D", self._folder / "data", "-l", self._folder / "log", "-w", "-t", "300", "-o", options, "start"
        )

    def end(self) -> None:
        """End it at once, as a crash would."""
        self._run("pg_ctl", "-D", self._folder / "data", "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [self._bin / program, *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self._folder, **self._user)  # type: ignore[call-overload]


@contextmanager
def restartable() -> Iterator[Postgres]:
    """Run a server that the block may end and begin again. Without one the test is skipped, or fails where it is required."""
    bin_folder = programs()
    if bin_folder is None:
        reason = "needs PostgreSQL: apt-get install postgresql"
        if os.environ.get("REGRIP_REQUIRE_POSTGRES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="regrip-pg-"))
    try:
        running = Postgres(folder, bin_folder)
        running.begin()
        try:
            yield running
        finally:
            running.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server() -> Iterator[str]:
    """Run a server and yield the address of its first database. Without one the test is skipped, or fails where it is required."""
    with restartable() as running:
        yield running.address
