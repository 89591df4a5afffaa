"""The guards against requests beyond this machine notice them, in this process and in any that it starts."""

import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import WATCHER
from tests.offline import NAMESERVER, told
from tests.outside import OutsideRequest, is_here

ROOT = Path(__file__).parents[1]


def test_a_connection_and_a_lookup_are_refused_and_noted() -> None:
    with socket.socket() as asking, pytest.raises(OutsideRequest):
        asking.connect(("192.0.2.7", 443))
    with pytest.raises(OutsideRequest):
        socket.getaddrinfo("council.example", 80)
    assert WATCHER.take() == ["socket.connect to 192.0.2.7 port 443", "lookup of 'council.example'"]


def test_this_machine_may_be_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
    socket.getaddrinfo("localhost", 80)
    assert WATCHER.take() == []


@pytest.mark.parametrize("host", ["127.0.0.53", "::1", "localhost", b"localhost", "", None, "0.0.0.0"])
def test_what_is_this_machine(host: object) -> None:
    assert is_here(host)


@pytest.mark.parametrize(
    "host", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "localhost.example", "127.0.0.1.example", b"council.example"]
)
def test_what_is_beyond_it(host: object) -> None:
    assert not is_here(host)


def _packet(to: str, port: int, protocol: int, body: bytes = b"") -> bytes:
    head = struct.pack(
        "!BBHHHBBH4s4s", 0x45, 0, 0, 0, 0, 64, protocol, 0, socket.inet_aton("192.0.2.1"), socket.inet_aton(to)
    )
    return head + struct.pack("!HH", 40000, port) + b"\0" * 4 + body


def test_packets_are_told_by_where_they_were_going() -> None:
    assert told(_packet("198.51.100.9", 443, 6)) == "TCP to 198.51.100.9 port 443"
    query = b"\0" * 12 + b"\x07council\x07example\0\0\1\0\1"
    assert told(_packet(NAMESERVER, 53, 17, query)) == "lookup of council.example"
    assert told(b"\x60" + b"\0" * 39) is None


def test_what_is_asked_in_one_of_several_processes_is_counted_in_the_report(tmp_path: Path) -> None:
    asks = "import socket\n\ndef test_it():\n    try: socket.getaddrinfo('council.example', 80)\n    except OSError: pass\n"
    (tmp_path / "test_asking.py").write_text(asks, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "--rootdir",
        str(tmp_path),
        "--numprocesses",
        "2",
    ]
    inside = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, cwd=ROOT, env=inside, check=False)
    assert done.returncode == 1, done.stdout
    assert "outside requests: 1" in done.stdout
    assert "test_asking.py::test_it: lookup of 'council.example'" in done.stdout


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs leave to make a network namespace")
def test_in_a_process_of_any_kind_a_request_is_counted_and_the_run_fails() -> None:
    asks = "import socket\ntry: socket.create_connection(('198.51.100.9', 443), 0.2)\nexcept OSError: pass"
    command = [sys.executable, "-m", "tests.offline", sys.executable, "-c"]
    asking = subprocess.run([*command, asks], capture_output=True, text=True, cwd=ROOT, check=False)
    if asking.returncode == 2:
        pytest.skip("needs leave to make a network namespace")
    assert asking.returncode == 1
    assert "TCP to 198.51.100.9 port 443" in asking.stdout
    quiet = subprocess.run([*command, "pass"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (quiet.returncode, "Outside requests: 0" in quiet.stdout) == (0, True)
