"""Taking turns at a few places: nobody holds all of them for long, and whoever has had the least comes next."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count


@dataclass(eq=False)
class _Ticket:
    by: str
    number: int


class Turns:
    """Places that are taken in turns. Safe between threads; remembers nobody who neither holds a place nor waits for one.

    Of several places one user holds all but one, so that another is let in at once; when a place becomes free it goes to whoever holds
    the fewest, and among those to whoever was let in longest ago.
    """

    def __init__(self, places: int) -> None:
        self._places, self._each = places, max(1, places - 1)
        self._changed = threading.Condition()
        self._waiting: list[_Ticket] = []
        self._held, self._served = Counter[str](), dict[str, int]()
        self._numbers = count()

    @contextmanager
    def taken(self, by: str = "", seconds: float | None = None) -> Iterator[None]:
        """Wait for a place and hold it until the block ends.

        `by` is a user, or empty for the program itself, which may hold all places. Raises TimeoutError after `seconds` of waiting.
        """
        self._take(by, seconds)
        try:
            yield
        finally:
            with self._changed:
                self._held[by] -= 1
                self._settle(by)

    def waiting(self) -> int:
        """Return how many wait for a place."""
        return len(self._waiting)

    def _take(self, by: str, seconds: float | None) -> None:
        ticket = _Ticket(by, next(self._numbers))
        with self._changed:
            self._waiting.append(ticket)
            try:
                if not self._changed.wait_for(lambda: self._next() is ticket, seconds):
                    raise TimeoutError
                self._held[by] += 1
                self._served[by] = next(self._numbers)
            finally:
                self._waiting.remove(ticket)
                self._settle(by)

    def _next(self) -> _Ticket | None:
        """Return whose turn it is, None where there is no place for any of those who wait."""
        if self._held.total() >= self._places:
            return None
        able = [ticket for ticket in self._waiting if not ticket.by or self._held[ticket.by] < self._each]
        return min(able, key=self._order, default=None)

    def _order(self, ticket: _Ticket) -> tuple[int, int, int]:
        return self._held[ticket.by], self._served.get(ticket.by, -1), ticket.number

    def _settle(self, by: str) -> None:
        """Forget whoever has nothing to do with this any more, and let the others look again."""
        if not self._held[by] and all(ticket.by != by for ticket in self._waiting):
            del self._held[by]
            self._served.pop(by, None)
        self._changed.notify_all()
