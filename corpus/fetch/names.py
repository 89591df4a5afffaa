"""File names from ids: safe on every system, and never the same for two ids."""

import hashlib
import re
import unicodedata

_LONGEST = 100
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def file_stem(identifier: str) -> str:
    """Return a file name without ending for an id.

    An id of small letters, digits, hyphens and underscores stays as it is. Any other becomes such a name with two hyphens and eight
    digits of its hash, so that ids which differ only in what was taken out, or in upper and lower case, keep apart.
    """
    plain = unicodedata.normalize("NFKD", identifier).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9_]+", "-", plain)[:_LONGEST].strip("-_") or "original"
    if stem == identifier and not _RESERVED.fullmatch(stem):
        return stem
    return f"{stem}--{hashlib.sha256(identifier.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
