"""Documents in any number, recombined from the corpus's own sentences. They are for size only: nothing in them is true."""

import random
import re
from collections.abc import Iterator, Sequence

from corpus.loaders import load_corpus
from corpus.models import Document, DocumentInfo, Section

PER_DOCUMENT = 20
"""Passages in a document: about a report of six pages."""
_SENTENCES = 4
_CASES = 50
_OWN_SHARE = 0.1
_STATUSES = ("current", "current", "current", "historical", "superseded")
_END = re.compile(r"(?<=[.!?\]])\s+(?=[A-Z])")
_NUMBER = re.compile(r"\d+")


def documents(passages: int, per_document: int = PER_DOCUMENT, seed: int = 0) -> list[Document]:
    """Return documents that split into exactly `passages` passages, the same for the same arguments.

    Each passage is four sentences of one or two of the corpus's documents with every number in them replaced and a number of its
    own, so no two are alike. Kind, status, stages and date are spread as in the corpus; a tenth belong to fifty cases.
    """
    return list(_documents(passages, per_document, random.Random(seed)))


def _documents(passages: int, per_document: int, chance: random.Random) -> Iterator[Document]:
    sources = [(d.info, s) for d in load_corpus() if len(s := _sentences(d)) >= 2 * _SENTENCES]
    for first in range(0, passages, per_document):
        info, sentences = chance.choice(sources)
        pool = sentences + chance.choice(sources)[1]
        numbers = range(first, min(first + per_document, passages))
        sections = tuple(
            Section(heading=(f"Part {n - first + 1}",), text=_passage(pool, n, chance), line=1) for n in numbers
        )
        yield Document(info=_info(info, first // per_document, chance), sections=sections)


def _sentences(document: Document) -> list[str]:
    return [s for section in document.sections for s in _END.split(section.text) if 5 <= len(s.split()) <= 40]


def _passage(pool: Sequence[str], number: int, chance: random.Random) -> str:
    chosen = " ".join(chance.sample(pool, _SENTENCES))
    return f"{_NUMBER.sub(lambda m: str(chance.randrange(10 ** len(m[0]))), chosen)} Entry {number}."


def _info(source: DocumentInfo, number: int, chance: random.Random) -> DocumentInfo:
    own = chance.random() < _OWN_SHARE
    return source.model_copy(
        update={
            "id": f"scale-{number}",
            "title": f"{source.title}, copy {number}",
            "status": chance.choice(_STATUSES),
            "date": f"{chance.randrange(2005, 2026)}-{chance.randrange(1, 13):02d}",
            "kind": "own file" if own else source.kind,
            "case": f"Case {chance.randrange(_CASES)}" if own else None,
        }
    )
