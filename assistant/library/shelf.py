"""What a reader may browse: the corpus and the user's own files that belong to no case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.library.finding import facets, newest_first
from assistant.library.links import cited_by, cited_ids
from assistant.library.models import (
    LinkedDocument,
    ReadPassage,
    ShelfDocument,
    ShelfEntry,
    ShelfList,
    ShelfPassage,
)
from assistant.library.sections import read_sections, summary_of
from assistant.rendering.names import basis_words, document_status_name
from corpus.library import Library
from corpus.loaders import load_corpus
from corpus.models import Chunk, Document
from indexes.filters import Filter


@dataclass(frozen=True)
class Holdings:
    """The documents by id, and which names which."""

    documents: Mapping[str, Document]
    cites: Mapping[str, Sequence[str]]
    cited_by: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Holdings":
        """Return the holdings of documents that no case owns; the others are left out."""
        held = {d.info.id: d for d in documents if d.info.case is None}
        links = {i: cited_ids(document, held) for i, document in held.items()}
        return cls(held, links, cited_by(links.items()))

    @property
    def kinds(self) -> list[str]:
        """The kinds of document that there are, ordered by name."""
        return sorted({document.info.kind for document in self.documents.values()})

    def listed(self, only: Filter) -> ShelfList:
        """Return the documents that the filter allows, the newest first."""
        found = newest_first(self.documents.values(), only)
        counted = facets(list(self.documents.values()), only)
        return ShelfList(documents=[_entry(d) for d in found], total=len(found), facets=counted)

    def found(self, passages: Mapping[str, ShelfPassage]) -> ShelfList:
        """Return the documents of passages that a search found, in their order; the facets count these alone."""
        documents = [self.documents[i] for i in passages if i in self.documents]
        entries = [_entry(d).model_copy(update={"passage": passages[d.info.id]}) for d in documents]
        return ShelfList(documents=entries, total=len(entries), facets=facets(documents, Filter()))

    def read(self, document_id: str, chunks: Sequence[Chunk]) -> ShelfDocument:
        """Return a document to be read, with its passages as the index holds them. Raises KeyError."""
        document = self.documents[document_id]
        older = [d.info.id for d in self.documents.values() if d.info.superseded_by == document_id]
        return ShelfDocument(
            **_entry(document).model_dump(),
            sections=read_sections(document),
            cites=self._linked(self.cites[document_id]),
            cited_by=self._linked(self.cited_by.get(document_id, [])),
            supersedes=self._linked(older),
            basis_words=basis_words(document.info),
            chunks=[ReadPassage(chunk_id=c.id, heading=list(c.heading), text=c.text) for c in chunks],
        )

    def _linked(self, ids: Sequence[str]) -> list[LinkedDocument]:
        infos = [self.documents[i].info for i in ids]
        return [LinkedDocument(id=i.id, title=i.title, date=i.date, status=i.status) for i in infos]


class Shelf:
    """The holdings of a home folder, read at the first need and again when files were added or removed. Safe between threads."""

    def __init__(self, home: Path) -> None:
        self._library = Library(home)
        self._held: tuple[int, Holdings] | None = None

    def holdings(self) -> Holdings:
        """Return what there is now. Raises CorpusError for a record of a file that cannot be read."""
        stamp, held = self._library.stamp(), self._held
        if held is None or held[0] != stamp:
            held = self._held = stamp, Holdings.of(load_corpus() + self._library.documents())
        return held[1]


def _entry(document: Document) -> ShelfEntry:
    info = document.info
    return ShelfEntry(
        id=info.id,
        title=info.title,
        publisher=info.publisher,
        date=info.date,
        kind=info.kind,
        status=info.status,
        status_words=document_status_name(info.status),
        stages=list(info.stages),
        themes=list(info.themes),
        superseded_by=info.superseded_by,
        url=info.url,
        url_checked=info.url_checked,
        summary=summary_of(document),
    )
