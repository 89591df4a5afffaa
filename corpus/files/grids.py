"""Tables in a PDF whose cells have drawn borders: each row becomes one line of text."""

import re
from bisect import bisect_left
from statistics import median

from corpus.files.pdf_letters import SOFT_HYPHEN
from corpus.files.pdf_page import Line
from corpus.files.pdf_shapes import Box
from corpus.files.rows import table_lines

_FEWEST_BOXES, _MOST_BOXES = 4, 4_000
_MOST_CROSSED = 0.05
_BROKEN = re.compile(f"{SOFT_HYPHEN} (?=[a-z])")


def take_tables(lines: list[Line], boxes: list[Box]) -> tuple[list[Line], list[Line]]:
    """Return the lines outside drawn grids, and what stands inside them as rows."""
    tables = list[Line]()
    for grid in _grids(boxes):
        frame = _frame(grid)
        inside = [n for n in lines if frame.holds((n.left + n.right) / 2, n.baseline + 0.3 * n.size)]
        rows = _cells(inside, grid)
        if len(rows) >= 2 and len(rows[0]) >= 2:
            tables += _table_rows(rows, frame, inside)
            taken = {id(n) for n in inside}
            lines = [n for n in lines if id(n) not in taken]
    return lines, tables


def _table_rows(rows: list[list[str]], frame: Box, inside: list[Line]) -> list[Line]:
    texts = table_lines(rows)
    step = (frame.top - frame.bottom) / max(1, len(texts))
    size = median(n.size for n in inside)
    return [
        Line(text, frame.left, frame.right, frame.top - step * (number + 0.5), size, row=True)
        for number, text in enumerate(texts)
    ]


def _grids(boxes: list[Box]) -> list[list[Box]]:
    """Groups of boxes and lines that touch, four or more, as the borders of cells do."""
    if len(boxes) > _MOST_BOXES:
        return []
    closed, active = list[list[Box]](), list[tuple[Box, list[Box]]]()
    for box in sorted(boxes, key=lambda b: -b.top):
        closed += [members for frame, members in active if frame.bottom > box.top + 2]
        active = [g for g in active if g[0].bottom <= box.top + 2]
        touching = [g for g in active if _touch(g[0], box)]
        members = [box, *(b for _, held in touching for b in held)]
        active = [g for g in active if not _touch(g[0], box)] + [(_frame([box, *(f for f, _ in touching)]), members)]
    closed += [members for _, members in active]
    return [members for members in closed if len(members) >= _FEWEST_BOXES]


def _frame(boxes: list[Box]) -> Box:
    return Box(
        min(b.left for b in boxes), min(b.bottom for b in boxes), max(b.right for b in boxes), max(b.top for b in boxes)
    )


def _touch(a: Box, b: Box) -> bool:
    return a.left - 2 <= b.right and b.left - 2 <= a.right and a.bottom - 2 <= b.top and b.bottom - 2 <= a.top


def _cells(inside: list[Line], grid: list[Box]) -> list[list[str]]:
    """The text of each cell, or nothing when words stand across the edges: then the drawing is no table."""
    across = _edges([x for b in grid for x in (b.left, b.right)])
    down = _edges([y for b in grid for y in (b.bottom, b.top)])
    sides = [b for b in grid if b.top - b.bottom > 4]
    table: dict[int, dict[int, list[str]]] = {}
    crossed = total = 0
    for line in sorted(inside, key=lambda n: (-n.baseline, n.left)):
        middle = line.baseline + 0.3 * line.size
        cuts = _edges([x for b in sides if b.bottom <= middle <= b.top for x in (b.left, b.right)])
        row = table.setdefault(-bisect_left(down, middle), {})
        for word in line.words:
            total += 1
            crossed += any(word.left + 2 < cut < word.right - 2 for cut in cuts)
            cell = bisect_left(cuts, (word.left + word.right) / 2) - 1
            row.setdefault(bisect_left(across, cuts[max(cell, 0)] - 1.5) if cuts else 0, []).append(word.text)
    if crossed > _MOST_CROSSED * total:
        return []
    columns = sorted({c for row in table.values() for c in row})
    return [[_BROKEN.sub("", " ".join(table[r].get(c, []))) for c in columns] for r in sorted(table)]


def _edges(places: list[float]) -> list[float]:
    """Places that differ, those closer than three points taken as one."""
    kept = list[float]()
    for place in sorted(places):
        if not kept or place - kept[-1] > 3:
            kept.append(place)
    return kept
