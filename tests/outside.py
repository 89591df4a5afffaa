"""What a test asks beyond this machine, which is nothing: a connection or a lookup is refused, and fails the test whatever comes of it.

This sees the tests' own process. `python -m tests.offline` sees every process that they start, too.
"""

import ipaddress
import sys
from typing import Any

_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_HERE = ("", "localhost", "localhost.localdomain", None)


class OutsideRequest(OSError):
    """Something was asked beyond this machine."""


class Watcher:
    """Watches over the process from its making on. `asked` is what was asked beyond this machine."""

    def __init__(self) -> None:
        self.asked = list[str]()
        sys.addaudithook(self._hear)

    def take(self) -> list[str]:
        """Return what was asked since the last call."""
        asked, self.asked = self.asked, []
        return asked

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.sendto"):
            address = arguments[1]
            if isinstance(address, tuple) and not is_here(address[0]):
                self._refuse(f"{event} to {address[0]} port {address[1]}")
        elif event in _LOOKUPS and not is_here(arguments[0]):
            self._refuse(f"lookup of {arguments[0]!r}")

    def _refuse(self, what: str) -> None:
        self.asked.append(what)
        raise OutsideRequest(f"a test may ask nothing beyond this machine: {what}")


def is_here(host: object) -> bool:
    """Return whether a host is this machine."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name in _HERE:
        return True
    try:
        address = ipaddress.ip_address(str(name).split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
