"""Excel workbooks (.xlsx): visible sheets, with the values Excel saved for formulas."""

import io
import re
import warnings as library_warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from corpus.files.blocks import Block, Extract, Source
from corpus.files.composing import compose
from corpus.files.containers import open_container, read_member
from corpus.files.dates import iso_date
from corpus.files.limits import MOST_COLUMNS, MOST_ROWS
from corpus.files.tables import Row, limited_rows, row_blocks

_FORMULA_WITHOUT_VALUE = re.compile(rb"<f[^<>]*>[^<]*</f>\s*+(?:(?:<v\s*+/>|<v></v>)\s*+)?</c>")


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
        rows = limited_rows(_xlsx_rows(sheet), f"sheet {sheet.title}, ", warnings, left)
        left -= len(rows)
        yield from row_blocks(rows, f"sheet {sheet.title}, ")


def _xlsx_rows(sheet: Any) -> Iterator[Row]:
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
        warnings.append(f"formulas without a saved value were left out: {count}; open and save the file in Excel")
