"""Processes that fill templates as the real one does, until the template is looked at: then it has broken into the process.

Each module is started in the place of `assistant.briefing.writers.filling`.
"""

import os
from collections.abc import Callable
from typing import Any

from assistant.briefing.writers import filling


def broken_into(act: Callable[[], Any]) -> None:
    """Fill one template with `act` in the place of whatever looks into it, in a process that is confined as ever."""
    real = filling.answer_to
    filling.answer_to = lambda asked, data: real(asked, data) if asked.name == "own.docx" else act()
    filling.main()


def way_out() -> int:
    """The one pipe that such a process has, as it can find out itself."""
    for number in range(3, 1024):
        try:
            os.write(number, b"")
        except OSError:
            continue
        return number
    raise AssertionError("no pipe")
