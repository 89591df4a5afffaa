"""Memory that a server hands back: the C library keeps a pool for each of many threads, and none of what lies free in them is given up.

Only glibc on Linux is told anything; elsewhere nothing is done.
"""

import asyncio
import contextlib
import ctypes
import platform
from typing import Any

POOLS = 2
"""Pools that all threads share: one for each of two cores' work. Left alone, glibc makes eight a core."""
_ARENA_MAX = -8
"""glibc's number for "how many pools" (mallopt(3), M_ARENA_MAX)."""


def share_pools() -> None:
    """Have the threads that begin from now on share a few pools."""
    with contextlib.suppress(AttributeError, OSError):
        _library().mallopt(_ARENA_MAX, POOLS)


def give_back() -> None:
    """Give the system back what lies free in the pools; some milliseconds."""
    with contextlib.suppress(AttributeError, OSError):
        _library().malloc_trim(0)


async def giving_back(seconds: float = 60.0) -> None:
    """Give back what lies free, again and again for as long as the application runs."""
    while True:
        await asyncio.sleep(seconds)
        await asyncio.to_thread(give_back)


def _library() -> Any:
    """Return the C library. Raises OSError where it is not glibc."""
    if platform.libc_ver()[0] != "glibc":
        raise OSError("not glibc")
    return ctypes.CDLL(None)
