"""What the assistant asks of the index: passages for a query, a page's parts, the cards that fit a stage."""

from dataclasses import dataclass

from assistant.passages import Unit, units
from assistant.queries import analyse, boost, search_text
from assistant.ranking import ranked
from corpus.models import Chunk, DocumentInfo
from corpus.vocabulary import Stage
from indexes.base import Index
from indexes.filters import Filter
from indexes.models import SearchResult
from indexes.settings import Mode

STAGE_PAGE, RESPONSE_CARD, GLOSSARY = "stage page", "response card", "glossary"
Parts = dict[str, tuple[Unit, ...]]


@dataclass(frozen=True)
class Card:
    """A response card: what the response is, where it fits, and its units by heading."""

    info: DocumentInfo
    parts: Parts


class Retriever:
    """Search with the corpus's own knowledge: superseded guidance and unverified notes come later."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._held: tuple[str, dict[str, Parts]] = ("", {})

    def search(
        self,
        query: str,
        k: int = 12,
        mode: Mode = "hybrid",
        case: str | None = None,
        only: Filter | None = None,
    ) -> list[SearchResult]:
        """Return up to `k` passages, best first, from documents in turn that `only` allows, and none from files of another case.

        The index is asked the query with its short forms spelt out and its numbered stages named. What holds the exact phrases,
        identifiers and kinds of source that were asked for comes forward.
        """
        analysis = analyse(query)
        allowed = (only or Filter()).model_copy(update={"cases": frozenset({None, case})})
        found = self.index.search(search_text(analysis), k=max(3 * k, 50), mode=mode, only=allowed)
        return ranked(found, k, lambda chunk: boost(analysis, chunk))

    def passage(self, chunk_id: str) -> Chunk | None:
        """Return a passage by id, None when it is not in the index."""
        found = self.index.chunks([chunk_id])
        return found[0] if found else None

    def parts(self, document_id: str) -> Parts:
        """Return a document's units by the last heading above them, in reading order; empty when it is unknown."""
        held = self._pages()
        return held[document_id] if document_id in held else _parts(self.index.document_chunks(document_id))

    def stage_page(self, stage: str) -> Parts:
        """Return the parts of the page of a stage or of `insufficient`; empty when the index has none."""
        return self.parts(page_of(stage))

    def cards(self, stage: Stage) -> list[Card]:
        """Return the response cards that say anything of `stage`, ordered by id."""
        infos = [d.info for d in self.index.documents.values() if d.info.kind == RESPONSE_CARD]
        return [Card(info, self.parts(info.id)) for info in sorted(infos, key=lambda i: i.id) if stage in info.fit]

    def terms(self) -> set[str]:
        """Return the words that the glossary explains, as they stand there."""
        return {unit.text.split(":")[0] for unit in self.glossary() if ":" in unit.text[:50]}

    def glossary(self) -> list[Unit]:
        """Return the lines of the glossary, each a term, a colon and what it means."""
        glossaries = [i for i, d in self.index.documents.items() if d.info.kind == GLOSSARY]
        return [unit for i in glossaries for part in self.parts(i).values() for unit in part]

    def _pages(self) -> dict[str, Parts]:
        """Read the rubric's pages once a generation, in one request."""
        generation, held = self._held
        if generation == self.index.manifest.generation:
            return held
        wanted = [d for d in self.index.documents.values() if d.info.kind in (STAGE_PAGE, RESPONSE_CARD, GLOSSARY)]
        chunks = self.index.chunks([i for d in wanted for i in d.chunk_ids])
        held = {d.info.id: _parts([c for c in chunks if c.info.id == d.info.id]) for d in wanted}
        self._held = (self.index.manifest.generation, held)
        return held


def page_of(stage: str) -> str:
    """Return the id of the page of a stage or of `insufficient`."""
    return f"stage-{stage.replace('_', '-')}"


def _parts(chunks: list[Chunk]) -> Parts:
    parts: Parts = {}
    for chunk in chunks:
        heading = chunk.heading[-1] if chunk.heading else ""
        parts[heading] = parts.get(heading, ()) + units(chunk)
    return parts
