"""A path to its bytes, with everything that can be wrong before a single byte is understood."""

import errno
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

from corpus.files.errors import EmptyFile, FileTooLarge, MissingFile, NotAFile, UnreadableFile, safe_name
from corpus.files.limits import LARGEST_FILE


def read_bytes(path: Path) -> tuple[bytes, str]:
    """Return the file's bytes and the day it was last changed. Raises a FileError that says what is in the way."""
    name = safe_name(path)
    try:
        found = path.stat()
        _check_kind(name, found.st_mode)
        _check_size(name, found.st_size)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _what_is_in_the_way(name, error) from error
    except ValueError as error:
        raise MissingFile(name, "no file can have this name; check what was typed") from error
    _check_size(name, len(data))
    if not data:
        raise EmptyFile(name, "the file is empty (0 bytes); save it again or fetch it anew")
    return data, _day(found)


def _check_kind(name: str, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise NotAFile(name, "this is a folder; give the files in it")
    if not stat.S_ISREG(mode):
        raise NotAFile(name, "this is a device or a pipe, not a file; copy its content to a file first")


def _check_size(name: str, size: int) -> None:
    if size > LARGEST_FILE:
        raise FileTooLarge(
            name, f"larger than {LARGEST_FILE // 1_000_000} MB; cut it into parts or save it without pictures"
        )


def _what_is_in_the_way(name: str, error: OSError) -> MissingFile | UnreadableFile:
    if error.errno == errno.ELOOP:
        return MissingFile(name, "the link leads back to itself; give the file it was meant to lead to")
    if error.errno == errno.ENAMETOOLONG:
        return MissingFile(name, "the name is longer than a file's name can be; check what was typed")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return MissingFile(name, "no such file; check the name and the folder")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return UnreadableFile(name, "you may not read this file; change its permissions or copy it")
    return UnreadableFile(name, f"the system could not read it ({error.strerror or 'unknown'}); copy it and try again")


def _day(found: os.stat_result) -> str:
    try:
        return datetime.fromtimestamp(found.st_mtime, UTC).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return datetime.now(UTC).date().isoformat()
