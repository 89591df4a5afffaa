"""What weights were made from, so that a test sees in a moment when the texts have moved on and the weights have not."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def texts_digest(files: Iterable[Path]) -> str:
    """Return 16 hexadecimal digits that change with the name or content of any of the files, in whatever order they come."""
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]
