"""The records of an example service."""

from pydantic import Field

from assistant.models import Record


class Paper(Record):
    """One paper of an example. The name of its file begins with its date, as that of an upload may."""

    file: str = Field(pattern=r"^\d{4}-\d\d-\d\d-[a-z-]+\.md$")
    title: str = Field(min_length=1)


class ExampleListed(Record):
    """An example as it is offered. `papers` counts them; `message` is what its director would ask first."""

    id: str
    name: str
    summary: str
    papers: int
    message: str


class Example(Record):
    """A fictional service with all that its case is made of. `plan` holds the actions of its improvement plan, in order."""

    id: str = Field(pattern=r"^[a-z]+$")
    name: str
    service: str
    summary: str
    message: str
    papers: list[Paper] = Field(min_length=1)
    plan: list[str]
