"""One file, read by a process of its own that a warm reader forks: some milliseconds, and nothing of the file stays behind."""

import os
import select
import signal
import sys
import time
from collections.abc import Set
from dataclasses import dataclass
from typing import Literal, NoReturn, get_args

from corpus.files.answering import answer_to
from corpus.files.blocks import Source
from corpus.files.confinement import confine_file
from corpus.files.exchange import LONGEST_ANSWER, Outcome
from corpus.files.models import Kind

_KINDS: tuple[Kind, ...] = get_args(Kind)
_LACKS = 64
"""Exit code, plus the number of a kind, of a process that finds that kind's reader not imported."""
_PIECE = 1 << 20
_MUCH = 0.5
"""Share of the memory allowed: a process that came to a sudden end with more in use is taken to have run out of it."""


class ProgramGone(Exception):
    """The program that the reader belongs to has ended. Never leaves the reader."""


@dataclass(frozen=True)
class Ended:
    """How a file's process ended, with its answer as JSON. `lacks` is a kind to import before the file is tried again."""

    outcome: Outcome
    answer: bytes = b""
    lacks: Kind | None = None


def read_in_fork(source: Source, loaded: Set[Kind], memory: int, program: int) -> Ended:
    """Read a file in a forked process, which may use `memory` bytes. Raises ProgramGone when the pipe `program` is closed."""
    take, give = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _live(source, loaded, give, parent)
    os.close(give)
    try:
        end, answer = _collect(take, program, source.seconds)
    except ProgramGone:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(take)
    if end != "answered":
        os.kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return _ended(end, answer, os.waitstatus_to_exitcode(status), starved=peak > _MUCH * memory)


def _collect(take: int, program: int, seconds: float) -> tuple[Literal["answered", "late", "too_long"], bytes]:
    pieces, size, until = list[bytes](), 0, time.monotonic() + seconds
    ready = select.poll()
    ready.register(take, select.POLLIN)
    ready.register(program, 0)
    while (left := until - time.monotonic()) > 0:
        found = dict(ready.poll(left * 1000))
        if program in found:
            raise ProgramGone
        if take in found:
            piece = os.read(take, _PIECE)
            if not piece:
                return "answered", b"".join(pieces)
            pieces.append(piece)
            size += len(piece)
            if size > LONGEST_ANSWER:
                return "too_long", b""
    return "late", b""


def _ended(end: Literal["answered", "late", "too_long"], answer: bytes, code: int, starved: bool) -> Ended:
    if end != "answered":
        return Ended(Outcome(end=end))
    if code == 0:
        return Ended(Outcome(end="answered"), answer)
    if 0 <= code - _LACKS < len(_KINDS):
        return Ended(Outcome(end="stopped"), lacks=_KINDS[code - _LACKS])
    if starved:
        return Ended(Outcome(end="hungry"))
    return Ended(Outcome(end="stopped", cause=_name(-code) if code < 0 else f"exit code {code}"))


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _live(source: Source, loaded: Set[Kind], give: int, parent: int) -> NoReturn:
    """The whole life of a file's process: it keeps the pipe for its answer and nothing else."""
    code = 1
    try:
        os.closerange(3, give)
        os.closerange(give + 1, 1024)
        gaps = confine_file(source.seconds, parent)
        answer = answer_to(source, gaps, loaded)
        if isinstance(answer, str):
            code = _LACKS + _KINDS.index(answer)
        else:
            _write(give, answer.model_dump_json().encode())
            code = 0
    finally:
        os._exit(code)


def _write(give: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(give, view) :]
