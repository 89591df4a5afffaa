"""Folders and files that only their owner can read. On POSIX; elsewhere the user's own folder sees to it."""

import contextlib
import os
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can enter, or shut one that is there, and return it. Raises OSError when it cannot be made."""
    folder.mkdir(parents=True, exist_ok=True)
    _shut(folder, FOLDER)
    return folder


def private_file(file: Path) -> None:
    """Make an empty file that only its owner can read, or shut one that is there. What cannot be made is left to who opens it."""
    with contextlib.suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, FILE))
    _shut(file, FILE)


def private_below(folder: Path) -> None:
    """Shut a folder with all that is in it, which an older version may have left open. Links are not followed."""
    _shut(folder, FOLDER)
    for path, folders, files in os.walk(folder):
        for name in folders:
            _shut(Path(path, name), FOLDER)
        for name in files:
            _shut(Path(path, name), FILE)


def write_privately() -> None:
    """Make all that this process writes from now on readable by its owner alone."""
    if os.name == "posix":
        os.umask(0o077)


def _shut(path: Path, mode: int) -> None:
    """Take away what others may do; what belongs to somebody else, or is gone, stays as it is."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        if not path.is_symlink() and path.stat().st_mode & 0o077:
            path.chmod(mode)
