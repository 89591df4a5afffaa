"""The text of one file, with the place of every part of it."""

from collections.abc import Sequence
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus.models import IsoDate

Kind = Literal["pdf", "docx", "odt", "html", "markdown", "text", "xlsx", "csv", "eml"]


class FileSection(BaseModel):
    """A part of a file's text: `text[start:end]`, where it stands, and the headings above it.

    `locator` says in words where a person finds it: 'page 3', 'Findings > Workforce', 'sheet Data, rows 2-40'.
    """

    model_config = ConfigDict(frozen=True)

    heading: tuple[str, ...]
    locator: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int


class Reading(BaseModel):
    """What a reader makes of a file's bytes. Sections are in order and do not overlap; only headings stand between them."""

    model_config = ConfigDict(frozen=True)

    kind: Kind
    title: str = Field(min_length=1)
    date: IsoDate | None = None
    text: str
    sections: tuple[FileSection, ...] = Field(min_length=1)
    warnings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _check_offsets(self) -> Self:
        _check_order(self.sections, len(self.text))
        return self


class FileText(Reading):
    """What was read from a file, with its name, the hash of its bytes and the day it was last changed."""

    name: str
    sha256: str
    modified: IsoDate

    def text_of(self, section: FileSection) -> str:
        """Return the section's own text."""
        return self.text[section.start : section.end]


def _check_order(sections: Sequence[FileSection], length: int) -> None:
    reached = 0
    for section in sections:
        if not reached <= section.start < section.end <= length:
            raise ValueError(f"section {section.locator} does not follow the one before it")
        reached = section.end
