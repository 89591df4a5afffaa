"""Columns of tables typed as text: the cells under a head, in lines parted by bars, tabs or commas."""

import re
from collections.abc import Iterator

_CUT = re.compile(r"([|\t])[ ]*|,[ ]+")
_LINE = re.compile(r"[^\n]+")
Cell = tuple[int, int]


def cells_under(text: str, head: re.Pattern[str]) -> Iterator[Cell]:
    """Yield (start, end) of the cells below heads that `head` matches; a row with another number of cells ends the table."""
    columns: list[int] = []
    width = 0
    for line in _LINE.finditer(text):
        cells = list(_cells(line[0], line.start()))
        if not width or len(cells) != width:
            columns = [n for n, (a, b) in enumerate(cells) if head.match(text[a:b])] if len(cells) > 1 else []
            width = len(cells) if columns else 0
            continue
        yield from (cells[number] for number in columns if cells[number][0] < cells[number][1])


def _cells(line: str, start: int) -> Iterator[Cell]:
    at = len(line) - len(line.lstrip(" |"))
    line = line.rstrip(" |")
    for cut in _CUT.finditer(line, at):
        end = at + len(line[at : cut.start()].rstrip(" ")) if cut[1] else cut.start()
        yield start + at, start + end
        at = cut.end()
    yield start + at, start + max(at, len(line))
