"""Addresses that a provider is asked at: https, or plain http on this machine."""

import ipaddress
from urllib.parse import urlsplit


def checked(address: str) -> str:
    """Return an address that may be asked. Raises ValueError, in words for people."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise ValueError("an address whose host or port cannot be read") from None
    if not parts.hostname or not address.isascii() or any(not c.isprintable() or c.isspace() for c in address):
        raise ValueError("not an address such as https://login.council.gov.uk")
    if parts.username is not None or parts.fragment:
        raise ValueError("an address with a name or `#` in it")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_here(address)):
        raise ValueError("not https; plain http is for a provider on this machine alone")
    return address


def is_here(address: str) -> bool:
    """Return whether an address is of this machine."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
