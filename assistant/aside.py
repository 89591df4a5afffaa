"""Files that are written aside and then put in the place of others, so that nobody ever meets half of one.

What a killed process left is cleared away by the next one that writes the same file: a writer holds a lock on its file, and the system
lets go of it when the writer ends, however it ends.
"""

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

_END = ".part"
_OLD_S = 24 * 3600.0
"""Seconds after which a file left aside counts as nobody's where there are no such locks."""


@contextlib.contextmanager
def aside(target: Path, mode: int = 0o600) -> Iterator[Path]:
    """Yield an empty file beside `target`, made with `mode`; it is gone when the block ends, unless it was put in place. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    clear_left(target)
    path, handle = _made(target, mode)
    try:
        yield path
    finally:
        if handle is not None:
            os.close(handle)
        _remove(path)


def put_in_place(path: Path, target: Path) -> None:
    """Make a file that was written aside last, and put it in the place of `target` at once: safe against a power cut. Raises OSError."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.replace(target)
    with contextlib.suppress(OSError):  # a folder cannot be opened everywhere
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def clear_left(target: Path) -> None:
    """Remove what writers of `target` left that were killed."""
    for path in target.parent.glob(f".{target.name}.*{_END}"):
        if _is_left(path):
            _remove(path)


def _made(target: Path, mode: int) -> tuple[Path, int | None]:
    while True:
        path = target.with_name(f".{target.name}.{secrets.token_hex(4)}{_END}")
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
        if not _lock(handle):
            os.close(handle)
            return path, None
        if os.fstat(handle).st_nlink:  # else somebody took it for a file left, between its making and its lock
            return path, handle
        os.close(handle)


def _is_left(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return _lock(handle) if os.name == "posix" else time.time() - os.fstat(handle).st_mtime > _OLD_S
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Return whether the lock of a file was to be had; where there are no such locks, False."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


def _remove(path: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):  # the latter where it is an SQLite database
        with contextlib.suppress(OSError):
            path.with_name(path.name + end).unlink(missing_ok=True)
