"""The way to a provider and back: what a browser keeps meanwhile, and what follows from it.

The cookie holds all of it. State, nonce and code verifier are hashes of the whole cookie, so that whoever changes a letter of it has
another state, and whoever has only the state or the nonce cannot tell the verifier.
"""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from urllib.parse import quote, unquote

LONGEST = timedelta(minutes=10)
"""How long somebody may take at the provider."""
_LONGEST_ONWARD, _CLOCKS_DIFFER_S = 1000, 60
_COOKIE = re.compile(rf"(\d{{1,12}})\.([\w-]{{43}})\.([\w%.~-]{{1,{_LONGEST_ONWARD}}})", re.ASCII)


@dataclass(frozen=True)
class Way:
    """One way to the provider and back. `onward` is the screen that was asked for, to be checked before it is gone to."""

    cookie: str
    onward: str

    @classmethod
    def begun(cls, onward: str, moment: datetime) -> Self:
        """Return a new way."""
        quoted = quote(onward, safe="")
        if not 0 < len(quoted) <= _LONGEST_ONWARD:
            onward, quoted = "/", quote("/", safe="")
        return cls(f"{int(moment.timestamp())}.{secrets.token_urlsafe(32)}.{quoted}", onward)

    @classmethod
    def kept(cls, cookie: str, moment: datetime) -> Self | None:
        """Return the way of a cookie; None for what is none, or was begun too long ago."""
        found = _COOKIE.fullmatch(cookie)
        if found is None or not -_CLOCKS_DIFFER_S < moment.timestamp() - int(found[1]) < LONGEST.total_seconds():
            return None
        return cls(cookie, unquote(found[3]))

    @property
    def state(self) -> str:
        """What comes back with the code."""
        return self._hash("state")

    @property
    def nonce(self) -> str:
        """What the token must name."""
        return self._hash("nonce")

    @property
    def verifier(self) -> str:
        """What only whoever began can show, together with the code."""
        return self._hash("verifier")

    def is_of(self, state: str) -> bool:
        """Return whether `state` came back from this way."""
        return hmac.compare_digest(self.state.encode(), state.encode())

    def _hash(self, use: str) -> str:
        digest = hashlib.sha256(f"{use}:{self.cookie}".encode()).digest()
        return urlsafe_b64encode(digest).rstrip(b"=").decode()
