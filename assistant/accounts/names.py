"""Names of accounts: one spelling for each, and a hash for those that were typed at the door."""

import hashlib
import re
import unicodedata

from assistant.errors import QuestionError

_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,63}")


def normal(typed: str) -> str:
    """Return a name as it is kept: in small letters, without spaces around it."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def check_name(typed: str) -> str:
    """Return a new account's name as it is kept. Raises QuestionError."""
    name = normal(typed)
    if not _NAME.fullmatch(name):
        raise QuestionError(
            f"{typed[:80]!r}: not a name for an account; it has 2 to 64 of a-z, 0-9, full stop, _ @ + and -, and begins with a letter "
            "or digit"
        )
    return name


def name_hash(typed: str) -> str:
    """Return what is kept of a name that somebody tried to sign in with: it may be a password in the wrong field."""
    return hashlib.sha256(normal(typed).encode()).hexdigest()
