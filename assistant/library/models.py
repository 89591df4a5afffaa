"""The records of the library."""

from pydantic import Field

from assistant.models import Record
from corpus.vocabulary import DocumentStatus, Stage, Theme


class ShelfPassage(Record):
    """The passage of a document that a search found best. Its text stands in the document as it stands here."""

    chunk_id: str
    heading: list[str]
    locator: str
    text: str


class ShelfEntry(Record):
    """A document as it is listed. `summary` is how it begins; `passage` is there where words were looked for."""

    id: str
    title: str
    publisher: str
    date: str
    kind: str
    status: DocumentStatus
    status_words: str
    stages: list[Stage]
    themes: list[Theme]
    superseded_by: str | None
    url: str | None
    url_checked: bool
    summary: str
    passage: ShelfPassage | None = None


class Facets(Record):
    """How many documents each value would leave, the other filters staying as they are."""

    stage: dict[Stage, int]
    theme: dict[Theme, int]
    kind: dict[str, int]
    status: dict[DocumentStatus, int]


class ShelfList(Record):
    """What was found."""

    documents: list[ShelfEntry]
    total: int
    facets: Facets


class Paragraph(Record):
    """Words of a document as they stand in it, without the sign of a list. `locator` is the place in the original, where it is told."""

    text: str
    bullet: bool = False
    locator: str | None = None


class ReadSection(Record):
    """The text under one heading. `heading` is the path to it; `level` is 1 for what stands before any heading, else 2 or more."""

    heading: list[str]
    level: int = Field(ge=1)
    paragraphs: list[Paragraph]


class LinkedDocument(Record):
    """A document that another one names."""

    id: str
    title: str
    date: str
    status: DocumentStatus


class ReadPassage(Record):
    """A passage of the document as the index holds it, to find a citation's quote in."""

    chunk_id: str
    heading: list[str]
    text: str


class ShelfDocument(ShelfEntry):
    """A document to be read. `basis_words` say whose words it is in; `chunks` are none while there is no index."""

    sections: list[ReadSection]
    cites: list[LinkedDocument]
    cited_by: list[LinkedDocument]
    supersedes: list[LinkedDocument]
    basis_words: str
    chunks: list[ReadPassage]
