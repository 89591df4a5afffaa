"""What a client was told is kept, and what of it is not there after a kill.

An entry is what a key may stand for. While a change is under way its outcome is open: old and new are both allowed. Once it is acknowledged
only the new one is.
"""

import threading
from collections.abc import Callable
from typing import Any

Key = tuple[str, ...]
"""A kind of thing, the case it belongs to, and its ids."""
GONE = "gone"
"""What a key stands for whose thing was deleted."""


class Ledger:
    """The entries of all clients. Safe between threads, as long as no two of them change the same key."""

    def __init__(self) -> None:
        self._allowed: dict[Key, set[Any]] = {}
        self._touched: set[Key] = set()
        self._lock = threading.Lock()
        self.acknowledged = 0

    def trying(self, key: Key, value: Any) -> None:
        """Say that `key` may come to stand for `value`. Unknown before: it may also come to nothing."""
        with self._lock:
            self._allowed.setdefault(key, {GONE}).add(value)
            self._touched.add(key)

    def got(self, key: Key, value: Any) -> None:
        """Say that the server has acknowledged `value`."""
        with self._lock:
            self._allowed[key] = {value}
            self._touched.add(key)
            self.acknowledged += 1

    def named(self) -> list[Key]:
        """Return every key that was ever named."""
        with self._lock:
            return list(self._allowed)

    def take_touched(self) -> list[Key]:
        """Return the keys that were named since the last call."""
        with self._lock:
            touched, self._touched = list(self._touched), set()
            return touched

    def settle(self, key: Key, read: Callable[[Key], Any]) -> str | None:
        """Hold what is there now against what is allowed and keep it; return what is wrong, None where it is allowed."""
        there = read(key)
        with self._lock:
            allowed = self._allowed[key]
            self._allowed[key] = {there}
        if there in allowed:
            return None
        return f"{key}: {there!r} is there, where {' or '.join(sorted(map(repr, allowed)))} was acknowledged"
