"""Lines on a page in the order a person reads them: columns one after the other, tables row by row."""

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from statistics import median

from corpus.files.grids import take_tables
from corpus.files.pdf_page import Line
from corpus.files.pdf_shapes import Box

_FEWEST = 3
"""Lines that each of two columns has at least."""
_NEAR = 40
"""Points within which lines count as beginning at the same place."""
_MOST_DOTS = 300
_BULLETS = frozenset("•●▪■◦○‣⁃–—-*·o")


def in_reading_order(lines: list[Line], boxes: list[Box]) -> list[Line]:
    """Return the lines in reading order; each row of a table is one line marked `row`."""
    outside, tables = take_tables(_with_bullets(lines, boxes), boxes)
    return _ordered(outside + tables, depth=0)


def _with_bullets(lines: list[Line], boxes: list[Box]) -> list[Line]:
    """Write a bullet before lines that have a small drawn shape in front of them, as browsers draw bullets."""
    dots = [b for b in boxes if 1.5 < b.right - b.left < 9 and 1.5 < b.top - b.bottom < 9]
    for line in lines if len(dots) < _MOST_DOTS else ():
        middle = line.baseline + 0.3 * line.size
        if any(0 < line.left - dot.right < 2.5 * line.size and dot.bottom <= middle <= dot.top for dot in dots):
            line.text = f"• {line.text}"
    return lines


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
    usual = median(n.size for n in lines)
    for line in sorted(lines, key=lambda n: (-n.baseline, n.left)):
        own, other = (left, right) if line.right <= gutter + 1 else (right, left)
        crosses = line.right > gutter + 1 and line.left < gutter - 1
        if crosses or (line.size > 1.15 * usual and _ends_columns(line, own, other)):
            bands.append((left, right, [line]))
            left, right = [], []
        else:
            own.append(line)
    bands.append((left, right, []))
    return bands


def _ends_columns(heading: Line, own: list[Line], other: list[Line]) -> bool:
    """A short heading below columns that end at the same height stands under both."""
    if len(own) < _FEWEST or len(other) < _FEWEST or own is other:
        return False
    return abs(own[-1].baseline - other[-1].baseline) < 2 * own[-1].size < 2 * (other[-1].baseline - heading.baseline)


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
    """Most lines fill the width and have words, not figures, in them; pieces of one line count together."""
    width = max(n.right for n in side) - min(n.left for n in side)
    rows = _rows(side)
    words = median(sum(len(word) > 2 and word.isalpha() for n in row for word in n.text.split()) for row in rows)
    return words >= 2 and median(max(n.right for n in row) - row[0].left for row in rows) >= 0.6 * width


def _rows(lines: list[Line]) -> list[list[Line]]:
    """Lines that stand on one baseline, from top to bottom, each from left to right."""
    rows = list[list[Line]]()
    for line in sorted(lines, key=lambda n: -n.baseline):
        if rows and rows[-1][0].baseline - line.baseline < 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda n: n.left) for row in rows]


def _by_rows(lines: list[Line]) -> list[Line]:
    """Top to bottom; pieces on one baseline become one line, the cells of a row with a mark between them."""
    rows, prose = _rows(lines), bool(lines) and _is_prose(lines)
    _set_margins(rows)
    joined = list[Line]()
    for number, row in enumerate(rows):
        around = [piece for near in rows[max(0, number - 3) : number + 4] if near is not row for piece in near[1:]]
        whole = row[0]
        for before, piece in pairwise(row):
            whole = _side_by_side(whole, piece, _is_cell(before, piece, around, prose))
        joined.append(whole)
    return joined


def _set_margins(rows: list[list[Line]]) -> None:
    """Note on each line how far to the right those reach that begin at about the same place."""
    reach: dict[int, float] = {}
    for row in rows:
        place = round(row[0].left / _NEAR)
        reach[place] = max(row[-1].right, reach.get(place, 0.0))
    for row in rows:
        place = round(row[0].left / _NEAR)
        row[0].margin = max(reach.get(place + step, 0.0) for step in (-1, 0, 1))


def _is_cell(before: Line, piece: Line, around: list[Line], prose: bool) -> bool:
    """A cell stands far off or in line with pieces of rows nearby; anything else is a stretched line of text."""
    if len(before.text) <= 4 and (before.text in _BULLETS or before.text[-1] in ".)"):
        return False
    if piece.row or piece.left - before.right > (6 if prose else 3) * piece.size:
        return True
    if prose:  # all its lines end at the same margin
        return sum(abs(piece.left - n.left) < 1 for n in around) >= 2
    return any(abs(piece.left - n.left) < 2 or abs(piece.right - n.right) < 2 for n in around)


def _side_by_side(first: Line, second: Line, cell: bool) -> Line:
    text = f"{first.text}{' | ' if cell else ' '}{second.text}"
    size, row = max(first.size, second.size), first.row or second.row or cell
    return Line(text, first.left, max(first.right, second.right), first.baseline, size, row=row, margin=first.margin)
