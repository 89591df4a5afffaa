"""A process that takes what somebody brought, once, and answers once: within a time, and no more than so many bytes."""

import contextlib
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.files.process import bare_environment


@dataclass(frozen=True)
class Ran:
    """What came of a process: its whole answer and its exit code, or that it was ended for being late or for saying too much."""

    end: Literal["answered", "late", "too_long"]
    answer: bytes = b""
    code: int = 0


def run_once(command: Sequence[str], given: bytes, seconds: float, longest: int) -> Ran:
    """Run a process on `given` and return what came of it: no more than `longest` bytes of what it says are held at any time.

    It may take `seconds` in all. Raises OSError where it cannot be started.
    """
    late = threading.Event()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=bare_environment()
    ) as process:
        assert process.stdout is not None

        def end() -> None:
            late.set()
            process.kill()

        watch = threading.Timer(seconds, end)
        feeding = threading.Thread(target=_feed, args=(process, given), daemon=True)
        try:
            watch.start()
            feeding.start()
            answer = process.stdout.read(longest + 1)
            if len(answer) > longest:
                process.kill()
            code = process.wait()
        except BaseException:
            process.kill()
            raise
        finally:
            watch.cancel()
            process.stdout.close()
            feeding.join()
    if len(answer) > longest:
        return Ran("too_long")
    return Ran("late") if late.is_set() else Ran("answered", answer, code)


def _feed(process: "subprocess.Popen[bytes]", given: bytes) -> None:
    """Write what the process takes; one that has ended, or that reads no further, takes no more."""
    assert process.stdin is not None
    with contextlib.suppress(OSError):
        process.stdin.write(given)
    with contextlib.suppress(OSError):
        process.stdin.close()
