"""The index's records."""

from pydantic import BaseModel, ConfigDict, Field

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
    cosine: float | None = Field(default=None, exclude=True)

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
    """A document in the index with the ids of its chunks in reading order."""

    model_config = ConfigDict(frozen=True)

    info: DocumentInfo
    chunk_ids: tuple[str, ...]


class IndexManifest(BaseModel):
    """What an index was made of and with. `generation` changes whenever a passage, the embedder or the schema does."""

    schema_version: int
    generation: str
    embedder: str
    embedder_name: str
    dimension: int
    documents: int
    chunks: int
    built_at: str


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
