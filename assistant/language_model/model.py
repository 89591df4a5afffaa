"""A chat model that is asked with time-outs, tries again, and can be stopped."""

import queue
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import LanguageModelLate
from assistant.language_model.client import is_passing, make_client, plain_error
from assistant.language_model.settings import LanguageModelSettings
from assistant.models import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Message = tuple[Literal["system", "user"], str]
_FIRST_PAUSE_S = 0.5
"""Before the second try; twice as long before each further one."""


@dataclass
class Meter:
    """What calls for one question have used so far."""

    calls: int = 0
    seconds: float = 0.0
    tokens: dict[str, int] = field(default_factory=dict)
    """`input_tokens` and `output_tokens`; empty while no server has counted them."""

    def count(self, counted: dict[str, Any] | None) -> None:
        """Add what a piece of the model's reply says of tokens."""
        for name in ("input_tokens", "output_tokens") if counted else ():
            self.tokens[name] = self.tokens.get(name, 0) + int((counted or {}).get(name) or 0)


class LanguageModel:
    """The chat model of the settings. Safe to share between threads; holds nothing of any question.

    LangChain's own stream is read in a thread of each call, and a queue carries its pieces over: so a server that falls silent holds
    up no answer, and an answer that is stopped leaves at once. The thread closes its connection at the next piece, or when the
    client's own time-out ends it.
    """

    def __init__(self, settings: LanguageModelSettings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._made: BaseChatModel | None = None

    @property
    def name(self) -> str:
        """The model's name as the settings give it."""
        return self.settings.model or ""

    def stream(
        self, messages: Sequence[Message], meter: Meter, most_s: float | None = None
    ) -> Generator[str, None, None]:
        """Yield the model's text piece by piece. Closing the iterator stops the model.

        `most_s` shortens both time-outs. Raises LanguageModelLate when the first word or the end does not come in time, and
        LanguageModelError when the model cannot be used, fails, or breaks off.
        """
        client = self._client()
        pieces: queue.SimpleQueue[Any] = queue.SimpleQueue()
        stopped, begun = threading.Event(), time.monotonic()
        meter.calls += 1
        work = threading.Thread(target=self._work, args=(client, messages, pieces, stopped), daemon=True)
        work.start()
        try:
            yield from self._arriving(pieces, begun, meter, most_s or self.settings.timeout_s)
        finally:
            stopped.set()
            meter.seconds += time.monotonic() - begun

    def usage(self, meter: Meter) -> Usage:
        """Return what the calls have used, with their cost where prices are set and tokens were counted."""
        read, written = meter.tokens.get("input_tokens"), meter.tokens.get("output_tokens")
        price = self.settings.price_input * (read or 0) + self.settings.price_output * (written or 0)
        return Usage(
            model=self.name,
            calls=meter.calls,
            input_tokens=read,
            output_tokens=written,
            cost=round(price / 1e6, 6) if price else None,
            seconds=round(meter.seconds, 3),
        )

    def _client(self) -> "BaseChatModel":
        with self._lock:
            if self._made is None:
                self._made = make_client(self.settings)
            return self._made

    def _arriving(self, pieces: "queue.SimpleQueue[Any]", begun: float, meter: Meter, most_s: float) -> Iterator[str]:
        """Yield the pieces as they come, until None, an error or a time-out."""
        end, spoken = begun + most_s, False
        first = begun + min(self.settings.first_token_s, most_s)
        while True:
            try:
                piece = pieces.get(timeout=max(0.0, (end if spoken else first) - time.monotonic()))
            except queue.Empty:
                raise LanguageModelLate("The language model did not answer in time.") from None
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise plain_error(piece) from None
            text, counted = piece
            meter.count(counted)
            spoken = spoken or bool(text)
            if text:
                yield text
            if spoken and time.monotonic() > end:
                raise LanguageModelLate("The language model did not answer in time.")

    def _work(
        self,
        client: "BaseChatModel",
        messages: Sequence[Message],
        pieces: "queue.SimpleQueue[Any]",
        stopped: threading.Event,
    ) -> None:
        """Put the model's pieces into the queue, trying again while nothing of its text has come; then None or the error."""
        pause = _FIRST_PAUSE_S
        for left in range(self.settings.retries, -1, -1):
            spoken = False
            try:
                for text, counted in _read(client, messages):
                    if stopped.is_set():
                        return
                    spoken = spoken or bool(text)
                    pieces.put((text, counted))
                pieces.put(None)
                return
            except Exception as error:
                if spoken or not left or not is_passing(error):
                    pieces.put(error)
                    return
            if stopped.wait(pause):
                return
            pause *= 2


def _read(client: "BaseChatModel", messages: Sequence[Message]) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Yield (text, tokens) of the reply. LangSmith's tracing stays off, whatever the environment says: it would send texts out.

    Raises ConnectionError when the text of an OpenAI-compatible server ends without saying that it does: to the client a line that was
    cut may look like an end.
    """
    from langsmith import tracing_context

    said: dict[str, Any] = {}
    with tracing_context(enabled=False), closing(client.stream(list(messages))) as stream:
        try:
            for chunk in stream:
                said |= chunk.response_metadata
                yield str(chunk.text), chunk.usage_metadata
        except ValueError:  # LangChain's word for a reply without a single piece
            if said:
                raise
            raise ConnectionError from None
    if said.get("model_provider") == "openai" and not said.get("finish_reason"):
        raise ConnectionError


def whole(model: LanguageModel, messages: Sequence[Message], meter: Meter, most_s: float, most_chars: int) -> str:
    """Return the model's text in one piece, no more than about `most_chars` of it. Raises LanguageModelError."""
    text = ""
    with closing(model.stream(messages, meter, most_s)) as pieces:
        for piece in pieces:
            text += piece
            if len(text) > most_chars:
                break
    return text
