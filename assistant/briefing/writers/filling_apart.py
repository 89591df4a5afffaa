"""Templates that users send, filled apart from the program: whatever one does to its process, the program goes on and says so."""

import contextlib
import logging
from typing import Final

from pydantic import ValidationError

from assistant.briefing.models import Briefing
from assistant.briefing.writers.filling_exchange import (
    LARGEST,
    LONGEST_HEAD,
    MOST_BYTES,
    Filled,
    Filling,
    too_hungry,
    too_large,
    too_large_template,
)
from assistant.errors import TemplateError, TemplateTooLarge, TemplateWaits
from corpus.files.blocks import clean
from corpus.files.exchange import Outcome
from corpus.files.frames import BrokenPipe
from corpus.files.process import GRACE_SECONDS, Apart, CannotStart, Late
from corpus.files.settings import FileSettings
from corpus.files.turns import Turns

logger = logging.getLogger(__name__)
_LONGEST_PROBLEM = 2_000
_PROCESS = "assistant.briefing.writers.filling"
_START_SECONDS: Final = 30.0
"""What the process may take before it looks at the template: it imports what it needs."""
_WAIT_SECONDS: Final = 10.0
"""What somebody waits for others' templates, holding a thread of the server."""


class TemplateFiller:
    """Fills templates, each in a process of its own, under the limits of files that people bring. Holds nothing of any user."""

    def __init__(self, settings: FileSettings) -> None:
        self._settings = settings
        self.turns = Turns(settings.readers)

    def check(self, name: str, data: bytes) -> None:
        """Raise TemplateTooLarge for a template that is, before there is anything to fill it with."""
        if len(data) > MOST_BYTES:
            raise TemplateTooLarge(too_large_template(name))

    def fill(self, briefing: Briefing, name: str, data: bytes, by: str = "") -> bytes:
        """Return the template `data`, called `name`, filled from a briefing for the user `by`. Raises TemplateError."""
        self.check(name, data)
        seconds, memory = self._settings.seconds, self._settings.memory_mb
        asked = Filling(name=name, briefing=briefing, seconds=seconds, memory_mb=memory)
        try:
            with self.turns.taken(by, _WAIT_SECONDS):
                told, content = self._ask(name, asked.model_dump_json().encode(), data)
        except TimeoutError as error:
            problem = f"{name}: other templates are being filled at this moment; try again in some seconds"
            raise TemplateWaits(problem) from error
        if told.problem:
            raise TemplateError(" ".join(clean(told.problem).split())[:_LONGEST_PROBLEM])
        return content

    def _ask(self, name: str, asked: bytes, data: bytes) -> tuple[Filled, bytes]:
        try:
            process = Apart(_PROCESS, str(self._settings.memory_mb))
        except CannotStart as error:
            raise TemplateError(f"{name}: no process to fill it can be started: {error}; try again") from error
        seconds = _START_SECONDS + self._settings.seconds + GRACE_SECONDS
        with contextlib.closing(process):
            try:
                outcome, answer = process.ask(seconds, LONGEST_HEAD + LARGEST, asked, data)
            except Late:
                outcome, answer = Outcome(end="late"), b""
            except BrokenPipe:
                outcome, answer = Outcome(end="stopped"), b""
        if outcome.end != "answered":
            logger.warning("a template's process ended: %s %s", outcome.end, outcome.cause)
            raise self._failure(name, outcome)
        head, _, content = answer.partition(b"\n")
        try:
            return Filled.model_validate_json(head[:LONGEST_HEAD]), content
        except ValidationError as error:
            raise _ended(name) from error

    def _failure(self, name: str, outcome: Outcome) -> TemplateError:
        seconds, memory = self._settings.seconds, self._settings.memory_mb
        if outcome.end == "late":
            return TemplateError(
                f"{name}: filling it takes longer than {seconds:g} seconds; let it repeat less, or raise files.seconds"
            )
        if outcome.end == "hungry":
            return TemplateError(too_hungry(name, memory))
        return TemplateError(too_large(name)) if outcome.end == "too_long" else _ended(name)


def _ended(name: str) -> TemplateError:
    return TemplateError(
        f"{name}: filling it came to a sudden end: it may be damaged or made to do harm; save it anew from its program"
    )
