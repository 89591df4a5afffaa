"""Documents, sections and chunks: what the corpus holds and what an index stores."""

import hashlib
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from corpus.vocabulary import Basis, DocumentStatus, Fit, Outcome, Stage, Theme

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
IsoDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]

PLACE = re.compile(r"(?:(?<!\s)\s++)?\[([^\[\]]+)\]")
"""The bracket after a sentence that says where in the original its fact stands."""


class DocumentInfo(BaseModel):
    """What is known of a document apart from its text: the front matter of a note or page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Identifier
    title: str = Field(min_length=1)
    publisher: str
    date: IsoDate
    published: str | None = None
    url: str | None = None
    url_checked: bool = False
    licence: str
    kind: str
    status: DocumentStatus = "current"
    superseded_by: Identifier | None = None
    basis: Basis = "document"
    stages: tuple[Stage, ...] = ()
    themes: tuple[Theme, ...] = ()
    stage: Outcome | None = None
    fit: dict[Stage, Fit] = {}
    indicators: tuple[str, ...] = ()
    case: str | None = None
    """The case that a user's file belongs to; other cases never see it."""


class Section(BaseModel):
    """The text under one heading. `line` is the 1-based line of its first words in the file.

    `locator` says where a person finds it, for files whose headings do not: page 3, sheet Data rows 2-40.
    """

    model_config = ConfigDict(frozen=True)

    heading: tuple[str, ...]
    text: str
    line: int
    locator: str | None = None


class Document(BaseModel):
    """A note, a page or a user's file, cut at its headings."""

    model_config = ConfigDict(frozen=True)

    info: DocumentInfo
    sections: tuple[Section, ...]
    questions: dict[str, tuple[str, ...]] = {}
    """Questions that people would ask, by the id of the chunk that answers them."""


class Chunk(BaseModel):
    """The unit that is indexed and shown. `ordinal` counts chunks within the document from 0.

    `id` is the document's id, the heading and a number, so it survives changes elsewhere in the document.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    info: DocumentInfo
    heading: tuple[str, ...]
    locator: str
    ordinal: int
    text: str
    questions: tuple[str, ...] = ()
    """Questions that it answers: searched as words beside its own, never shown."""

    def __hash__(self) -> int:
        return hash((self.id, self.text))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other values, whose `index_text` is of these."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("index_text", None)
        return copied

    @cached_property
    def index_text(self) -> str:
        """What is embedded and searched."""
        return index_text(self.info, self.heading, self.text)

    @property
    def keyword_text(self) -> str:
        """What keyword search reads: `index_text` and the questions that the passage answers."""
        return "\n".join([self.index_text, *self.questions])

    @property
    def text_hash(self) -> str:
        """Hash of what is embedded: equal hashes may share a vector. 16 hexadecimal digits."""
        return hashlib.sha256(self.index_text.encode()).hexdigest()[:16]

    @property
    def record_hash(self) -> str:
        """Hash of the whole record: any change to it must reach the index. 16 hexadecimal digits."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


def index_text(info: DocumentInfo, heading: tuple[str, ...], text: str) -> str:
    """Return title, heading and text as one, without the places in square brackets."""
    above = " - ".join([info.title, *heading])
    return f"{above}\n{PLACE.sub('', text)}"
