"""Hashes that say whether work can be left out: of a document as it was given, of what came of it, of a whole generation."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from corpus.models import Chunk, Document
from indexes.embedders import MAX_PIECES, Embedder
from indexes.models import SCHEMA, IndexedDocument

_MAKERS = {"corpus": ("models.py", "splitter.py"), "indexes": ("lexical.py", "stems.py")}
"""The code that turns a document into chunks and stems. A change in it makes every document new, though not its vectors."""
_LIBRARIES = ("langchain-text-splitters", "PyStemmer")


def way_of_making(embedder: Embedder) -> str:
    """Return what beside its text decides how a document is indexed: schema, embedder, splitter, stems. 16 hexadecimal digits."""
    return _digest((str(SCHEMA), embedder.fingerprint, str(MAX_PIECES), way_of_reading()))


@cache
def way_of_reading() -> str:
    """Return a hash over the code that splits and stems, and over the libraries that it uses. 16 hexadecimal digits."""
    code = [files(package).joinpath(name).read_text("utf-8") for package, names in _MAKERS.items() for name in names]
    return _digest((*code, *(version(name) for name in _LIBRARIES)))


def source_of(document: Document, way: str) -> str:
    """Return a hash over a document and the way it is indexed: where it is the same, the chunks are. 16 hexadecimal digits."""
    return _digest((way, document.model_dump_json()))


def records_of(chunks: Sequence[Chunk]) -> str:
    """Return a hash over a document's chunks: any change that must reach the index changes it. 16 hexadecimal digits."""
    return _digest(f"{chunk.id} {chunk.record_hash}" for chunk in chunks)


def generation_of(documents: Iterable[IndexedDocument], way: str) -> str:
    """Return the name of the generation that holds exactly these documents. 12 hexadecimal digits."""
    return _digest((way, *sorted(f"{document.info.id} {document.records}" for document in documents)))[:12]


def all_sources(sources: Iterable[str]) -> str:
    """Return a hash over the hashes of all documents, whatever their order. 16 hexadecimal digits."""
    return _digest(sorted(sources))


def _digest(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]
