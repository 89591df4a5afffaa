"""`python -m tests.offline COMMAND…`: run a command, and all that it starts, on a machine without an outside, and name what looked for one.

The command runs in a network namespace of its own (Linux, as root or where users may make namespaces). There is a loopback there, and one
way out, which leads to this program: it reads every packet that any process sends, whatever language it is written in, and answers none.
Names are looked up at an address out there, so a lookup is seen too. Exit code: the command's, or 1 where anything was sent out.
"""

import ctypes
import fcntl
import os
import select
import socket
import struct
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence

NAMESERVER = "192.0.2.53"
_OURS, _GATEWAY = "192.0.2.1", "192.0.2.254"
_NEW_NET, _NEW_MOUNTS, _NEW_USER = 0x40000000, 0x00020000, 0x10000000
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
_SET_ADDRESS, _SET_MASK, _SET_FLAGS, _ADD_ROUTE = 0x8916, 0x891C, 0x8914, 0x890B
_UP = 0x1 | 0x40
_PROTOCOLS = {1: "ICMP", 6: "TCP", 17: "UDP"}


def main() -> int:
    """Run the command that the arguments name."""
    command = sys.argv[1:]
    if not command:
        print("give a command, as in: python -m tests.offline python -m pytest", file=sys.stderr)
        return 2
    try:
        way_out = _leave_the_network()
    except OSError as error:
        print(f"offline: no namespace is to be had here ({error.strerror}); run it as root on Linux", file=sys.stderr)
        return 2
    code, sent = run(command, way_out)
    print(f"\nOutside requests: {sum(sent.values())}")
    for what, count in sent.most_common():
        print(f"  {count:>5}  {what}")
    return code or bool(sent)


def run(command: Sequence[str], way_out: int) -> tuple[int, Counter[str]]:
    """Run a command and return its exit code, and what was sent out meanwhile, counted by protocol, address and port."""
    sent = Counter[str]()
    process = subprocess.Popen(command)
    while process.poll() is None or _is_waiting(way_out):
        if _is_waiting(way_out, 0.2) and (said := told(os.read(way_out, 65536))):
            sent[said] += 1
    return process.returncode, sent


def told(packet: bytes) -> str | None:
    """Return where an IP packet was going, in words; None for what the system sends by itself."""
    version = packet[0] >> 4
    if version == 6:
        return None  # announcements of the interface: there is no way out for version 6, so a program gets an error at once
    length, protocol = 4 * (packet[0] & 15), packet[9]
    to = socket.inet_ntoa(packet[16:20])
    port = struct.unpack("!H", packet[length + 2 : length + 4])[0] if protocol in (6, 17) else 0
    if to == NAMESERVER and port == 53:
        return f"lookup of {_name_in(packet[length + 8 :])}"
    return f"{_PROTOCOLS.get(protocol, protocol)} to {to}" + (f" port {port}" if port else "")


def _name_in(query: bytes) -> str:
    at, labels = 12, list[str]()
    while at < len(query) and query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode("ascii", "replace"))
        at += 1 + query[at]
    return ".".join(labels)


def _is_waiting(handle: int, seconds: float = 0.0) -> bool:
    return bool(select.select([handle], [], [], seconds)[0])


def _leave_the_network() -> int:
    """Move this process into a namespace of its own and return the end of its only way out. Raises OSError where that is not allowed."""
    user, group = os.getuid(), os.getgid()
    _unshare((0 if user == 0 else _NEW_USER) | _NEW_NET | _NEW_MOUNTS)
    if user != 0:
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123
                file.write(text)
    way_out = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(way_out, _TUNSETIFF, struct.pack("16sH14x", b"outside", _IFF_TUN | _IFF_NO_PI))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sH14x", b"lo", _UP))
        fcntl.ioctl(control, _SET_ADDRESS, _request(b"outside", _OURS))
        fcntl.ioctl(control, _SET_MASK, _request(b"outside", "255.255.255.0"))
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sH14x", b"outside", _UP))
        fcntl.ioctl(control, _ADD_ROUTE, _default_route())
    _look_names_up_outside()
    return way_out


def _unshare(flags: int) -> None:
    if ctypes.CDLL(None, use_errno=True).unshare(flags) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _address(text: str) -> bytes:
    return struct.pack("=HH4s8x", socket.AF_INET, 0, socket.inet_aton(text))


def _request(name: bytes, address: str) -> bytes:
    return struct.pack("16s16s", name, _address(address))


def _default_route() -> bytes:
    """The kernel's `struct rtentry` for a way to everywhere through the gateway."""
    anywhere = _address("0.0.0.0")
    name = ctypes.create_string_buffer(b"outside")
    _default_route.keep = name  # type: ignore[attr-defined]  # the kernel reads it while the call lasts
    flags = 0x1 | 0x2
    return struct.pack(
        "@L16s16s16sHhLPhPLLH6x",
        0,
        anywhere,
        _address(_GATEWAY),
        anywhere,
        flags,
        0,
        0,
        0,
        0,
        ctypes.addressof(name),
        0,
        0,
        0,
    )


def _look_names_up_outside() -> None:
    """Put a file in the place of /etc/resolv.conf, seen by this process and its children alone."""
    with tempfile.NamedTemporaryFile("w", suffix=".conf", delete=False, encoding="ascii") as file:
        file.write(f"nameserver {NAMESERVER}\noptions timeout:1 attempts:1\n")
    os.chmod(file.name, 0o644)  # noqa: PTH101
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    subprocess.run(["mount", "--bind", file.name, os.path.realpath("/etc/resolv.conf")], check=True)


if __name__ == "__main__":
    raise SystemExit(main())
