"""Rows of a table as lines of text: 'header: value; header: value'."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"^[£$€]?[-+(]?\s*[\d.,]+\s*+(?:\)\s*+)?%?[a-z]{0,2}$", re.IGNORECASE)
_YEAR = re.compile(r"^(19|20)\d\d([/–-]\d{2,4})?$")
_LONGEST_HEADER = 10


def table_lines(rows: Sequence[Sequence[str]], header: bool | None = None) -> list[str]:
    """Return one line for each row. `header` says whether the first row names the columns; None means look.

    Names of columns are repeated in each row that has a value; where a column has none, they have a line of their own.
    """
    filled = [[" ".join(cell.split()) for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    if not filled:
        return []
    if header is None:
        header = looks_like_header(filled)
    if not header or len(filled) == 1:
        return ["; ".join(cell for cell in row if cell) for row in filled]
    names, *body = filled
    unused = any(name and not any(len(row) > n and row[n] for row in body) for n, name in enumerate(names))
    above = ["; ".join(name for name in names if name)] if unused else []
    return above + [row_line(names, row) for row in body]


def row_line(names: Sequence[str], row: Sequence[str]) -> str:
    """Return a row as 'header: value; ...', leaving out empty cells."""
    parts = []
    for number, cell in enumerate(row):
        name = names[number].rstrip(":").strip() if number < len(names) else ""
        if cell:
            parts.append(f"{name}: {cell}" if name else cell)
    return "; ".join(parts)


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row names the columns: short, different words, no figures but years."""
    if len(rows) < 2:
        return False
    width = max(len(row) for row in rows)
    names = [cell for cell in rows[0] if cell]
    if width < 2 or len(names) < max(2, width - 1) or len(set(names)) < len(names):
        return False
    if any(is_figure(name) or len(name.split()) > _LONGEST_HEADER for name in names):
        return False
    return width > 2 or _second_column_is_figures(rows)


def _second_column_is_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Two columns are as often a form ('Name | Jo') as a table; figures tell them apart."""
    values = [row[1] for row in rows[1:] if len(row) > 1 and row[1]]
    return bool(values) and sum(is_number(v) for v in values) * 2 > len(values)


def is_number(cell: str) -> bool:
    """Return whether a cell holds a figure of any kind."""
    return bool(_NUMBER.match(cell)) and any(c.isdigit() for c in cell)


def is_figure(cell: str) -> bool:
    """Return whether a cell holds a figure that is not a year, which may head a column."""
    return is_number(cell) and not _YEAR.match(cell)
