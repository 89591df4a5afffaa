"""One reading of a web address, used both to judge it and to connect to it, so that the two can never differ."""

import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from corpus.fetch.errors import NotAllowed

PORTS = {"http": 80, "https": 443}
_LONGEST = 4000
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|(?=[0-9a-f.]*:)[0-9a-f:.]+")


class Target(NamedTuple):
    """Where a request goes: the parts of an http or https address, in ASCII, without a fragment."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as it stands in an address, with the port when it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and host: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.path


def parse_address(url: str) -> Target:
    """Return the parts of `url`.

    Raises NotAllowed when it is not http or https, carries a name and password, or is not an address at all.
    """
    if not url or len(url) > _LONGEST or _UNSAFE.search(url):
        raise NotAllowed(f"{_short(url)} is not a web address")
    try:
        parts = urlsplit(url)
        port, name = parts.port, parts.hostname or ""
    except ValueError as error:
        raise NotAllowed(f"{_short(url)} is not a web address") from error
    if parts.scheme not in PORTS:
        raise NotAllowed(f"{_short(url)}: only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise NotAllowed(f"{parts.scheme} address with a name or password in it: not fetched")
    path = _ascii(parts.path or "/") + (f"?{_ascii(parts.query)}" if parts.query else "")
    return Target(parts.scheme, ascii_host(name), PORTS[parts.scheme] if port is None else port, path)


def join_address(base: Target, location: str) -> Target:
    """Return where a redirect from `base` to `location` leads. Raises NotAllowed as `parse_address` does."""
    try:
        return parse_address(urljoin(base.url, location.strip()))
    except (ValueError, NotAllowed) as error:
        why = error if isinstance(error, NotAllowed) else f"{_short(location)} is not a web address"
        raise NotAllowed(f"redirected to what is not fetched: {why}") from error


def ascii_host(name: str) -> str:
    """Return a host's name in lower-case ASCII, as it is looked up. Raises NotAllowed when it is no host's name."""
    try:
        host = name if ":" in name else name.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NotAllowed(f"{_short(name)} is not the name of a host") from error
    host = host.lower()
    if not _HOST.fullmatch(host):
        raise NotAllowed(f"{_short(name)} is not the name of a host")
    return host


def _ascii(text: str) -> str:
    return quote(text, safe="%/:?#[]@!$&'()*+,;=~-._")


def _short(text: str) -> str:
    return repr(text[:100] + ("…" if len(text) > 100 else ""))
