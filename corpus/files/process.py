"""A process that works on what people bring, as the program sees it: started, fed, ended when it takes too long."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from corpus.files.exchange import LONGEST_ANSWER, LONGEST_HEAD, Answer, Outcome, Ready, Request
from corpus.files.frames import BrokenPipe, receive, send

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TZ")
"""Variables that such a process may need; no other goes with it, as some hold keys."""
_START_SECONDS = 60.0
GRACE_SECONDS = 5.0
"""A process ends slow work by itself; so much later it is ended from here."""
_END_SECONDS = 2.0


class CannotStart(Exception):
    """The process does not come up; the text says why. Never leaves the package."""


class Late(Exception):
    """The process took too long and was ended. Never leaves the package."""


class Apart:
    """A process of ours that is asked over its pipes, one thing at a time. Not for several threads at once."""

    def __init__(self, module: str, *arguments: str) -> None:
        """Start the process. Raises CannotStart."""
        command = [sys.executable, "-P", "-X", "utf8", "-m", module, *arguments]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=bare_environment(),
                cwd=_ROOT,
                start_new_session=True,
            )
        except OSError as error:
            raise CannotStart(f"{sys.executable} cannot be run ({error.strerror})") from error

    def ask(self, seconds: float, longest: int, *messages: bytes) -> tuple[Outcome, bytes]:
        """Send messages and return what came of them: of the answer no more than `longest` bytes are taken.

        Raises Late after `seconds`, and BrokenPipe when the process came to an end or answers nonsense.
        """
        take, give = self._pipes()
        with self._no_longer_than(seconds):
            send(give, *messages)
            outcome = Outcome.model_validate_json(receive(take, LONGEST_HEAD))
            return outcome, receive(take, longest) if outcome.end == "answered" else b""

    def close(self) -> None:
        """End the process; nothing happens when it has ended."""
        take, give = self._pipes()
        with contextlib.suppress(OSError):
            give.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        take.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._process.stdout is not None
        assert self._process.stdin is not None
        return self._process.stdout, self._process.stdin

    @contextlib.contextmanager
    def _no_longer_than(self, seconds: float) -> Iterator[None]:
        """End the process after so many seconds, and turn what breaks then into Late."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        watch = threading.Timer(seconds, end)
        watch.daemon = True
        watch.start()
        try:
            yield
        except (BrokenPipe, ValidationError) as error:
            if late.is_set():
                raise Late from error
            raise BrokenPipe(str(error)) from error
        finally:
            watch.cancel()


class Reader(Apart):
    """A process that reads files."""

    def __init__(self, memory_mb: int) -> None:
        """Start the process and wait until it is ready. Raises CannotStart."""
        super().__init__("corpus.files.worker", str(memory_mb))
        try:
            self._wait_until_ready()
        except BaseException:
            self.close()
            raise

    def read(self, name: str, data: bytes, seconds: float) -> tuple[Outcome, Answer | None]:
        """Return what came of a file. Raises Late, and BrokenPipe when the reader came to an end or answers nonsense."""
        request = Request(name=name, seconds=seconds).model_dump_json().encode()
        outcome, answer = self.ask(seconds + GRACE_SECONDS, LONGEST_ANSWER, request, data)
        if outcome.end != "answered":
            return outcome, None
        try:
            return outcome, Answer.model_validate_json(answer)
        except ValidationError as error:
            raise BrokenPipe(str(error)) from error

    def _wait_until_ready(self) -> None:
        try:
            with self._no_longer_than(_START_SECONDS):
                ready = Ready.model_validate_json(receive(self._pipes()[0], LONGEST_HEAD))
        except Late as error:
            raise CannotStart(f"it was not ready after {_START_SECONDS:.0f} seconds") from error
        except BrokenPipe as error:
            raise CannotStart(f"it ended with code {self._process.wait()}") from error
        if ready.fault:
            raise CannotStart(ready.fault)


def bare_environment() -> dict[str, str]:
    """Nothing of the program's own environment but what a process needs to come up, and where the package is."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return kept | {"PYTHONPATH": os.pathsep.join([str(_ROOT), *(str(Path(p).absolute()) for p in own if p)])}
