"""Units made for a test: one sentence, one passage, one document."""

from assistant.passages import Unit, units
from corpus.models import Chunk, DocumentInfo


def made(
    text: str,
    *,
    document: str = "note",
    heading: str = "What it found",
    title: str = "A note",
    date: str = "2024",
    ordinal: int = 0,
    **info: object,
) -> Unit:
    """Return the first unit of a passage with this text."""
    about = DocumentInfo.model_validate(
        {"id": document, "title": title, "publisher": "P", "date": date, "licence": "L", "kind": "report"} | info
    )
    chunk = Chunk(id=f"{document}/x/{ordinal}", info=about, heading=(heading,), locator="x", ordinal=ordinal, text=text)
    return units(chunk)[0]
