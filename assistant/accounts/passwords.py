"""Passwords: what is taken as one, and keeping it as an argon2id hash only."""

import threading
from functools import cache
from typing import TYPE_CHECKING

from assistant.accounts.errors import PasswordRefused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 256
"""Characters of a password. Length is what keeps guessing slow; a longest one keeps hashing from being used to tire the server."""
_DIFFERENT = 5
_MEMORY_KIB, _ROUNDS, _LANES = 32 * 1024, 3, 1
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each hash takes 32 MiB and one core for some tens of milliseconds, so a crowd at the sign-in page waits here."""


def check_new(password: str, name: str) -> None:
    """Raise PasswordRefused unless `password` may be the one of the account called `name`."""
    if len(password) < SHORTEST:
        raise PasswordRefused(f"the password has fewer than {SHORTEST} characters; three or four words are a good one")
    if len(password) > LONGEST:
        raise PasswordRefused(f"the password has more than {LONGEST} characters; shorten it")
    if len(set(password)) < _DIFFERENT:
        raise PasswordRefused(
            f"the password has fewer than {_DIFFERENT} different characters; three or four words are a good one"
        )
    if name in password.casefold():
        raise PasswordRefused("the password holds the account's name; take one that does not")


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    with _AT_ONCE:
        return _hasher().hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Return whether `password` is the one behind `kept`. None, for a name that nobody has, takes the same work."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _AT_ONCE:
        try:
            return _hasher().verify(_nobodys() if kept is None else kept, password[: LONGEST + 1]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Return whether a hash was made with less work than is asked for now."""
    return _hasher().check_needs_rehash(kept)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher, Type

    return PasswordHasher(time_cost=_ROUNDS, memory_cost=_MEMORY_KIB, parallelism=_LANES, type=Type.ID)


@cache
def _nobodys() -> str:
    return _hasher().hash("the password of nobody")
