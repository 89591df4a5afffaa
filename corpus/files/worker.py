"""The reader's own process: `python -m corpus.files.worker MEGABYTES`. It takes files on standard input until that is closed.

Where the platform can fork, this process never looks into a file: each goes to a process of its own (see `corpus.files.forked`).
"""

import gc
import os
import select
import signal
import sys
from typing import IO

from corpus.files.answering import answer_to
from corpus.files.blocks import Source
from corpus.files.child import ProgramGone
from corpus.files.common import load_common
from corpus.files.confinement import NOTHING, confine_reader
from corpus.files.exchange import LONGEST_HEAD, Outcome, Ready, Request
from corpus.files.forked import Ended, read_in_fork
from corpus.files.frames import BrokenPipe, own_pipes, receive, send
from corpus.files.limits import LARGEST_FILE
from corpus.files.loading import load_kind
from corpus.files.models import Kind

IDLE_SECONDS = 300.0
"""A reader that is given nothing for so long ends; the next file is read by a new one."""


def main() -> None:
    """Say that the reader is ready, then read one file after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    take, give = own_pipes()
    memory_mb = int(sys.argv[1])
    try:
        confine_reader(memory_mb)
        load_common()
    except Exception as error:
        send(give, Ready(fault=f"{type(error).__name__}: {error}").model_dump_json().encode())
        return
    gc.freeze()
    send(give, Ready().model_dump_json().encode())
    try:
        _serve(take, give, memory_mb * 1_048_576)
    except (BrokenPipe, ProgramGone):
        return


def _serve(take: IO[bytes], give: IO[bytes], memory: int) -> None:
    loaded: set[Kind] = set()
    while _is_asked(take):
        request = Request.model_validate_json(receive(take, LONGEST_HEAD))
        source = Source(request.name, receive(take, LARGEST_FILE), request.seconds)
        ended = _read(source, loaded, memory, take.fileno())
        send(give, ended.outcome.model_dump_json().encode())
        if ended.outcome.end == "answered":
            send(give, ended.answer)


def _read(source: Source, loaded: set[Kind], memory: int, program: int) -> Ended:
    """Read a file; where its kind's reader is not imported yet, import that and read it again."""
    while True:
        ended = read_in_fork(source, loaded, memory, program) if hasattr(os, "fork") else _read_here(source, loaded)
        if ended.lacks is None:
            return ended
        load_kind(ended.lacks)
        gc.freeze()
        loaded.add(ended.lacks)


def _read_here(source: Source, loaded: set[Kind]) -> Ended:
    answer = answer_to(source, NOTHING, loaded)
    if isinstance(answer, str):
        return Ended(Outcome(end="stopped"), lacks=answer)
    return Ended(Outcome(end="answered"), answer.model_dump_json().encode())


def _is_asked(take: IO[bytes]) -> bool:
    """Whether there is something to do, or nobody any more; False when nothing came for a long time."""
    if sys.platform == "win32":
        return True
    ready = select.poll()
    ready.register(take, select.POLLIN)
    return bool(ready.poll(IDLE_SECONDS * 1000))


if __name__ == "__main__":
    main()
