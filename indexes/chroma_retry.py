"""Patience with a server: how long it is waited for, and how often it is asked again."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

CONNECT_SECONDS = 3.0
"""For a connection to be made."""
OPEN_SECONDS = 10.0
"""Of silence at the first greeting of a server, which has nothing to look up for it."""
ANSWER_SECONDS = 30.0
"""Of silence before an answer counts as lost: a page of 5,000 passages takes a second or two."""
RETRY_SECONDS = 10.0
"""From the first try, in which another may begin: a Chroma server restarts in two or three."""
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 2.0
"""Pauses between tries double from the first to the longest."""


@dataclass(frozen=True)
class Patience:
    """How long a server is waited for, in seconds.

    A call to one that is away or silent ends within `retry`, `connect` and `answer` together.
    """

    connect: float = CONNECT_SECONDS
    open: float = OPEN_SECONDS
    answer: float = ANSWER_SECONDS
    retry: float = RETRY_SECONDS


def persevere(call: Callable[[], T], hopeful: Callable[[Exception], bool], seconds: float) -> T:
    """Return what `call` returns, trying again with growing pauses while its error is `hopeful` and `seconds` last.

    Raises the last error. `call` must be one that may be done twice.
    """
    begun, pause = time.monotonic(), FIRST_PAUSE_SECONDS
    while True:
        try:
            return call()
        except Exception as error:
            if not hopeful(error) or time.monotonic() + pause > begun + seconds:
                raise
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
