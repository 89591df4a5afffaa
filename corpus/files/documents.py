"""A file's text as a document of the corpus."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.files.models import FileSection, FileText
from corpus.models import Document, DocumentInfo, Section
from corpus.vocabulary import OWN_FILE


def to_document(file: FileText, *, id_prefix: str = "yours") -> Document:
    """Return a file's text as a document. Where the file states no date, it has the day it was last changed."""
    info = DocumentInfo(
        id=_identifier(file, id_prefix),
        title=file.title,
        publisher="Your own file",
        date=file.date or file.modified,
        licence="Yours",
        kind=OWN_FILE,
    )
    return Document(info=info, sections=tuple(_sections(file)))


def _sections(file: FileText) -> Iterator[Section]:
    line, reached = 1, 0
    for section in file.sections:
        line += file.text.count("\n", reached, section.start)
        reached = section.start
        yield _section(section, file.text_of(section), line)


def _section(section: FileSection, text: str, line: int) -> Section:
    """A section with its locator; where Section has no field for it, the locator closes the heading path."""
    values: dict[str, Any] = {"heading": section.heading, "text": text, "line": line}
    if "locator" in Section.model_fields:
        values["locator"] = section.locator
    elif section.locator != " > ".join(section.heading) and section.locator != "beginning":
        values["heading"] = (*section.heading, section.locator)
    return Section.model_validate(values)


def _identifier(file: FileText, prefix: str) -> str:
    words = re.findall(r"[a-z0-9]+", Path(file.name).stem.lower())
    return "-".join([prefix, "-".join(words)[:50].strip("-") or "file", file.sha256[:10]])
