"""A briefing as a record that every writer reads: parts, lines with their notes, tables, charts, sources."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from assistant.models import Record
from corpus.hygiene import drop_hidden

Form = Literal["board", "adviser"]
Kind = Literal["board", "adviser", "answer", "conversation"]
Format = Literal["docx", "pdf", "md", "html"]

KIND_NAMES: dict[Kind, str] = {
    "board": "Board paper",
    "adviser": "Adviser's briefing",
    "answer": "Answer",
    "conversation": "Conversation",
}
NOT_A_GRADE = "Regrip is not Ofsted, and a stage is not a grade. Check what matters in the original."
SOURCES_TITLE = "Sources"
NOTES_WORDS = "A note such as 1a in the text leads to place a in source 1."


def _shown(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in drop_hidden(text).splitlines() if line.strip())


Text = Annotated[str, AfterValidator(_shown)]
"""What a reader sees: without control and format characters, without empty lines."""


class Line(Record):
    """A sentence or two. `lead` stands before it in bold; `notes` are notes of sources; `mark` says whose words or inference it is."""

    text: Text
    lead: Text = ""
    notes: list[str] = Field(default=[])
    mark: str = ""


class Paragraph(Record):
    """A line of its own; an `urgent` one is set apart from all others."""

    type: Literal["paragraph"] = "paragraph"
    line: Line
    urgent: bool = False


class Item(Record):
    """An item of a list, with the lines beneath it."""

    line: Line
    lines: list[Line] = Field(default=[])


class Listing(Record):
    """A list, in order of what comes first where it is `numbered`."""

    type: Literal["list"] = "list"
    items: list[Item]
    numbered: bool = False


class Table(Record):
    """A table; its first row is `header`, and every row has as many cells. `widths` are shares of the width."""

    type: Literal["table"] = "table"
    caption: Text
    header: list[Text]
    rows: list[list[Line]]
    widths: list[float]


class Bar(Record):
    """A bar of a chart. `share` is in 0..1; `words` say it, and `strong` sets it apart."""

    name: Text
    share: float = Field(ge=0, le=1)
    words: Text
    strong: bool = False


class Chart(Record):
    """Bars that are compared. `alt` says in words all that they show."""

    type: Literal["chart"] = "chart"
    caption: Text
    alt: Text
    bars: list[Bar]


Block = Annotated[Paragraph | Listing | Table | Chart, Field(discriminator="type")]


class Part(Record):
    """A part under a heading; one of level 2 belongs to the last of level 1 before it."""

    title: Text
    level: Literal[1, 2] = 1
    blocks: list[Block] = Field(default=[])


class Place(Record):
    """A place in a source; `note` is what a statement that rests on it bears."""

    note: str
    locator: Text


class Source(Record):
    """A source once, with each place in it that something rests on. `date` and `status` are words; `own` is a user's own text."""

    n: int
    title: Text
    publisher: Text
    date: Text
    status: Text
    url: str | None = None
    own: bool = False
    places: list[Place]


class Briefing(Record):
    """A paper. `about` are the lines under its title, `contents` says whether it is long enough for a table of contents."""

    kind: Kind
    title: Text
    made_on: date
    about: list[Text] = Field(default=[])
    contents: bool = False
    parts: list[Part]
    sources: list[Source]
