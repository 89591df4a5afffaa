"""The body of an answer, piece by piece into a part file, within its limits of size and time."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from corpus.fetch.clock import Clock
from corpus.fetch.decoding import Decoder
from corpus.fetch.errors import BadAnswer, TryAgain
from corpus.fetch.network import Answer
from corpus.fetch.options import FetchOptions

Counted = Callable[[int, int | None], None]
"""Told how many bytes there are so far, and how many there will be when that is known."""
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")


def receive(answer: Answer, path: Path, offset: int, options: FetchOptions, clock: Clock, counted: Counted) -> None:
    """Append the body to `path` at `offset`.

    Raises BadAnswer when it is larger than allowed, or damaged; TryAgain when it takes too long or is cut short.
    """
    whole = body_length(answer, offset)
    limit = options.max_bytes
    if whole is not None and whole > limit:
        raise _too_large(limit)
    decoder, size, arrived = Decoder(answer.headers.get("content-encoding")), offset, offset
    latest = clock.monotonic() + options.file_timeout
    with path.open("ab" if offset else "wb") as file:
        for raw in answer.chunks():
            arrived += len(raw)
            for piece in decoder.feed(raw):
                size += len(piece)
                if max(size, arrived) > limit:
                    raise _too_large(limit)
                file.write(piece)
            counted(size, whole)
            if clock.monotonic() > latest:
                raise TryAgain(f"the file took longer than {options.file_timeout:g} seconds")
        decoder.end()
        file.flush()
        os.fsync(file.fileno())


def body_length(answer: Answer, offset: int) -> int | None:
    """Return how long the whole file will be, when the server says so and does not compress it."""
    text = answer.headers.get("content-length", "")
    if answer.headers.get("content-encoding", "identity") != "identity" or not (text.isascii() and text.isdigit()):
        return None
    return offset + int(text[:18])


def goes_on(answer: Answer, offset: int, validator: str) -> bool:
    """Return whether a partial answer begins at `offset`, and is of the version that `validator` names."""
    match = _RANGE.fullmatch(answer.headers.get("content-range", "").strip())
    etag = answer.headers.get("etag")
    same = etag is None or not validator.startswith('"') or etag == validator
    plain = answer.headers.get("content-encoding", "identity") == "identity"
    return match is not None and int(match[1]) == offset and same and plain


def _too_large(limit: int) -> BadAnswer:
    return BadAnswer(f"larger than the limit of {limit / 1_000_000:g} MB; raise it with --max-mb")
