"""Messages over a pipe: eight bytes that say how long, then the bytes."""

import os
import struct
from typing import IO

_LENGTH = struct.Struct(">Q")


class BrokenPipe(Exception):
    """The other end has gone, or sent what is no message. Never leaves the package."""


def send(pipe: IO[bytes], *messages: bytes) -> None:
    """Write messages one after the other. Raises BrokenPipe when nobody reads them."""
    try:
        for message in messages:
            pipe.write(_LENGTH.pack(len(message)))
            pipe.write(message)
        pipe.flush()
    except (OSError, ValueError) as error:
        raise BrokenPipe("nobody reads") from error


def receive(pipe: IO[bytes], longest: int) -> bytes:
    """Return the next message. Raises BrokenPipe when there is none, or one of more than `longest` bytes."""
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > longest:
        raise BrokenPipe(f"a message of {length} bytes")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    try:
        data = pipe.read(count)
    except (OSError, ValueError) as error:
        raise BrokenPipe("nobody writes") from error
    if len(data) < count:
        raise BrokenPipe("the message breaks off")
    return data


def own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes to and from the program that started this process, out of reach of whatever prints."""
    take, give = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return take, give
