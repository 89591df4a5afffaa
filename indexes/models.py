"""The index's records."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus.models import Chunk, DocumentInfo

SCHEMA = 1
"""Raised when what is stored changes its form; an index of another schema is refused."""


class SearchResult(BaseModel):
    """A chunk found by a search. `rank` counts from 1; `score` is in 0..1, higher is better, within one query only."""

    rank: int
    chunk_id: str
    document_id: str
    score: float
    title: str
    locator: str
    text: str
    chunk: Chunk = Field(exclude=True)
    beside: tuple[Chunk, ...] = Field(default=(), exclude=True)
    """Neighbours that the passage takes in; `text` is that of all."""
    cosine: float | None = Field(default=None, exclude=True)

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """The chunks of the passage in reading order."""
        return tuple(sorted((self.chunk, *self.beside), key=lambda chunk: chunk.ordinal))

    def beside_others(self, chunks: Sequence[Chunk]) -> "SearchResult":
        """Return the passage with neighbours taken in."""
        wider = self.model_copy(update={"beside": (*self.beside, *chunks)})
        return wider.model_copy(update={"text": "\n\n".join(chunk.text for chunk in wider.chunks)})

    @classmethod
    def of(cls, chunk: Chunk, rank: int, score: float, cosine: float | None = None) -> "SearchResult":
        """Return the result for `chunk`; `cosine` to the query where the dense half saw it."""
        return cls(
            rank=rank,
            chunk_id=chunk.id,
            document_id=chunk.info.id,
            score=round(score, 6),
            title=chunk.info.title,
            locator=chunk.locator,
            text=chunk.text,
            chunk=chunk,
            cosine=cosine,
        )


class IndexedDocument(BaseModel):
    """A document in the index with the ids of its chunks in reading order.

    `source` and `records` are hashes of the document as it was given and of the chunks that came of it, empty when unknown;
    `part` names the part of the index that its chunks stand in.
    """

    model_config = ConfigDict(frozen=True)

    info: DocumentInfo
    chunk_ids: tuple[str, ...]
    source: str = ""
    records: str = ""
    part: str = ""


class Part(BaseModel):
    """A collection in the vector store, named by the generation that made it; `rows` were once written to it."""

    model_config = ConfigDict(frozen=True)

    name: str
    rows: int


class IndexManifest(BaseModel):
    """What an index was made of and with. `generation` changes whenever a passage, the embedder or what makes chunks does.

    A generation stands in one part or in several, oldest first. `dead` documents have rows in older parts that are to be ignored and
    removed. `sources` is a hash over all documents as they were given.
    """

    schema_version: int
    generation: str
    embedder: str
    embedder_name: str
    dimension: int
    documents: int
    chunks: int
    built_at: str
    parts: tuple[Part, ...] = ()
    dead: tuple[str, ...] = ()
    sources: str = ""

    @model_validator(mode="after")
    def _one_part_at_least(self) -> "IndexManifest":
        """An index made before there were parts stands in one."""
        if not self.parts:
            self.parts = (Part(name=self.generation, rows=self.chunks),)
        return self


class BuildReport(BaseModel):
    """What a build did: chunks embedded anew, reused with their vectors, and removed; seconds it took."""

    generation: str
    changed: bool
    documents: int
    chunks: int
    embedded: int
    reused: int
    removed: int
    seconds: float


class Progress(BaseModel):
    """How far a build has come."""

    done: int
    total: int
