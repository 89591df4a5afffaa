"""Undoing a compressed transfer in small pieces, so that a small body cannot unfold into more memory than there is."""

import zlib
from collections.abc import Iterator

from corpus.fetch.errors import BadAnswer, TryAgain

_PIECE = 65_536
_GZIP_OR_ZLIB = 47
"""zlib's number for the largest window and either header."""


class Decoder:
    """Decodes one body. Regrip asks for bodies as they are, but some servers compress all the same."""

    def __init__(self, encoding: str | None) -> None:
        """Raise BadAnswer for an encoding other than gzip and deflate."""
        name = (encoding or "").strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise BadAnswer(f"the server sent the body compressed as {name[:40]!r}, which was not asked for")
        self._unpack = None if name in ("", "identity") else zlib.decompressobj(_GZIP_OR_ZLIB)

    def feed(self, raw: bytes) -> Iterator[bytes]:
        """Yield what `raw` holds, in pieces of at most 64 KB. Raises BadAnswer when it is not what it says."""
        if self._unpack is None:
            yield raw
            return
        while raw:
            try:
                piece = self._unpack.decompress(raw, _PIECE)
            except zlib.error as error:
                raise BadAnswer("the compressed body is damaged") from error
            if self._unpack.unused_data:
                raise BadAnswer("the compressed body has something behind its end")
            raw = self._unpack.unconsumed_tail
            if piece:
                yield piece

    def end(self) -> None:
        """Raise TryAgain when the body stopped before its end."""
        if self._unpack is not None and not self._unpack.eof:
            raise TryAgain("the compressed body was cut short")
