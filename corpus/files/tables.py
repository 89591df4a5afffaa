"""Tables: rows as 'header: value; ...' under the places of their rows, and the reader of comma- and tab-separated text."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from corpus.files.blocks import WORDS_IN_A_PLACE, Block, Extract, Source, span
from corpus.files.composing import compose
from corpus.files.errors import DamagedFile
from corpus.files.limits import MOST_BLANK_ROWS, MOST_COLUMNS, MOST_ROWS
from corpus.files.rows import is_figure, row_line
from corpus.files.text_encoding import decode_text

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 30
_LOOK_FOR_HEADER = 10

Row = tuple[int, list[str]]
"""The row's number, counted from 1, and its cells."""


def read_csv(source: Source) -> Extract:
    """Return a table in plain text, whatever separates its columns."""
    text, warning = decode_text(source.data, source.name)
    warnings = [warning] if warning else []
    rows = limited_rows(_csv_rows(text, source.name), "", warnings, MOST_ROWS)
    return compose(row_blocks(rows, ""), warnings)


def _csv_rows(text: str, name: str) -> Iterator[Row]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [" ".join(cell.split()) for cell in cells[:MOST_COLUMNS]]
    except csv.Error as error:
        line = reader.line_num
        raise DamagedFile(
            name, f"near line {line}: a quotation mark that is never closed; correct it and try again"
        ) from error


def _delimiter(text: str) -> str:
    """What cuts the first lines into the most cells, the same number on most lines."""
    sample = "\n".join(text[:100_000].split("\n")[:_SAMPLE_LINES])
    best, most = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(r) for r in csv.reader(io.StringIO(sample), delimiter=delimiter) if len(r) > 1]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count, default=0)
        score = widths.count(usual) * (1 + min(usual, 20) / 100) if widths else 0.0
        if score > most:
            best, most = delimiter, score
    return best


def limited_rows(rows: Iterable[Row], where: str, warnings: list[str], most: int) -> list[Row]:
    """Return the rows with something in them, up to `most` and as far as the next long stretch of blank ones."""
    kept, blank = list[Row](), 0
    for number, cells in rows:
        blank = 0 if any(cells) else blank + 1
        if blank >= MOST_BLANK_ROWS:
            warnings.append(
                f"nothing was looked for after {where}row {number}: {MOST_BLANK_ROWS:,} blank rows came before"
            )
            break
        if blank:
            continue
        if len(kept) >= most:
            warnings.append(f"only {most:,} rows were read; {where}rows from {number} on are left out")
            break
        kept.append((number, cells))
    return kept


def row_blocks(rows: Sequence[Row], where: str) -> Iterator[Block]:
    """Yield rows put together under one place up to the words of a passage."""
    names, start = _header(rows)
    group, words = list[tuple[int, str]](), 0
    for index, (number, cells) in enumerate(rows):
        if index == start - 1 and names and len(rows) > start:
            continue
        line = row_line(names, cells) if index >= start else "; ".join(c for c in cells if c)
        count = len(line.split())
        if group and words + count > WORDS_IN_A_PLACE:
            yield _group(group, where)
            group, words = [], 0
        group.append((number, line))
        words += count
    if group:
        yield _group(group, where)


def _group(group: list[tuple[int, str]], where: str) -> Block:
    place = where + span("row", group[0][0], group[-1][0])
    return Block("\n".join(line for _, line in group), place=place)


def _header(rows: Sequence[Row]) -> tuple[list[str], int]:
    """The names of the columns and the position of the first row of data; titles may stand above the header."""
    width = max((sum(map(bool, cells)) for _, cells in rows[:_SAMPLE_LINES]), default=0)
    for index, (_, cells) in enumerate(rows[:_LOOK_FOR_HEADER]):
        filled = [c for c in cells if c]
        if width > 1 and len(filled) >= max(2, width - 1, round(0.6 * width)):
            if any(is_figure(c) for c in filled) or len(set(filled)) < len(filled):
                return [], 0
            return cells, index + 1
    return [], 0
