"""One page of a PDF: its letters as lines, whatever way up they stand, and its drawn boxes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.files.colours import WHITE, Colour, look_alike
from corpus.files.pdf_letters import Letter, page_letters
from corpus.files.pdf_shapes import Box, Shape, page_notes, page_shapes

_NARROWEST_SPACE, _WIDEST_SPACE, _WIDEST_STEP = 0.14, 1.6, 1.0
"""Shares of the size of the type: what parts words, what a stretched space has at most, what a gap without one has."""

_SMALLEST_TYPE = 1.5
_COVERED = 0.5
_PLATE = 0.7
"""Share of the size of the type: what is lower is a line, not a plate that words stand on."""


@dataclass(slots=True)
class Word:
    """Letters without a space between them."""

    text: str
    left: float
    right: float


@dataclass(slots=True)
class Line:
    """Words on one baseline without a wide gap between them.

    `row` marks a row of a table, whose words have no places. `margin` is how far lines reach in the same column.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    row: bool = False
    colour: Colour | None = None
    unseen: bool = False
    words: list[Word] = field(default_factory=list)
    margin: float = 0.0

    @property
    def top(self) -> float:
        """The height that capital letters reach."""
        return self.baseline + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """The depth that tails reach."""
        return self.baseline - 0.2 * self.size


@dataclass(slots=True)
class Page:
    """What stands on a page. `sideways` lines are turned against most others and come after them."""

    number: int
    height: float
    lines: list[Line] = field(default_factory=list)
    sideways: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    is_picture: bool = False
    hidden: list[str] = field(default_factory=list)
    """Lines that nobody sees."""
    notes: list[str] = field(default_factory=list)
    """What comments on the page say."""
    unreadable: bool = False
    cut: bool = False

    @property
    def word_count(self) -> int:
        """How many words can be read on the page."""
        return sum(len(line.text.split()) for line in (*self.lines, *self.sideways))


def read_page(page: Any, number: int) -> Page:
    """Return the lines and shapes of a PDFium page. The caller holds the lock and closes the page."""
    crop = Box(*page.get_bbox())
    letters, shapes = page_letters(page), page_shapes(page)
    seen = Page(number, height=crop.top - crop.bottom, cut=letters.cut, unreadable=letters.unreadable)
    seen.notes = list(page_notes(page))
    covered = sum(shape.box.area for shape in shapes if shape.kind == "picture")
    seen.is_picture = covered > _COVERED * crop.area
    groups = sorted(_by_angle(letters.found).items(), key=lambda group: -len(group[1]))
    for order, (angle, members) in enumerate(groups):
        turned = [replace(shape, box=shape.box.turned(angle)) for shape in shapes]
        lines = _merged(_visible(list(_lines(members)), crop.turned(angle), turned, seen))
        if order == 0:
            _lay_upright(seen, lines, crop.turned(angle), turned)
        else:
            seen.sideways += lines
    return seen


def _lay_upright(seen: Page, lines: list[Line], paper: Box, shapes: list[Shape]) -> None:
    """Keep the main lines and the paths with the paper's lower left corner at 0, 0."""
    for line in lines:
        line.words = [Word(w.text, w.left - paper.left, w.right - paper.left) for w in line.words]
        line.left, line.right, line.baseline = (
            line.left - paper.left,
            line.right - paper.left,
            line.baseline - paper.bottom,
        )
    seen.lines, seen.height = lines, paper.top - paper.bottom
    seen.boxes = [shape.box.moved(-paper.left, -paper.bottom) for shape in shapes if shape.kind == "path"]


def _by_angle(letters: list[Letter]) -> dict[int, list[Letter]]:
    """Letters by the angle at which they stand; a space goes with the letter before it."""
    groups: dict[int, list[Letter]] = {}
    angle = 0
    for letter in letters:
        if letter.size:
            angle = letter.angle
        groups.setdefault(angle, []).append(letter)
    return groups


def _lines(letters: list[Letter]) -> Iterator[Line]:
    """Put letters together while they go on along the same baseline."""
    line: Line | None = None
    spaced, last = False, 0.0
    for letter in letters:
        if not letter.size:
            spaced = True
            continue
        if line and _goes_on(line, letter, spaced, last):
            _add(line, letter, spaced or letter.left - line.right > _NARROWEST_SPACE * letter.size)
        else:
            if line:
                yield _closed(line)
            line = Line(
                "", letter.left, letter.right, letter.y, letter.size, colour=letter.colour, unseen=letter.unseen
            )
            line.words = [Word(letter.text, letter.left, letter.right)]
        spaced, last = False, letter.left
    if line:
        yield _closed(line)


def _add(line: Line, letter: Letter, spaced: bool) -> None:
    if spaced:
        line.words.append(Word(letter.text, letter.left, letter.right))
    else:
        line.words[-1].text += letter.text
        line.words[-1].right = max(line.words[-1].right, letter.right)
    line.right = max(line.right, letter.right)


def _closed(line: Line) -> Line:
    line.text = " ".join(word.text for word in line.words)
    return line


def _goes_on(line: Line, letter: Letter, spaced: bool, last: float) -> bool:
    """Whether a letter belongs to the line: white ones and others never stand in one.

    The letters of a ligature all begin where it begins.
    """
    if letter.unseen != line.unseen or _is_white(letter.colour) != _is_white(line.colour):
        return False
    gap, rise = letter.left - line.right, abs(letter.y - line.baseline)
    size = max(line.size, letter.size)
    if rise > (0.6 if letter.size < 0.85 * line.size and gap < 0.3 * size else 0.3) * size:
        return False
    if gap < -0.5 * size and not last - 0.5 <= letter.left <= line.right:
        return False
    return gap <= (_WIDEST_SPACE if spaced else _WIDEST_STEP) * size


def _merged(lines: list[Line]) -> list[Line]:
    """Join pieces of one line that the file draws in another order, and drop letters drawn twice."""
    ordered = sorted(lines, key=lambda n: (-round(n.baseline), n.left))
    kept = list[Line]()
    for line in ordered:
        before = kept[-1] if kept else None
        if before and abs(before.baseline - line.baseline) < 0.25 * line.size:
            gap = line.left - before.right
            if before.text == line.text and abs(before.left - line.left) < 0.2 * line.size:
                continue
            if -0.1 * line.size <= gap <= 0.5 * line.size:
                _append(before, line, spaced=gap > 0.12 * line.size)
                continue
        kept.append(line)
    return kept


def _append(line: Line, more: Line, spaced: bool) -> None:
    line.text += f" {more.text}" if spaced else more.text
    line.words += more.words
    line.right = more.right


def _visible(lines: list[Line], paper: Box, shapes: list[Shape], seen: Page) -> list[Line]:
    """Leave out what nobody sees: outside the page, in tiny type, without ink, or of the colour that is under it."""
    kept = list[Line]()
    for line in lines:
        x, y = (line.left + line.right) / 2, line.baseline + 0.3 * line.size
        under = [shape for shape in shapes if shape.box.holds(x, y)]
        if _is_lost(line, under) or line.size < _SMALLEST_TYPE or not paper.holds(x, y):
            seen.hidden.append(line.text)
        else:
            kept.append(line)
    return kept


def _is_lost(line: Line, under: list[Shape]) -> bool:
    """Whether a line does not show on what is drawn at its place. On a picture every colour may, and it may have been read from it."""
    if any(shape.kind == "picture" for shape in under):
        return False
    if line.unseen:
        return True
    if _is_white(line.colour):
        return not any(shape.colour and not _is_white(shape.colour) for shape in under)
    plates = [s for s in under if s.plate and s.colour and s.box.top - s.box.bottom > _PLATE * line.size]
    return bool(plates) and look_alike(line.colour, plates[-1].colour)


def _is_white(colour: Colour | None) -> bool:
    return look_alike(colour, WHITE)
