"""Passages to units: the one or two sentences that an answer may quote, with their place in the original."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.models import Chunk

_LINE = re.compile(r"[^\n]+")
_MARKED = re.compile(r"(?<![^\[\]])(?:(?P<text>[^\[\]]++)\[(?P<place>[^\[\]]+)\]|(?P<bare>[^\[\]]++)$)")
_LEAD = re.compile(r"\s*(?:[-*]\s+)?(?:(?P<code>(?:ST|LG|SB|SC|CL|NE)\d{1,2}):\s+)?")
_ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|St|No|para|paras|pp|p|vs)\.)$")
_END = re.compile(r"[.!?][\"'\u201d\u2019)]*\s+(?=[A-Z\"'\u201c(\d])")
LONGEST_QUOTE = 60
"""Words. A unit longer than this is cut at its sentences."""


@dataclass(frozen=True)
class Unit:
    """A quotable span: `chunk.text[start:end]`. `place` is the bracket after it, `code` its rubric code if it is a sign."""

    chunk: Chunk
    start: int
    end: int
    place: str | None = None
    code: str | None = None

    @property
    def text(self) -> str:
        """The words themselves, exactly as they stand in the passage."""
        return self.chunk.text[self.start : self.end]

    @property
    def in_context(self) -> str:
        """The words with the title and headings over them: what they are about."""
        return f"{self.chunk.info.title} {' '.join(self.chunk.heading)} {self.text}"

    @property
    def is_inference(self) -> bool:
        """Whether the passage marks these words as Regrip's own judgement."""
        return (self.place or "").startswith("inference")

    @property
    def is_unverified(self) -> bool:
        """Whether the note says that it could not verify these words."""
        return self.chunk.heading[:1] == ("Not verified",)


@lru_cache(maxsize=4096)
def units(chunk: Chunk) -> tuple[Unit, ...]:
    """Return the quotable units of a passage in order."""
    return tuple(_units(chunk))


def _units(chunk: Chunk) -> Iterator[Unit]:
    for line in _LINE.finditer(chunk.text):
        for match in _MARKED.finditer(line[0]):
            group = "text" if match["text"] is not None else "bare"
            start, end = line.start() + match.start(group), line.start() + match.end(group)
            yield from _trimmed(chunk, start, end, match["place"])


def _trimmed(chunk: Chunk, start: int, end: int, place: str | None) -> Iterator[Unit]:
    lead = _LEAD.match(chunk.text, start, end)
    code = lead["code"] if lead else None
    start = lead.end() if lead else start
    while end > start and chunk.text[end - 1].isspace():
        end -= 1
    if end - start < 12 or chunk.text[start] in "#|>":
        return
    if len(chunk.text[start:end].split()) <= LONGEST_QUOTE and place:
        yield Unit(chunk, start, end, place, code)
        return
    for begin, stop in _sentences(chunk.text, start, end):
        yield Unit(chunk, begin, stop, place, code)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.start() + len(match[0].rstrip())
        if not _ABBREVIATED.search(text[begin:stop]):
            yield begin, stop
            begin = match.end()
    if begin < end:
        yield begin, end
