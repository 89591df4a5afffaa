"""One piece of work on what somebody brought, done by a forked process that has nothing but its memory and the pipe for its answer."""

import os
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NoReturn

from corpus.files.confinement import confine_file
from corpus.files.ending import outcome_of, wait_for
from corpus.files.exchange import Outcome

Work = Callable[[tuple[str, ...]], tuple[int, bytes]]
"""From the limits that could not be set, in words, to an exit code and the answer."""
_PIECE = 1 << 20


class ProgramGone(Exception):
    """The program that asked has ended. Never leaves the process."""


@dataclass(frozen=True)
class Limits:
    """What one piece of work may take: seconds, bytes of memory, bytes of its answer."""

    seconds: float
    memory: int
    longest: int


@dataclass(frozen=True)
class Done:
    """How the work ended, with the answer where there is one, and the exit code of its process."""

    outcome: Outcome
    answer: bytes = b""
    code: int = 0


def done_in_child(work: Work, limits: Limits, program: int) -> Done:
    """Do the work in a forked process. Raises ProgramGone when the other end of the pipe `program` is closed."""
    take, give = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _live(work, limits.seconds, give, parent)
    os.close(give)
    try:
        end, answer = _collect(take, program, limits)
    except ProgramGone:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(take)
    if end != "answered":
        os.kill(child, signal.SIGKILL)
    code, peak = wait_for(child)
    if end != "answered":
        return Done(Outcome(end=end))
    outcome = outcome_of(code, peak, limits.memory)
    return Done(outcome, answer if outcome.end == "answered" else b"", code)


def _collect(take: int, program: int, limits: Limits) -> tuple[Literal["answered", "late", "too_long"], bytes]:
    pieces, size, until = list[bytes](), 0, time.monotonic() + limits.seconds
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
            if size > limits.longest:
                return "too_long", b""
    return "late", b""


def _live(work: Work, seconds: float, give: int, parent: int) -> NoReturn:
    """The whole life of the process: it keeps the pipe for its answer and nothing else."""
    code = 1
    try:
        os.closerange(3, give)
        os.closerange(give + 1, 1024)
        told, answer = work(confine_file(seconds, parent))
        _write(give, answer)
        code = told
    finally:
        os._exit(code)


def _write(give: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(give, view) :]
