"""How a process ended that worked on what somebody brought: a file that is read, a template that is filled."""

import os
import signal
import sys

from corpus.files.exchange import Outcome

_MUCH = 0.5
"""Share of the memory allowed: a process that came to a sudden end with more in use is taken to have run out of it."""


def wait_for(pid: int) -> tuple[int, int]:
    """Return the exit code of a process once it has ended, below zero for a signal, and the most bytes it had in use."""
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def outcome_of(code: int, peak: int, memory: int) -> Outcome:
    """Return what an exit code says of a process that had `peak` bytes in use and may have `memory`.

    Its limit of processor time sends SIGXCPU. What is killed by nobody here is killed by the system, which does so when the whole
    machine, or the container that this is, has no memory left.
    """
    if code == 0:
        return Outcome(end="answered")
    if code == -getattr(signal, "SIGXCPU", 0):
        return Outcome(end="late")
    if code == -getattr(signal, "SIGKILL", 0) or peak > _MUCH * memory:
        return Outcome(end="hungry")
    return Outcome(end="stopped", cause=_name(-code) if code < 0 else f"exit code {code}")


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
