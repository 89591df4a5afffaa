"""Reads and writes rows of texts and numbers as CSV or XLSX, by the ending of the file's name.

A text that begins with = + - or @ never becomes a formula: CSV gets an apostrophe before it, XLSX says that it is text.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from evals.errors import EvaluationError

Value = str | int | float | None
_FORMULA = re.compile(r"'*[=+\-@\t]")
_LONGEST = 32_767
_WIDTHS = {"question": 60, "shown": 60, "points": 70, "expected": 50, "reasons": 70, "must_not": 40, "premise": 40}
_LONGEST_CSV = 2**31 - 1
"""The limit of the csv module is one for the whole process, so it is lifted only while a sheet is read."""


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write a sheet. Raises EvaluationError for another kind of file, for one that cannot be written and for a cell too long."""
    writer = {".csv": _csv, ".xlsx": _xlsx}.get(path.suffix.lower())
    if writer is None:
        raise EvaluationError(f"{path}: a sheet is written as .csv or .xlsx")
    content = writer(path, columns, list(rows))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be written ({error.strerror or error})") from error


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (row as the spreadsheet counts, cells) for each row that holds something. Raises EvaluationError."""
    reader = {".csv": _read_csv, ".xlsx": _read_xlsx}.get(path.suffix.lower())
    if reader is None:
        raise EvaluationError(f"{path}: a sheet is read from .csv or .xlsx")
    try:
        rows = reader(path)
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read ({error.strerror or error})") from error
    for number, cells in enumerate(rows, start=1):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _csv(path: Path, columns: Sequence[str], rows: list[Sequence[Value]]) -> bytes:
    """Return CSV with the mark by which Excel knows UTF-8."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(columns)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return held.getvalue().encode("utf-8-sig")


def _guarded(cell: Value) -> Value:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _read_csv(path: Path) -> list[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path}: not UTF-8; save it as `CSV UTF-8`, or as .xlsx") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = csv.field_size_limit(_LONGEST_CSV)
    try:
        return [[cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell for cell in row] for row in reader]
    except csv.Error as error:
        raise EvaluationError(f"{path}: line {reader.line_num}: not CSV ({error})") from error
    finally:
        csv.field_size_limit(before)


def _xlsx(path: Path, columns: Sequence[str], rows: list[Sequence[Value]]) -> bytes:
    _refuse_too_long(path, columns, rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("cases")
    sheet.freeze_panes = "B2"
    for position, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = _WIDTHS.get(column, 18)
    sheet.append([_cell(sheet, column, Font(bold=True)) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _cell(sheet: object, value: Value, font: Font | None = None) -> object:
    if value is None or value == "":
        return None
    cell = WriteOnlyCell(sheet, value=value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = _FORMULA.match(value) is not None
    if font is not None:
        cell.font = font
    return cell


def _refuse_too_long(path: Path, columns: Sequence[str], rows: list[Sequence[Value]]) -> None:
    for number, row in enumerate(rows, start=2):
        for column, value in zip(columns, row, strict=True):
            if isinstance(value, str) and len(value) > _LONGEST:
                raise EvaluationError(
                    f"{path}: row {number}, column {column}: longer than the {_LONGEST:,} characters that Excel keeps in a cell; "
                    "write .csv instead"
                )


def _read_xlsx(path: Path) -> list[list[str]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise EvaluationError(f"{path}: not a workbook that Excel could open") from error
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    rows = [[_string(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    book.close()
    return rows


def _string(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)
