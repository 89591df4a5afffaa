"""Time and chance, so that tests need not wait."""

import random
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the fetcher needs to know of time."""

    def monotonic(self) -> float:
        """Return seconds from some fixed moment; never goes back."""

    def now(self) -> datetime:
        """Return the time of day, with its zone."""

    def sleep(self, seconds: float) -> None:
        """Wait."""

    def chance(self) -> float:
        """Return a number from 0 up to 1, for jitter."""


class SystemClock:
    """The machine's own clock."""

    def monotonic(self) -> float:
        """Return seconds from some fixed moment; never goes back."""
        return time.monotonic()

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def chance(self) -> float:
        """Return a number from 0 up to 1."""
        return random.random()
