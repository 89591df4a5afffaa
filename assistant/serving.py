"""One process serves a home folder at a time: the second is told which process does, and since when."""

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ValidationError

from assistant.errors import HomeInUse, StateError
from corpus.private import FILE, private_file

_LOCK, _NOTE = "serving.lock", "serving.json"


class Serving(BaseModel):
    """Who serves a home folder: a process on a machine, since a moment in UTC."""

    pid: int
    host: str
    since: datetime

    def __str__(self) -> str:
        """Return it in words."""
        return f"process {self.pid} on {self.host}, since {self.since:%H:%M:%S on %d %B %Y} UTC"


@contextlib.contextmanager
def serving(home: Path) -> Iterator[None]:
    """Hold a home folder for serving while the block runs. The system lets go of it when the process ends, however it ends.

    Raises HomeInUse when another process holds it, StateError when the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / _LOCK, timeout=0, mode=FILE)
        lock.acquire()
    except Timeout as error:
        raise HomeInUse(
            f"{home}: this home folder is being served already ({who_serves(home) or 'by another process'}); stop that process, or set "
            "REGRIP_HOME to another folder"
        ) from error
    except OSError as error:
        raise StateError(
            f"{home}: cannot be written ({error.strerror}), and nothing can be kept there; make it writable, or set REGRIP_HOME to "
            "another folder"
        ) from error
    try:
        _write_note(home)
        yield
    finally:
        with contextlib.suppress(OSError):
            (home / _NOTE).unlink(missing_ok=True)
        lock.release()


def who_serves(home: Path) -> Serving | None:
    """Return who serves a home folder, None when nobody does or it is not to be found out."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(home / _LOCK, timeout=0, mode=FILE):
            return None
    except (Timeout, OSError):
        pass
    try:
        return Serving.model_validate_json((home / _NOTE).read_bytes())
    except (OSError, ValidationError):
        return None


def _write_note(home: Path) -> None:
    note = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat()}
    private_file(home / _NOTE)
    with contextlib.suppress(OSError):
        (home / _NOTE).write_text(json.dumps(note), encoding="utf-8")
