"""Comes to a sudden end, as parsers in C do that get no memory, with much of what it may have in use."""

import os

from tests.assistant.briefing.misbehaving import broken_into

taken = []
broken_into(lambda: (taken.append(b"x" * 500_000_000), os._exit(3)))
