"""The vectors of texts read lately, so that a text that comes again is not read again. It holds no text."""

import hashlib
import secrets
import threading
from collections import OrderedDict

import numpy as np


class VectorMemory:
    """The latest vectors by a keyed hash of their texts; the key is this process's own. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        """Hold `most` vectors; those not asked for longest go first."""
        self._most, self._key = most, secrets.token_bytes(32)
        self._held: OrderedDict[bytes, np.ndarray] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, text: str) -> np.ndarray | None:
        """Return the vector of a text, None where it is not held."""
        name = self._name(text)
        with self._lock:
            if name in self._held:
                self._held.move_to_end(name)
            return self._held.get(name)

    def put(self, text: str, vector: np.ndarray) -> None:
        """Hold the vector of a text."""
        name = self._name(text)
        with self._lock:
            self._held[name] = vector
            self._held.move_to_end(name)
            if len(self._held) > self._most:
                self._held.popitem(last=False)

    def __len__(self) -> int:
        return len(self._held)

    def _name(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()
