"""A held port is a server's whenever it comes, and nobody else's meanwhile."""

import os
import socket

import pytest

from tests.ports import HeldPort


def test_a_server_may_listen_on_it_again_and_again_and_meanwhile_it_refuses() -> None:
    with HeldPort() as port:
        for _ in range(2):
            with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port.number)):
                raise AssertionError("something listens")
            with (
                socket.create_server(("127.0.0.1", port.number)),
                socket.create_connection(("127.0.0.1", port.number)),
            ):
                pass


@pytest.mark.skipif(os.name != "posix", reason="a port is held on POSIX systems alone")
def test_nobody_else_has_it_meanwhile() -> None:
    with HeldPort() as port, socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", port.number))
