"""What a process that reads files can no longer do. Each function returns, in words, what this platform cannot take away.

Two steps: the reader, which runs none of the files' parsers, gives up little; the process of one file gives up everything
but its memory and the one pipe for its answer.
"""

import math
import os
import signal
import sys
from collections.abc import Iterator

from corpus.files import syscalls

if sys.platform != "win32":
    import resource

_NO_NEW_PRIVILEGES, _DIE_WITH_PARENT, _DUMPABLE = 38, 1, 4
"""PR_SET_NO_NEW_PRIVS, PR_SET_PDEATHSIG, PR_SET_DUMPABLE of Linux's prctl."""

NOTHING = ("memory, files, connections and programs (Windows)",)


def confine_reader(memory_mb: int) -> tuple[str, ...]:
    """Limit the memory of this process and of those it starts, and rule out new privileges and core dumps."""
    if sys.platform == "win32":
        return NOTHING
    size = memory_mb * 1_048_576
    return (
        *_limited(("CORE", 0, 0, "core dumps"), ("AS", size, size, "memory")),
        *_controlled(_NO_NEW_PRIVILEGES, 1, "new privileges"),
    )


def confine_file(seconds: float, parent: int) -> tuple[str, ...]:
    """Leave this process no file, no connection and no program to open, and that many seconds of a processor.

    Where `parent` has gone in the meantime, the process ends. A second before the kernel kills it for its time it sends SIGXCPU, by
    which that is told from a kill for lack of memory.
    """
    if sys.platform == "win32":
        return NOTHING
    most = math.ceil(seconds) + 1
    gaps = (
        *_controlled(_DIE_WITH_PARENT, signal.SIGKILL, "outliving its parent"),
        *_controlled(_DUMPABLE, 0, "being looked into by others"),
        *_limited(
            ("CPU", most, most + 1, "processor time"),
            ("FSIZE", 0, 0, "writing files"),
            ("NPROC", 0, 0, "starting processes"),
            ("NOFILE", 0, 0, "opening files and connections"),
        ),
        *syscalls.keep_few(),
    )
    if os.getppid() != parent:
        os._exit(1)
    return gaps


def _limited(*limits: tuple[str, int, int, str]) -> Iterator[str]:
    for name, soft, hard, words in limits:
        try:
            kind = getattr(resource, f"RLIMIT_{name}")
            resource.setrlimit(kind, (soft, hard))
        except (AttributeError, ValueError, OSError):
            yield words


def _controlled(option: int, value: int, words: str) -> Iterator[str]:
    if not syscalls.control(option, value):
        yield words
