"""What is drawn on a page of a PDF: paths, which border tables and colour cells, and pictures."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from corpus.files.colours import Colour

_DENSE = 100
"""Of 255: a filling with less ink than that lets letters of its own colour be seen."""
_MOST_SHAPES = 20_000
_MOST_NOTES, _LONGEST_NOTE = 500, 40_000


@dataclass(slots=True)
class Box:
    """A rectangle; `top` is above `bottom`."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the box or within a point of it."""
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1

    @property
    def area(self) -> float:
        """Width times height."""
        return (self.right - self.left) * (self.top - self.bottom)

    def turned(self, angle: int) -> "Box":
        """The smallest box around this one when the page is turned back by `angle` degrees."""
        if angle == 0:
            return self
        points = [turned(x, y, angle) for x in (self.left, self.right) for y in (self.bottom, self.top)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def moved(self, right: float, up: float) -> "Box":
        """This box somewhere else."""
        return Box(self.left + right, self.bottom + up, self.right + right, self.top + up)


def turned(x: float, y: float, angle: int) -> tuple[float, float]:
    """Return where a point comes to lie when the page is turned back by `angle` degrees."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cos - y * sin, x * sin + y * cos


@dataclass(slots=True)
class Shape:
    """A path or picture. `colour` is what fills a path, None for one that nothing fills; a `plate` is a filled rectangle."""

    kind: Literal["path", "picture"]
    box: Box
    colour: Colour | None = None
    plate: bool = False


def page_shapes(page: Any) -> list[Shape]:
    """Return the paths and pictures of a PDFium page."""
    import pypdfium2.raw as raw

    found = list[Shape]()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=5):
        box = Box(*item.get_bounds())
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            found.append(Shape("picture", box))
        else:
            found.append(Shape("path", box, _filling(item.raw), _is_rectangle(item.raw)))
        if len(found) >= _MOST_SHAPES:
            break
    return found


def page_notes(page: Any) -> Iterator[str]:
    """Yield the texts of the comments on a PDFium page."""
    import pypdfium2.raw as raw

    for number in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page.raw, number)
        size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        if 2 < size <= _LONGEST_NOTE:
            letters = (ctypes.c_ushort * (size // 2))()
            raw.FPDFAnnot_GetStringValue(note, b"Contents", letters, size)
            yield bytes(letters).decode("utf-16-le", "ignore").rstrip("\0")
        raw.FPDFPage_CloseAnnot(note)


def _filling(path: Any) -> Colour | None:
    import pypdfium2.raw as raw

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, mode, stroke) or not mode.value:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha) or alpha.value < _DENSE:
        return None
    return red.value, green.value, blue.value


def _is_rectangle(path: Any) -> bool:
    import pypdfium2.raw as raw

    count = raw.FPDFPath_CountSegments(path)
    kinds = (raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, n)) for n in range(count))
    return 4 <= count <= 5 and all(kind != raw.FPDF_SEGMENT_BEZIERTO for kind in kinds)
