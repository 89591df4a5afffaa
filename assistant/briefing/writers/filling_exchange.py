"""What the program and the process that fills a template say to each other: a line of JSON, then bytes."""

from pydantic import BaseModel, ConfigDict

from assistant.briefing.models import Briefing

MOST_BYTES = 20_000_000
"""Of a template."""
LARGEST = 60_000_000
"""Bytes of a filled template: one that repeats itself without end is stopped here, by its process and again by the program."""
LONGEST_ASKED, LONGEST_HEAD = 100_000_000, 100_000
"""Bytes of a request, and of the line before the document in the answer."""
SIMPLER = "let it repeat less, and take large pictures out of it"


class Filling(BaseModel):
    """A template to be filled; its bytes follow after the line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    briefing: Briefing
    seconds: float
    memory_mb: int


class Filled(BaseModel):
    """What came of it: the document's bytes follow after the line, or `problem` says in one line why there is none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    problem: str = ""


def too_large_template(name: str) -> str:
    """Return what is said of a template that is too large before anything is done with it."""
    return f"{name}: more than {MOST_BYTES // 1_000_000} MB; take large pictures out of it"


def too_large(name: str) -> str:
    """Return what is said of a template whose document grows over the limit."""
    return f"{name}: filled, it is larger than {LARGEST // 1_000_000} MB; {SIMPLER}"


def too_hungry(name: str, memory_mb: int) -> str:
    """Return what is said of a template that takes more memory than it may, or than the machine has."""
    return f"{name}: filling it takes more than {memory_mb} MB of memory, or than this machine has left; {SIMPLER}"
