"""Blocks, which every reader yields, to one text with sections and their offsets."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.files.blocks import WORDS_IN_A_PLACE, Block, Extract, clean, has_smuggled, span
from corpus.files.limits import MOST_CHARACTERS
from corpus.files.models import FileSection


def compose(blocks: Iterable[Block], warnings: list[str], find_title: bool = True) -> Extract:
    """Return blocks as one text whose sections change with the heading and the place.

    With `find_title`, a block marked as title, or a lone first heading of level one, is the title and in no path.
    """
    kept = _limited(_cleaned(blocks, warnings), warnings)
    kept = _with_places(_with_title(kept) if find_title else kept)
    composer = _Composer()
    for block in kept:
        composer.add(block)
    composer.close()
    title = next((b.text for b in kept if b.title), None)
    return Extract("".join(composer.parts), tuple(composer.sections), title=title, warnings=warnings)


def _cleaned(blocks: Iterable[Block], warnings: list[str]) -> Iterator[Block]:
    smuggled = False
    for block in blocks:
        smuggled = smuggled or has_smuggled(block.text)
        text = clean(block.text).strip("\n").rstrip()
        text = " ".join(text.split()) if block.level or block.title else text
        if text.strip():
            yield replace(block, text=text)
    if smuggled:
        warnings.append("invisible characters that spell out hidden words were left out")


def _limited(blocks: Iterable[Block], warnings: list[str]) -> list[Block]:
    kept, size = list[Block](), 0
    for block in blocks:
        size += len(block.text) + 2
        if size > MOST_CHARACTERS:
            where = f"everything from {block.place or 'there'} on"
            warnings.append(f"only the first {MOST_CHARACTERS:,} characters were read; {where} is left out")
            break
        kept.append(block)
    return kept


def _with_title(blocks: list[Block]) -> list[Block]:
    """Make one block the title: the first one so marked, or else a lone first heading of level one."""
    marked = [i for i, b in enumerate(blocks) if b.title]
    first_level = [i for i, b in enumerate(blocks) if b.level == 1]
    chosen = marked[0] if marked else 0 if first_level == [0] else -1
    if len(blocks) == 1:
        chosen = -1
    return [_as_title(b, i == chosen) if b.title or i == chosen else b for i, b in enumerate(blocks)]


def _as_title(block: Block, chosen: bool) -> Block:
    return replace(block, title=chosen, level=0 if chosen else 1)


def _with_places(blocks: list[Block]) -> list[Block]:
    """Number the paragraphs of a text that has neither headings nor places."""
    if any(b.level or b.place for b in blocks):
        return blocks
    placed, group, words, first = list[Block](), list[Block](), 0, 1
    number = 0
    for block in blocks:
        if block.title:
            placed.append(block)
            continue
        count = len(block.text.split())
        if group and words + count > WORDS_IN_A_PLACE and not block.tight:
            placed += _numbered(group, first)
            group, words, first = [], 0, number + 1
        group.append(block)
        words, number = words + count, number + 1
    return placed + _numbered(group, first)


def _numbered(group: list[Block], first: int) -> list[Block]:
    last = first + len(group) - 1
    place = span("paragraph", first, last)
    return [replace(b, place=place) for b in group]


class _Composer:
    """The text so far, the headings in force and the section that is open."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.sections: list[FileSection] = []
        self._size = 0
        self._path: list[tuple[int, str]] = []
        self._bare: tuple[int, int] | None = None
        self._open: tuple[tuple[str, ...], str, int, int] | None = None

    def add(self, block: Block) -> None:
        start, end = self._write(block)
        if block.title:
            self._end_section()
        elif block.level:
            self._begin_heading(block, start, end)
        else:
            self._extend(block.place, start, end)

    def close(self) -> None:
        self._end_section()
        self._keep_bare_heading(0)

    def _write(self, block: Block) -> tuple[int, int]:
        if self.parts:
            gap = "\n" if block.tight else "\n\n"
            self.parts.append(gap)
            self._size += len(gap)
        start = self._size
        self.parts.append(block.text)
        self._size += len(block.text)
        return start, self._size

    def _begin_heading(self, block: Block, start: int, end: int) -> None:
        self._end_section()
        self._keep_bare_heading(block.level)
        while self._path and self._path[-1][0] >= block.level:
            self._path.pop()
        self._path.append((block.level, block.text))
        self._bare = (start, end)

    def _extend(self, place: str, start: int, end: int) -> None:
        heading = tuple(text for _, text in self._path)
        locator = place or " > ".join(heading) or "beginning"
        self._bare = None
        if self._open and self._open[:2] == (heading, locator):
            self._open = (heading, locator, self._open[2], end)
        else:
            self._end_section()
            self._open = (heading, locator, start, end)

    def _end_section(self) -> None:
        if self._open:
            heading, locator, start, end = self._open
            self.sections.append(FileSection(heading=heading, locator=locator, start=start, end=end))
            self._open = None

    def _keep_bare_heading(self, level: int) -> None:
        """A heading with nothing under it is a section of its own, so that its words can be found."""
        if self._bare and self._path and self._path[-1][0] >= level:
            heading = tuple(text for _, text in self._path)
            start, end = self._bare
            self.sections.append(FileSection(heading=heading, locator=" > ".join(heading), start=start, end=end))
        self._bare = None
