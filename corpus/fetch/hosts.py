"""Which hosts may be asked: a list, and never a private address unless its host was named on purpose.

This is the guard against server-side request forgery: a manifest or a redirect cannot make Regrip read from the machine it
runs on or from the network behind it.
"""

import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from corpus.fetch.addresses import PORTS, Target, ascii_host
from corpus.fetch.errors import NotAllowed, OptionError

_NAT64 = IPv6Network("64:ff9b::/96")
_LOCAL_NAMES = (".localhost", ".local", ".internal", ".home.arpa")
Place = tuple[str, int]
"""A host and a port."""


class HostRules:
    """Judges targets against the list of hosts. `named` are the hosts that the user gave; they may be private."""

    def __init__(self, listed: Iterable[Place], named: Iterable[Place]) -> None:
        self._named = frozenset(named)
        self._listed = frozenset(listed) | self._named

    def check_host(self, target: Target) -> None:
        """Raise NotAllowed when the target's host and port are not on the list, or the host is by its name a private one."""
        if (target.host, target.port) not in self._listed:
            raise NotAllowed(f"{target.authority} is not on the list of hosts; allow it with --allow-host")
        address = literal_address(target.host)
        if address is not None:
            self.check_addresses(target, [str(address)])
        elif f".{target.host}".endswith(_LOCAL_NAMES) and not self._is_named(target):
            raise NotAllowed(
                f"{target.authority} is a name inside a private network; only --allow-host can permit that"
            )

    def check_addresses(self, target: Target, addresses: list[str]) -> None:
        """Raise NotAllowed when any of the addresses that the host's name stands for is not a public one."""
        private = next((a for a in addresses if not is_public(a)), None)
        if private is not None and not self._is_named(target):
            raise NotAllowed(
                f"{target.authority} leads to the private address {private}; only --allow-host can permit that"
            )

    def _is_named(self, target: Target) -> bool:
        return (target.host, target.port) in self._named


def is_public(address: str) -> bool:
    """Return whether an address can be reached from the whole internet, also one that wraps an IPv4 address."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        wrapped = _wrapped(ip)
        if wrapped is not None:
            return is_public(str(wrapped))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


def _wrapped(ip: IPv6Address) -> IPv4Address | None:
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a host's name spells out, also in the old forms `127.1` and `0x7f000001`; else None."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def places_of(target: Target) -> set[Place]:
    """Return the places that a manifest's address makes allowed: its own, and with or without `www.` and TLS."""
    if target.port not in PORTS.values():
        return {(target.host, target.port)}
    twin = target.host.removeprefix("www.") if target.host.startswith("www.") else f"www.{target.host}"
    return {(host, port) for host in (target.host, twin) for port in PORTS.values()}


def named_places(text: str) -> set[Place]:
    """Return the places that a user's `host` or `host:port` means. Raises OptionError when it is neither."""
    name, colon, port = text.rpartition(":")
    if not colon or text.endswith("]") or (":" in name and not name.startswith("[")):
        name, colon, port = text, "", ""
    try:
        host = ascii_host(name.strip("[]"))
    except NotAllowed as error:
        raise OptionError(f"{text!r} is not a host; write example.org or example.org:8080") from error
    if colon and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise OptionError(f"{text!r} has no usable port; write example.org:8080")
    return {(host, int(port))} if port else {(host, number) for number in PORTS.values()}
