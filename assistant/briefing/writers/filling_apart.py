"""Templates that users send, filled apart from the program: whatever one does to its process, the program goes on and says so."""

import logging
import os
import signal
import sys
import threading
from typing import Final

from pydantic import ValidationError

from assistant.briefing.models import Briefing
from assistant.briefing.writers.filling_exchange import LARGEST, LONGEST_HEAD, MOST_BYTES, Filled, Filling, too_large
from assistant.errors import TemplateError, TemplateWaits
from corpus.files.blocks import clean
from corpus.files.once import run_once
from corpus.files.settings import FileSettings

logger = logging.getLogger(__name__)
_LONGEST_PROBLEM = 2_000
_PROCESS = "assistant.briefing.writers.filling"
_START_SECONDS: Final = 30.0
"""What the process may take before it looks at the template: it imports what it needs."""
_WAIT_SECONDS: Final = 10.0
"""What somebody waits for others' templates, holding a thread of the server."""
_LATE = {-getattr(signal, name) for name in ("SIGKILL", "SIGXCPU") if hasattr(signal, name)}
"""How a process ends that has used up its processor time."""


class TemplateFiller:
    """Fills templates, each in a process of its own, under the limits of files that people bring. Holds nothing of any user."""

    def __init__(self, settings: FileSettings) -> None:
        self._settings = settings
        self._room = threading.BoundedSemaphore(settings.readers)

    def check(self, name: str, data: bytes) -> None:
        """Raise TemplateError for a template that is too large, before there is anything to fill it with."""
        if len(data) > MOST_BYTES:
            raise TemplateError(f"{name}: more than {MOST_BYTES // 1_000_000} MB; take large pictures out of it")

    def fill(self, briefing: Briefing, name: str, data: bytes) -> bytes:
        """Return the template `data`, called `name`, filled from a briefing; nothing of it is kept. Raises TemplateError."""
        self.check(name, data)
        seconds, memory = self._settings.seconds, self._settings.memory_mb
        asked = Filling(name=name, briefing=briefing, seconds=seconds, memory_mb=memory)
        if not self._room.acquire(timeout=_WAIT_SECONDS):
            raise TemplateWaits(f"{name}: other templates are being filled at this moment; try again in some seconds")
        try:
            answer = self._run(name, asked.model_dump_json().encode() + b"\n" + data)
        finally:
            self._room.release()
        head, _, content = answer.partition(b"\n")
        if len(head) > LONGEST_HEAD:
            raise _ended(name)
        try:
            told = Filled.model_validate_json(head)
        except ValidationError as error:
            raise _ended(name) from error
        if told.problem:
            raise TemplateError(" ".join(clean(told.problem).split())[:_LONGEST_PROBLEM])
        return content

    def _run(self, name: str, given: bytes) -> bytes:
        seconds = self._settings.seconds
        late = TemplateError(
            f"{name}: filling it takes longer than {seconds:g} seconds; let it repeat less, or raise files.seconds"
        )
        command = [sys.executable, "-P", "-X", "utf8", "-m", _PROCESS, str(os.getpid())]
        try:
            ran = run_once(command, given, seconds + _START_SECONDS, LONGEST_HEAD + LARGEST)
        except OSError as error:
            raise TemplateError(
                f"{name}: no process to fill it can be started ({error.strerror}); try again"
            ) from error
        if ran.end == "too_long":
            raise TemplateError(too_large(name))
        if ran.end == "late" or ran.code in _LATE:
            raise late
        if ran.code != 0:
            logger.warning("a template's process ended with %d", ran.code)
            raise _ended(name)
        return ran.answer


def _ended(name: str) -> TemplateError:
    return TemplateError(
        f"{name}: filling it came to a sudden end: it may be damaged or made to do harm; save it anew from its program"
    )
