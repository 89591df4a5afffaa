"""Who asks: decided in one place for the API, the screens and the queue, with accounts and without."""

import ipaddress
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Protocol

from assistant.accounts.models import ALONE_HERE, Principal
from assistant.accounts.sessions import Sessions
from assistant.accounts.tokens import Tokens

PLAIN_COOKIE, SECURE_COOKIE = "regrip_session", "__Host-regrip_session"
"""The cookie of a session over HTTP and over HTTPS, where no other site below the same name can set one."""


class Access(Protocol):
    """Says who asks."""

    def principal(self, headers: Mapping[str, str], address: str, secure: bool) -> Principal | None:
        """Return who asks, None for nobody. `secure` is whether the request came over HTTPS."""
        ...

    def holds(self, principal: Principal) -> bool:
        """Return whether somebody who was let in would still be."""
        ...


class OnThisMachine:
    """No accounts: whoever sits at this machine is the one user, and nobody else is let in."""

    def principal(self, headers: Mapping[str, str], address: str, secure: bool) -> Principal | None:
        """Return the one user for an address of this machine."""
        try:
            return ALONE_HERE if ipaddress.ip_address(address).is_loopback else None
        except ValueError:
            return None

    def holds(self, principal: Principal) -> bool:
        """Return whether it is the one user."""
        return principal == ALONE_HERE


class WithAccounts:
    """Accounts: whoever shows the cookie of a session or a token, from wherever."""

    def __init__(self, sessions: Sessions, tokens: Tokens) -> None:
        self._sessions, self._tokens = sessions, tokens

    def principal(self, headers: Mapping[str, str], address: str, secure: bool) -> Principal | None:
        """Return whose token or session this is. A token that is sent counts alone, so that a wrong one is noticed."""
        given = headers.get("authorization")
        if given is not None:
            kind, _, secret = given.partition(" ")
            return self._tokens.principal(secret.strip()) if kind.casefold() == "bearer" else None
        return self._sessions.principal(cookie_in(headers, secure) or "")

    def holds(self, principal: Principal) -> bool:
        """Return whether the session is still open, or the token still good."""
        store = self._sessions if principal.token is None else self._tokens
        return store.holds(principal)


def cookie_name(secure: bool) -> str:
    """Return what the cookie of a session is called."""
    return SECURE_COOKIE if secure else PLAIN_COOKIE


def cookie_in(headers: Mapping[str, str], secure: bool) -> str | None:
    """Return the secret of the session in a request's cookies."""
    return cookies(headers).get(cookie_name(secure))


def cookies(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the cookies of a request, none where they cannot be read."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}
