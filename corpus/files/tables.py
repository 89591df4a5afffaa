"""Tables: comma- and tab-separated text, and Excel workbooks. Each row is 'header: value; ...' under its sheet and rows."""

import csv
import io
import re
import warnings as library_warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from corpus.files.blocks import WORDS_IN_A_PLACE, Block, Extract, Source, compose, span
from corpus.files.containers import open_container, read_member
from corpus.files.dates import iso_date
from corpus.files.errors import DamagedFile
from corpus.files.limits import MOST_COLUMNS, MOST_ROWS
from corpus.files.rows import is_figure, row_line
from corpus.files.text_encoding import decode_text

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 30
_LOOK_FOR_HEADER = 10
_FORMULA_WITHOUT_VALUE = re.compile(rb"<f[^>]*>[^<]*</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>")

_Row = tuple[int, list[str]]
"""The row's number, counted from 1, and its cells."""


def read_csv(source: Source) -> Extract:
    """Return a table in plain text, whatever separates its columns."""
    text, warning = decode_text(source.data, source.name)
    warnings = [warning] if warning else []
    rows = _limited(_csv_rows(text, source.name), "", warnings, MOST_ROWS)
    return compose(_row_blocks(rows, ""), warnings)


def _csv_rows(text: str, name: str) -> Iterator[_Row]:
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


def read_xlsx(source: Source) -> Extract:
    """Return the visible sheets of a workbook, with the values Excel saved for formulas."""
    warnings: list[str] = []
    with library_warnings.catch_warnings():
        library_warnings.simplefilter("ignore")
        book = _open(source)
        try:
            extract = compose(_sheet_blocks(book, warnings), warnings)
            about = book.properties
            extract.title = " ".join((about.title or "").split()) or None
            extract.date = iso_date(about.modified) or iso_date(about.created)
        finally:
            book.close()
    _warn_of_formulas(source, warnings)
    return extract


def _open(source: Source) -> Any:
    import openpyxl

    open_container(source.data, source.name)
    return openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False)


def _sheet_blocks(book: Any, warnings: list[str]) -> Iterator[Block]:
    left = MOST_ROWS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            warnings.append(f"the hidden sheet {sheet.title} was left out")
            continue
        if left <= 0:
            warnings.append(f"sheet {sheet.title} was left out: {MOST_ROWS:,} rows were read before it")
            continue
        sheet.reset_dimensions()
        rows = _limited(_xlsx_rows(sheet), f"sheet {sheet.title}, ", warnings, left)
        left -= len(rows)
        yield from _row_blocks(rows, f"sheet {sheet.title}, ")


def _xlsx_rows(sheet: Any) -> Iterator[_Row]:
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        yield number, [_written(cell) for cell in cells]


def _written(cell: Any) -> str:
    """A cell's value as a person would write it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        percent = "%" in (cell.number_format or "")
        return f"{value * 100:.6g}%" if percent else f"{value:.10g}" if isinstance(value, float) else str(value)
    return " ".join(str(value).split())


def _warn_of_formulas(source: Source, warnings: list[str]) -> None:
    archive = open_container(source.data, source.name)
    sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")]
    count = sum(len(_FORMULA_WITHOUT_VALUE.findall(read_member(archive, n, source.name))) for n in sheets)
    if count:
        warnings.append(f"{count} formulas have no saved value and were left out; open and save the file in Excel")


def _limited(rows: Iterable[_Row], where: str, warnings: list[str], most: int) -> list[_Row]:
    """The rows with something in them, up to `most`."""
    kept, blank = list[_Row](), 0
    for number, cells in rows:
        if not any(cells):
            blank += 1
            if blank > 50 * MOST_ROWS:
                break
            continue
        if len(kept) >= most:
            warnings.append(f"only {most:,} rows were read; {where}rows from {number} on are left out")
            break
        kept.append((number, cells))
    return kept


def _row_blocks(rows: Sequence[_Row], where: str) -> Iterator[Block]:
    """Rows put together under one place up to the words of a passage."""
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


def _header(rows: Sequence[_Row]) -> tuple[list[str], int]:
    """The names of the columns and the position of the first row of data; titles may stand above the header."""
    width = max((sum(map(bool, cells)) for _, cells in rows[:_SAMPLE_LINES]), default=0)
    for index, (_, cells) in enumerate(rows[:_LOOK_FOR_HEADER]):
        filled = [c for c in cells if c]
        if width > 1 and len(filled) >= max(2, width - 1, round(0.6 * width)):
            if any(is_figure(c) for c in filled) or len(set(filled)) < len(filled):
                return [], 0
            return cells, index + 1
    return [], 0
