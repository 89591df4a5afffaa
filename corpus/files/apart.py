"""Files that people bring, read apart from the program: whatever a file does to its reader, the program goes on and says so."""

import atexit
import functools
import hashlib
import os
import threading
from pathlib import Path

from corpus.files.blocks import clean
from corpus.files.errors import (
    FileError,
    NoReader,
    ReaderStopped,
    TooMuchMemory,
    TooMuchTime,
    as_told,
    safe_name,
)
from corpus.files.exchange import Answer, Outcome, Refusal
from corpus.files.frames import BrokenPipe
from corpus.files.models import FileText
from corpus.files.opening import read_bytes
from corpus.files.process import CannotStart, Late, Reader
from corpus.files.settings import FileSettings
from corpus.files.turns import Turns

_LONGEST_PROBLEM = 2_000


def read_file(path: Path, settings: FileSettings | None = None, by: str = "") -> FileText:
    """Return the text of a file with the place of every part, read in a process of its own.

    `by` is the user that it is read for, where several share the readers: then they take turns.
    Raises a FileError, one line that names the file and the way out, for whatever cannot be read.
    """
    return _readers_of(settings or FileSettings()).read(path, by)


def reader_gaps(settings: FileSettings) -> tuple[str, ...]:
    """Return in words what a reader of files is not kept from on this platform. Raises NoReader when none can be started."""
    return _readers_of(settings).gaps()


def close_readers() -> None:
    """End every reader that stands idle; a later file starts one anew."""
    for readers in list(_open):
        readers.close()


class Readers:
    """A few readers, each started when it is needed. Several threads may read at once; users take turns while all are taken."""

    def __init__(self, settings: FileSettings) -> None:
        self._settings = settings
        self.turns = Turns(settings.readers)
        self._lock = threading.Lock()
        self._idle: list[Reader] = []

    def read(self, path: Path, by: str = "") -> FileText:
        """Return the text of a file, for a user or the program itself. Raises a FileError."""
        name = safe_name(path)
        with self.turns.taken(by):
            data, modified = read_bytes(path)
            outcome, answer = self._ask(name, data)
        if answer is None:
            raise self._failure(name, outcome)
        if answer.refusal and answer.refusal.code == TooMuchMemory.code:
            raise self._failure(name, Outcome(end="hungry"))
        if answer.refusal:
            raise _told(name, answer.refusal)
        values = dict(answer.reading or {})
        return FileText(**values, name=name, sha256=hashlib.sha256(data).hexdigest(), modified=modified)

    def gaps(self) -> tuple[str, ...]:
        """Return in words which limits this platform does not set, as a reader tells them. Raises NoReader."""
        with self.turns.taken():
            _, answer = self._ask("words.txt", b"words")
        return answer.gaps if answer else ()

    def close(self) -> None:
        """End the readers that stand idle."""
        with self._lock:
            ended, self._idle = self._idle, []
        for reader in ended:
            reader.close()

    def _ask(self, name: str, data: bytes) -> tuple[Outcome, Answer | None]:
        """Give a file to a reader. One that is found dead may have ended before: a fresh one is tried, once."""
        for taken in (self._idle_or_new, self._new):
            reader = taken(name)
            try:
                told = reader.read(name, data, self._settings.seconds)
            except Late:
                reader.close()
                return Outcome(end="late"), None
            except BrokenPipe:
                reader.close()
            except BaseException:
                reader.close()
                raise
            else:
                with self._lock:
                    self._idle.append(reader)
                return told
        return Outcome(end="stopped"), None

    def _idle_or_new(self, name: str) -> Reader:
        with self._lock:
            reader = self._idle.pop() if self._idle else None
        return reader or self._new(name)

    def _new(self, name: str) -> Reader:
        try:
            return Reader(self._settings.memory_mb)
        except CannotStart as error:
            problem = f"no process to read it can be started: {error}; run `regrip doctor`, and try again"
            raise NoReader(name, problem) from error

    def _failure(self, name: str, outcome: Outcome) -> FileError:
        seconds, memory = self._settings.seconds, self._settings.memory_mb
        if outcome.end == "late":
            return TooMuchTime(
                name, f"reading it takes longer than {seconds:g} seconds; cut it into parts, or raise files.seconds"
            )
        if outcome.end == "hungry":
            return TooMuchMemory(
                name,
                f"reading it takes more than {memory} MB of memory, or than this machine has left; "
                "cut it into parts, or raise files.memory_mb",
            )
        if outcome.end == "too_long":
            return TooMuchMemory(name, "its text is longer than any that is kept; cut it into parts")
        said = f" ({outcome.cause})" if outcome.cause else ""
        problem = (
            f"its reader came to a sudden end{said}: it is damaged or made to do harm; "
            "save it anew from its program, or as plain text"
        )
        return ReaderStopped(name, problem)


def _told(name: str, refusal: Refusal) -> FileError:
    """The error that a reader met, as if it had been met here."""
    error = as_told(refusal.code, name, clean(refusal.problem)[:_LONGEST_PROBLEM])
    if refusal.trace:
        error.add_note(f"In the file's reader:\n{refusal.trace}")
    return error


_open: list[Readers] = []


@functools.cache
def _readers_of(settings: FileSettings) -> Readers:
    """The readers that work under these settings. There is one set in a process: they hold nothing of any user."""
    readers = Readers(settings)
    _open.append(readers)
    return readers


def _forget() -> None:
    """In a forked program the readers are its parent's."""
    _open.clear()
    _readers_of.cache_clear()


atexit.register(close_readers)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
