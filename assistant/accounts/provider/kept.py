"""Something that is fetched when it is needed, and kept for a while."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from assistant.accounts.errors import ProviderFault

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """A value that one thread at a time fetches. A failure is remembered too, so that a crowd does not wait for each other's."""

    def __init__(
        self,
        fetch: Callable[[], Value],
        seconds: float,
        seconds_failed: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`fetch` may raise ProviderFault; a value is good for `seconds`, a failure is told again for `seconds_failed`."""
        self._fetch, self._seconds, self._seconds_failed, self._clock = fetch, seconds, seconds_failed, clock
        self._lock = Lock()
        self._value: tuple[float, Value] | None = None
        self._failure: tuple[float, str] | None = None

    def get(self, seconds: float | None = None) -> Value:
        """Return the value, not older than `seconds` if that is given. Raises ProviderFault."""
        with self._lock:
            moment, longest = self._clock(), self._seconds if seconds is None else seconds
            if self._value is not None and moment - self._value[0] < longest:
                return self._value[1]
            if self._failure is not None and moment - self._failure[0] < self._seconds_failed:
                raise ProviderFault(self._failure[1])
            try:
                value = self._fetch()
            except ProviderFault as error:
                self._failure = (self._clock(), str(error))
                raise
            self._value, self._failure = (self._clock(), value), None
            return value
