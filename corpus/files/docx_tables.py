"""Rows and cells of a Word table, merged ones among them."""

from collections.abc import Iterator
from typing import Any

from corpus.files.blocks import Block
from corpus.files.containers import attribute, child, local, whole_number

_LONG_CELL = 300


def table_rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, also those inside controls and tracked insertions."""
    for item in table:
        if local(item) == "tr":
            yield item
        elif local(item) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from table_rows(item)


def row_cells(row: Any) -> Iterator[Any]:
    """Yield the cells of a row, also those inside controls."""
    for item in row:
        if local(item) == "tc":
            yield item
        elif local(item) in {"sdt", "sdtContent", "customXml"}:
            yield from row_cells(item)


def is_layout(blocks: list[Block]) -> bool:
    """Return whether a cell arranges the page: one with a heading or long text is no part of a table of facts."""
    return any(b.level and b.level < 7 for b in blocks) or sum(len(b.text.split()) for b in blocks) > _LONG_CELL


def row_texts(row: Any, cells: list[list[Block]], above: dict[int, str]) -> Iterator[str]:
    """One text for each column of the grid: a cell that is merged with the one above repeats it."""
    column = 0
    before = child(row, "trPr", "gridBefore")
    for _ in range(min(whole_number(attribute(before, "val")), 50)):
        yield ""
        column += 1
    for cell, blocks in zip(row_cells(row), cells, strict=True):
        merge = child(cell, "tcPr", "vMerge")
        text = " ".join(b.text for b in blocks)
        if merge is not None and attribute(merge, "val") != "restart" and not text:
            text = above.get(column, "")
        above[column] = text
        yield text
        width = child(cell, "tcPr", "gridSpan")
        extra = max(min(whole_number(attribute(width, "val"), 1), 100) - 1, 0)
        for _ in range(extra):
            yield ""
        column += 1 + extra
