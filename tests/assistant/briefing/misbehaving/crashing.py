"""Comes to a sudden end with little memory in use."""

import os

from tests.assistant.briefing.misbehaving import broken_into

broken_into(lambda: os._exit(3))
