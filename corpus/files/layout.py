"""Lines on a page in the order a person reads them: columns one after the other, tables row by row."""

from bisect import bisect_left
from collections import Counter
from statistics import median

from corpus.files.pdf_page import Line
from corpus.files.pdf_shapes import Box
from corpus.files.rows import table_lines

_FEWEST = 3
"""Lines that each of two columns has at least."""
_MOST_BOXES = 4_000
_BULLETS = frozenset("•●▪■◦○‣⁃–—-*·o")


def in_reading_order(lines: list[Line], boxes: list[Box]) -> list[Line]:
    """Return the lines in reading order; each row of a table is one line marked `row`."""
    outside, tables = _take_tables(lines, boxes)
    return _ordered(outside + tables, depth=0)


def _ordered(lines: list[Line], depth: int) -> list[Line]:
    gutter = _best_gutter(lines) if depth < 6 else None
    if gutter is None:
        return _by_rows(lines)
    ordered = list[Line]()
    for left, right, spanning in _bands(lines, gutter):
        if _are_columns(left, right):
            ordered += _ordered(left, depth + 1) + _ordered(right, depth + 1)
        else:
            ordered += _by_rows(left + right)
        ordered += spanning
    return ordered


def _best_gutter(lines: list[Line]) -> float | None:
    """The left edge of a right-hand column that puts the most lines into columns."""
    if len(lines) < 2 * _FEWEST:
        return None
    starts = Counter(round(line.left / 2) for line in lines if not line.row)
    leftmost = min(line.left for line in lines)
    best, most = None, 0
    for start, _ in starts.most_common(12):
        edge = start * 2 - 2.0
        count = sum(starts[start + near] for near in (-1, 0, 1))
        if edge < leftmost + 30 or count < _FEWEST:
            continue
        fit = sum(len(a) + len(b) for a, b, _ in _bands(lines, edge) if _are_columns(a, b))
        if fit > most:
            best, most = edge, fit
    return best


def _bands(lines: list[Line], gutter: float) -> list[tuple[list[Line], list[Line], list[Line]]]:
    """Cut the page where a line crosses the gutter: what is left and right of it above, then the crossing line."""
    bands = list[tuple[list[Line], list[Line], list[Line]]]()
    left, right = list[Line](), list[Line]()
    for line in sorted(lines, key=lambda n: (-n.baseline, n.left)):
        if line.right <= gutter + 1:
            left.append(line)
        elif line.left >= gutter - 1:
            right.append(line)
        else:
            bands.append((left, right, [line]))
            left, right = [], []
    bands.append((left, right, []))
    return bands


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    """Tell columns of text from the columns of a table without borders, whose short cells stand on shared baselines."""
    if len(left) < _FEWEST or len(right) < _FEWEST:
        return False
    top, bottom = min(left[0].top, right[0].top), max(left[-1].bottom, right[-1].bottom)
    shorter = min(left[0].top - left[-1].bottom, right[0].top - right[-1].bottom)
    if top - bottom < 0.5 * shorter:
        return False
    if _share_of_shared_baselines(left, right) < 0.6:
        return True
    return all(_is_prose(side) for side in (left, right))


def _share_of_shared_baselines(left: list[Line], right: list[Line]) -> float:
    fewer, more = sorted((left, right), key=len)
    baselines = sorted(line.baseline for line in more)
    shared = 0
    for line in fewer:
        at = bisect_left(baselines, line.baseline - 1)
        shared += at < len(baselines) and baselines[at] <= line.baseline + 1
    return shared / len(fewer)


def _is_prose(side: list[Line]) -> bool:
    width = max(n.right for n in side) - min(n.left for n in side)
    words = median(len(n.text.split()) for n in side)
    return words >= 3 and median(n.right - n.left for n in side) >= 0.6 * width


def _by_rows(lines: list[Line]) -> list[Line]:
    """Top to bottom; pieces on one baseline become one line, as cells of a row unless the first is a bullet."""
    ordered = list[Line]()
    for line in sorted(lines, key=lambda n: (-n.baseline, n.left)):
        before = ordered[-1] if ordered else None
        if before and not line.row and abs(before.baseline - line.baseline) < 0.3 * line.size:
            if before.left > line.left:
                before, line = line, before
                ordered[-1] = before
            ordered[-1] = _side_by_side(before, line)
        else:
            ordered.append(line)
    return ordered


def _side_by_side(first: Line, second: Line) -> Line:
    is_item = len(first.text) <= 4 and (first.text in _BULLETS or first.text[-1] in ".)")
    between = " " if is_item else " | "
    size, row = max(first.size, second.size), first.row or not is_item
    return Line(first.text + between + second.text, first.left, second.right, first.baseline, size, row=row)


def _take_tables(lines: list[Line], boxes: list[Box]) -> tuple[list[Line], list[Line]]:
    """Turn what stands inside drawn grids into rows."""
    tables = list[Line]()
    for grid in _grids(boxes):
        frame = _frame(grid)
        inside = [n for n in lines if frame.holds((n.left + n.right) / 2, n.baseline + 0.3 * n.size)]
        rows = _cells(inside, grid)
        if len(rows) >= 2 and max(len(row) for row in rows) >= 2:
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
    return [members for members in closed if len(members) >= 4]


def _frame(boxes: list[Box]) -> Box:
    return Box(
        min(b.left for b in boxes), min(b.bottom for b in boxes), max(b.right for b in boxes), max(b.top for b in boxes)
    )


def _touch(a: Box, b: Box) -> bool:
    return a.left - 2 <= b.right and b.left - 2 <= a.right and a.bottom - 2 <= b.top and b.bottom - 2 <= a.top


def _cells(inside: list[Line], grid: list[Box]) -> list[list[str]]:
    """The text of each cell. Columns and rows lie between the edges that are drawn."""
    across = _edges([x for b in grid for x in (b.left, b.right)])
    down = _edges([y for b in grid for y in (b.bottom, b.top)])
    table: dict[int, dict[int, list[str]]] = {}
    for line in sorted(inside, key=lambda n: (-n.baseline, n.left)):
        column = bisect_left(across, (line.left + line.right) / 2) - 1
        row = bisect_left(down, line.baseline + 0.3 * line.size)
        table.setdefault(-row, {}).setdefault(column, []).append(line.text)
    columns = sorted({c for row in table.values() for c in row})
    return [[" ".join(table[r].get(c, [])) for c in columns] for r in sorted(table)]


def _edges(places: list[float]) -> list[float]:
    """Places that differ, those closer than three points taken as one."""
    kept = list[float]()
    for place in sorted(places):
        if not kept or place - kept[-1] > 3:
            kept.append(place)
    return kept
