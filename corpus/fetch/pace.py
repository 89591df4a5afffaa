"""Politeness: one request at a time with a gap between two to the same host, and patience with servers that fail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import TypeVar

from corpus.fetch.clock import Clock
from corpus.fetch.errors import BadAnswer, NotAllowed, TryAgain
from corpus.fetch.options import FetchOptions

_T = TypeVar("_T")
_FIRST_WAIT, _LONGEST_BACK_OFF = 1.0, 60.0


class Pace:
    """Keeps the gap between the end of one request to a host and the start of the next."""

    def __init__(self, options: FetchOptions, clock: Clock) -> None:
        self._options, self._clock = options, clock
        self._ended: dict[str, float] = {}
        self._gaps: dict[str, float] = {}

    def ask_for_gap(self, host: str, seconds: float) -> None:
        """Keep at least this gap for a host. Raises NotAllowed when it is longer than the longest wait."""
        if seconds > self._options.max_wait:
            raise NotAllowed(f"{host} asks for {seconds:g} seconds between requests, longer than --max-wait")
        self._gaps[host] = seconds

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until the host may be asked again; the request is what happens inside."""
        gap = max(self._options.gap, self._gaps.get(host, 0.0))
        wait = self._ended.get(host, float("-inf")) + gap - self._clock.monotonic()
        if wait > 0:
            self._clock.sleep(wait)
        try:
            yield
        finally:
            self._ended[host] = self._clock.monotonic()


def with_retries(action: Callable[[], _T], options: FetchOptions, clock: Clock) -> _T:
    """Return what `action` returns, trying it again after TryAgain, each time later, with jitter.

    Raises BadAnswer when it fails once more than `retries`, or the server asks for more patience than `max_wait`.
    """
    for attempt in range(options.retries + 1):
        try:
            return action()
        except TryAgain as error:
            if attempt == options.retries:
                raise BadAnswer(f"{error} ({_times(attempt + 1)})") from error
            if error.wait is not None and error.wait > options.max_wait:
                raise BadAnswer(f"{error}; it asks to wait {error.wait:.0f} seconds, longer than --max-wait") from error
            clock.sleep(max(_back_off(attempt, clock), error.wait or 0.0))
    raise AssertionError("range is never empty")


def _back_off(attempt: int, clock: Clock) -> float:
    return float(min(_LONGEST_BACK_OFF, _FIRST_WAIT * 2**attempt) * (0.5 + clock.chance() / 2))


def _times(number: int) -> str:
    return "asked once" if number == 1 else f"asked {number} times"


def retry_after(header: str | None, clock: Clock) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or as a date; None when it says nothing usable."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - clock.now()).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None
