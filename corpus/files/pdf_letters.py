"""The letters of a PDF page as PDFium sees them, each with its place."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.files.colours import Colour
from corpus.files.limits import MOST_PAGE_CHARACTERS
from corpus.files.pdf_shapes import Box, turned

SOFT_HYPHEN = "\u00ad"
"""What a line ends with where the PDF breaks a word."""

_HYPHEN_MARKS = {"\x02", "\ufffe", "\u00ad"}
_UNREADABLE = 0.3
_CLEAR = 12
"""Of 255: letters with less ink than that cannot be seen."""


@dataclass(slots=True)
class Letter:
    """A character in a frame in which its line runs from left to right. A space has no size."""

    text: str
    x: float
    y: float
    left: float
    right: float
    size: float
    angle: int
    colour: Colour | None
    unseen: bool = False
    """Whether it is drawn without ink, as text under a scanned picture is."""
    unmapped: bool = False


_SPACE = Letter(" ", 0, 0, 0, 0, 0, 0, None)


@dataclass(slots=True)
class Letters:
    """The letters of a page, whether there were more, and whether most of them have no known meaning."""

    found: list[Letter]
    cut: bool
    unreadable: bool


def page_letters(page: Any) -> Letters:
    """Return the characters of a PDFium page in the order in which the file draws them."""

    text_page = page.get_textpage()
    count = text_page.count_chars()
    found = list(_letters(text_page.raw, min(count, MOST_PAGE_CHARACTERS)))
    text_page.close()
    drawn = [letter for letter in found if letter.size]
    unmapped = sum(letter.unmapped for letter in drawn)
    return Letters(found, count > MOST_PAGE_CHARACTERS, unmapped > _UNREADABLE * len(drawn))


def _letters(handle: Any, count: int) -> Iterator[Letter]:
    import pypdfium2.raw as raw

    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    colour, unseen, begins = None, False, True
    for index in range(count):
        character = _character(raw.FPDFText_GetUnicode(handle, index))
        if character.isspace() or not character:
            begins = True
            yield _SPACE
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        angle = round(math.degrees(raw.FPDFText_GetCharAngle(handle, index))) % 360
        if begins:
            colour, unseen = _ink(handle, index)
        begins = False
        letter = _turned(character, x.value, y.value, box, angle, colour)
        letter.unseen = unseen
        letter.unmapped = _is_private(character) or raw.FPDFText_HasUnicodeMapError(handle, index) == 1
        yield letter


def _is_private(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff"


def _character(code: int) -> str:
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    character = chr(code)
    if character in _HYPHEN_MARKS:
        return SOFT_HYPHEN
    return "" if code < 32 and not character.isspace() else character


def _ink(handle: Any, index: int) -> tuple[Colour | None, bool]:
    """The colour of a letter, None when it is not known, and whether it is drawn without ink."""
    import pypdfium2.raw as raw

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFText_GetFillColor(handle, index, red, green, blue, alpha)
    mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(handle, index))
    filled = mode not in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
    unseen = mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP) or (
        known and filled and alpha.value <= _CLEAR
    )
    return ((red.value, green.value, blue.value) if known and filled else None), bool(unseen)


def _turned(character: str, x: float, y: float, box: Any, angle: int, colour: Colour | None) -> Letter:
    """The letter in a frame in which its line runs from left to right."""
    if angle == 0:
        return Letter(character, x, y, box.left, box.right, (box.top - box.bottom) * 0.85, 0, colour)
    around = Box(box.left, box.bottom, box.right, box.top).turned(angle)
    along, across = turned(x, y, angle)
    size = (around.top - around.bottom) * 0.85
    if angle % 90:  # the box is larger than the letter
        return Letter(character, along, across, along, along + 0.5 * size, size * 0.7, angle, colour)
    return Letter(character, along, across, around.left, around.right, size, angle, colour)
