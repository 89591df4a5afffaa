"""Documents to chunks: at most 180 words each, cut at paragraphs, then lines, then sentences."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.models import Chunk, Document, Section, index_text

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

MAX_WORDS = 180
"""Words in a chunk. MiniLM reads 256 word pieces and drops the rest in silence; 180 English words with a heading fit."""


Fits = Callable[[str], bool]
"""Whether the embedder reads the whole of an index text."""


def split_documents(documents: Iterable[Document], fits: Fits = lambda _: True) -> Iterator[Chunk]:
    """Yield the chunks of every document, in order."""
    for document in documents:
        yield from split_document(document, fits)


def split_document(document: Document, fits: Fits = lambda _: True) -> Iterator[Chunk]:
    """Yield the document's chunks. Every word of every section is in exactly one chunk, and each chunk fits."""
    seen: dict[str, int] = {}
    ordinal = 0
    for section in document.sections:
        parts = _fitting(document, section, split_text(section.text), fits)
        for number, text in enumerate(parts, start=1):
            slug = _slug(section)
            seen[slug] = seen.get(slug, 0) + 1
            chunk_id = f"{document.info.id}/{slug}/{seen[slug]}"
            yield Chunk(
                id=chunk_id,
                info=document.info,
                heading=section.heading,
                locator=_locator(section, number, len(parts)),
                ordinal=ordinal,
                text=text,
                questions=document.questions.get(chunk_id, ()),
            )
            ordinal += 1


def _fitting(document: Document, section: Section, parts: list[str], fits: Fits) -> list[str]:
    """Halve parts that the embedder would cut until each fits; a part of one word is left as it is."""
    fitting = []
    for part in parts:
        words = _words(part)
        if words < 2 or fits(index_text(document.info, section.heading, part)):
            fitting.append(part)
        else:
            fitting += _fitting(document, section, split_text(part, (words + 1) // 2), fits)
    return fitting


def split_text(text: str, most: int = MAX_WORDS) -> list[str]:
    """Return `text` in parts of at most `most` words, none empty."""
    if _words(text) <= most:
        return [text.strip()] if text.strip() else []
    return [part.strip() for part in _splitter(most).split_text(text) if part.strip()]


@lru_cache(maxsize=64)
def _splitter(most: int) -> "RecursiveCharacterTextSplitter":
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        chunk_size=most,
        chunk_overlap=0,
        length_function=_words,
        separators=[r"\n\s*\n", r"\n(?=[-*] )", r"\n", r"(?<=[.!?\]])\s+(?=[A-Z\"'])", r"\s+"],
        is_separator_regex=True,
        keep_separator="end",
    )


def _words(text: str) -> int:
    return len(text.split())


def _slug(section: Section) -> str:
    words = re.findall(r"[a-z0-9]+", (" ".join(section.heading) or section.locator or "").lower())
    return "-".join(words[:8]) or "text"


def _locator(section: Section, number: int, parts: int) -> str:
    heading = section.locator or " > ".join(section.heading) or "beginning"
    return heading if parts == 1 else f"{heading}, part {number} of {parts}"
