"""The address of a Chroma server: read once, checked, and shown without its password."""

import base64
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

_PORTS = {"http": 8000, "https": 443}
"""Ports where none is named: Chroma's own on plain HTTP, the web's behind TLS."""


@dataclass(frozen=True)
class Address:
    """Where a server is. `base` has scheme, host, port and path, and no password; `headers` carries the password."""

    base: str
    port: int
    secure: bool
    headers: dict[str, str]

    def __str__(self) -> str:
        return self.base


def read_address(url: str) -> Address:
    """Return `url` taken apart. Raises ValueError, which says what is wrong without repeating a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ValueError("an address whose host or port cannot be read; the port is a number up to 65535") from error
    if parts.scheme not in _PORTS or not parts.hostname or any(c.isspace() for c in url):
        raise ValueError("not an http or https address such as http://localhost:8000")
    if parts.query or parts.fragment:
        raise ValueError("an address with `?` or `#`; leave out what stands from there")
    port = port or _PORTS[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(
        base=f"{parts.scheme}://{host}:{port}{parts.path.rstrip('/')}",
        port=port,
        secure=parts.scheme == "https",
        headers=_access(parts),
    )


def shown(url: str) -> str:
    """Return an address as it may be printed and written down: without its password."""
    return re.sub(r"^([^/]*//[^/:@]*):.+@", r"\1:***@", url)


def _access(parts: SplitResult) -> dict[str, str]:
    """Return the header for a proxy that asks for a name and password."""
    if parts.username is None:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode("ascii")}
