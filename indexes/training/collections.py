"""What the heads learn from: texts, queries, and which text answers which query."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.loaders import load_corpus, load_learned_questions
from corpus.models import Chunk, Document, DocumentInfo, Section
from corpus.splitter import split_documents

Fits = Callable[[str], bool]


@dataclass(frozen=True)
class Asked:
    """A query with the passages that answer it. `alike` are passages of the same documents, which are never taken as wrong."""

    text: str
    right: frozenset[int]
    alike: frozenset[int]


@dataclass(frozen=True)
class Collection:
    """Passages by number and the queries asked of them."""

    name: str
    passages: list[str]
    asked: list[Asked] = field(default_factory=list)


def read_own_corpus(fits: Fits) -> Collection:
    """Return the project's corpus with the questions that were written for each passage."""
    chunks = list(split_documents(load_corpus(), fits))
    of_document = _by_document(chunks)
    number = {chunk.id: place for place, chunk in enumerate(chunks)}
    asked = [
        Asked(question, frozenset([number[chunk_id]]), of_document[chunks[number[chunk_id]].info.id])
        for chunk_id, questions in load_learned_questions().items()
        for question in questions
    ]
    return Collection("corpus", [chunk.index_text for chunk in chunks], asked)


def read_beir(name: str, folder: Path, queries: str, qrels: str, fits: Fits) -> Collection:
    """Return a folder in BEIR's layout with the queries that its file of judgements names: a training or tuning half."""
    names, documents = list[str](), list[Document]()
    for row in _rows(folder / "corpus.jsonl.gz"):
        info = DocumentInfo(
            id=f"d{len(names)}", title=row["title"] or "-", publisher="", date="2000", licence="", kind="benchmark"
        )
        documents.append(Document(info=info, sections=(Section(heading=(), text=row["text"] or "-", line=1),)))
        names.append(str(row["_id"]))
    chunks = list(split_documents(documents, fits))
    of_document = _by_document(chunks)
    place = {name: f"d{number}" for number, name in enumerate(names)}
    relevant: dict[str, set[int]] = {}
    for line in _lines(folder / qrels)[1:]:
        query, document, grade = line.split("\t")[:3]
        if int(grade) > 0:
            relevant.setdefault(query, set()).update(of_document[place[document]])
    texts = {str(row["_id"]): str(row["text"]) for row in _rows(folder / queries)}
    asked = [Asked(texts[q], frozenset(right), frozenset(right)) for q, right in sorted(relevant.items())]
    return Collection(name, [chunk.index_text for chunk in chunks], asked)


def _by_document(chunks: Sequence[Chunk]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, chunk in enumerate(chunks):
        found.setdefault(chunk.info.id, set()).add(number)
    return {document: frozenset(numbers) for document, numbers in found.items()}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in _lines(path):
        yield json.loads(line)


def _lines(path: Path) -> list[str]:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").splitlines()
