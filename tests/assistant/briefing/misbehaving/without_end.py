"""Answers without end."""

import os

from tests.assistant.briefing.misbehaving import broken_into, way_out


def write() -> None:
    while True:
        os.write(way_out(), b"x" * 1_000_000)


broken_into(write)
