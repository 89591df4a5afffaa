"""Gives a reason of several lines with characters that nobody sees."""

from assistant.briefing.writers.filling_exchange import Filled
from tests.assistant.briefing.misbehaving import broken_into

broken_into(lambda: (Filled(problem="council.docx: \x1b[31mred\nand a line"), b""))
