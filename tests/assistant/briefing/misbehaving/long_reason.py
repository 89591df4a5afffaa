"""Gives a reason of many megabytes."""

from assistant.briefing.writers.filling_exchange import Filled
from tests.assistant.briefing.misbehaving import broken_into

broken_into(lambda: (Filled(problem="no" * 10_000_000), b""))
