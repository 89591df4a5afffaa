"""What the program and the process that fills a template say to each other: a line of JSON, then bytes."""

from pydantic import BaseModel, ConfigDict

from assistant.briefing.models import Briefing

MOST_BYTES = 20_000_000
"""Of a template."""


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
