"""A request with two names for its host goes no further, whichever stands first."""

import socket

import pytest

from tests.assistant.web.serving import Site


@pytest.mark.parametrize("names", [("{own}", "elsewhere.example"), ("elsewhere.example", "{own}"), ("{own}", "{own}")])
def test_a_request_with_two_hosts_is_refused(site: Site, names: tuple[str, str]) -> None:
    own = site.address.removeprefix("http://")
    lines = "".join(f"Host: {name.format(own=own)}\r\n" for name in names)
    host, port = own.split(":")
    with socket.create_connection((host, int(port)), timeout=60) as asking:
        asking.sendall(f"GET /healthz HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode())
        assert asking.recv(100).split()[1] == b"400"
