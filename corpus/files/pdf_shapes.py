"""What is drawn on a page of a PDF: paths, which border tables and colour cells, and pictures."""

import ctypes
import math
from dataclasses import dataclass
from typing import Any, Literal

_WHITE = 247
_MOST_SHAPES = 20_000


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
    """A path or picture. `coloured` says whether white letters would show on it."""

    kind: Literal["path", "picture"]
    box: Box
    coloured: bool


def page_shapes(page: Any) -> list[Shape]:
    """Return the paths and pictures of a PDFium page."""
    import pypdfium2.raw as raw

    found = list[Shape]()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=5):
        box = Box(*item.get_bounds())
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            found.append(Shape("picture", box, True))
        else:
            found.append(Shape("path", box, _is_coloured(item.raw)))
        if len(found) >= _MOST_SHAPES:
            break
    return found


def _is_coloured(path: Any) -> bool:
    import pypdfium2.raw as raw

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, mode, stroke) or not mode.value:
        return False
    parts = [ctypes.c_uint() for _ in range(4)]
    return bool(raw.FPDFPageObj_GetFillColor(path, *parts)) and min(p.value for p in parts[:3]) < _WHITE
