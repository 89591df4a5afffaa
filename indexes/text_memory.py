"""What was found of texts read lately, so that a text that comes again is not read again. It holds no text."""

import hashlib
import secrets
import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Found = TypeVar("Found")


class TextMemory(Generic[Found]):
    """What was found of the latest texts, by a keyed hash of each; the key is this process's own. Safe to share between threads.

    What is put in must hold no words of the text.
    """

    def __init__(self, most: int) -> None:
        """Hold what was found of `most` texts; those not asked for longest go first."""
        self._most, self._key = most, secrets.token_bytes(32)
        self._held: OrderedDict[bytes, Found] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, text: str) -> Found | None:
        """Return what was found of a text, None where it is not held."""
        name = self._name(text)
        with self._lock:
            if name in self._held:
                self._held.move_to_end(name)
            return self._held.get(name)

    def put(self, text: str, found: Found) -> None:
        """Hold what was found of a text."""
        name = self._name(text)
        with self._lock:
            self._held[name] = found
            self._held.move_to_end(name)
            if len(self._held) > self._most:
                self._held.popitem(last=False)

    def __len__(self) -> int:
        return len(self._held)

    def _name(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()
