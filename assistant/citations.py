"""Numbered citations: only what was checked gets a number."""

from assistant.composers.base import DraftSection, DraftStatement
from assistant.models import Citation, Section, Statement
from assistant.passages import Unit


class CitationBook:
    """Gives each quoted span a number in the order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self.citations: list[Citation] = []

    def number(self, unit: Unit) -> int:
        """Return the number of the citation for `unit`, making it when it is new."""
        key = (unit.chunk.id, unit.start, unit.end)
        if key not in self._numbers:
            self._numbers[key] = len(self.citations) + 1
            self.citations.append(cite(unit, self._numbers[key]))
        return self._numbers[key]

    def take(self, citation: Citation) -> int:
        """Return the number here of a citation that another book has numbered, making it when it is new."""
        key = (citation.chunk_id, citation.start, citation.end)
        if key not in self._numbers:
            self._numbers[key] = len(self.citations) + 1
            self.citations.append(citation.model_copy(update={"n": self._numbers[key]}))
        return self._numbers[key]

    def statement(self, draft: DraftStatement) -> Statement:
        """Return the statement with its evidence numbered."""
        numbers = dict.fromkeys(self.number(unit) for unit in draft.evidence)
        return Statement(text=draft.text, kind=draft.kind, citations=list(numbers))

    def section(self, draft: DraftSection) -> Section:
        """Return the section with its evidence numbered."""
        return Section(title=draft.title, statements=[self.statement(statement) for statement in draft.statements])


def cite(unit: Unit, n: int) -> Citation:
    """Return the citation for a span; `quote == passage[start:end]` holds by construction."""
    info = unit.chunk.info
    place = f" (in the original: {unit.place})" if unit.place and not _is_origin(unit.place) else ""
    return Citation(
        n=n,
        chunk_id=unit.chunk.id,
        document_id=info.id,
        title=info.title,
        publisher=info.publisher,
        date=info.date,
        status=info.status,
        locator=unit.chunk.locator + place,
        url=info.url,
        quote=unit.text,
        start=unit.start,
        end=unit.end,
    )


def _is_origin(place: str) -> bool:
    """Brackets on our own pages name an origin (seed, source, inference), not a place in a document."""
    return place.split(":")[0] in ("seed", "source", "inference")
