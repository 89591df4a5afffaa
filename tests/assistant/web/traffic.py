"""Whether a page still asks its server for something."""

import time
from typing import Any

QUIET_S, PATIENCE_S = 0.15, 30.0


class Traffic:
    """The requests that a page has under way, heard from when this is made."""

    def __init__(self, page: Any) -> None:
        self._page, self._under_way, self._last = page, set[Any](), time.monotonic()
        page.on("request", self._begins)
        page.on("requestfinished", self._ends)
        page.on("requestfailed", self._ends)

    def settle(self) -> None:
        """Return when nothing was under way for QUIET_S. Raises AssertionError where that takes longer than PATIENCE_S."""
        began = time.monotonic()
        while self._under_way or time.monotonic() - self._last < QUIET_S:
            assert time.monotonic() - began < PATIENCE_S, f"still under way: {[one.url for one in self._under_way]}"
            self._page.wait_for_timeout(20)

    def _begins(self, request: Any) -> None:
        self._under_way.add(request)
        self._last = time.monotonic()

    def _ends(self, request: Any) -> None:
        self._under_way.discard(request)
        self._last = time.monotonic()
