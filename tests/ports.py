"""Ports of this machine that stay a test's own while no server listens: no other process is given one meanwhile."""

import os
import socket
from types import TracebackType
from typing import Self


class HeldPort:
    """A port of 127.0.0.1, held until the end. `number` is which; a server that allows addresses to be used again may listen there.

    What connects to it before one does is refused, as on a free port.
    """

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", 0))
        self.number = int(self._socket.getsockname()[1])
        if os.name != "posix":  # elsewhere no other program could listen on a port that is held
            self._socket.close()

    def close(self) -> None:
        """Let it go."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
