"""The table of a batch as a workbook. A text that begins as a formula does stays text."""

import re
from collections.abc import Sequence
from io import BytesIO

from assistant.briefing.batch_models import Row

HEADER = (
    "Case", "Status", "Stage", "Confidence (0-1)", "Range", "Direction", "Documents", "Newest document",
    "Plan mismatches", "Briefing", "Reason, or files left out",
)  # fmt: skip
_WIDTHS = (30, 12, 20, 16, 32, 26, 12, 16, 16, 34, 70)
_FORMULA = re.compile(r"\s*[=+\-@]|[\t\r]")
_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
_LONGEST = 32_767
"""Characters that a cell takes."""


def summary_xlsx(rows: Sequence[Row]) -> bytes:
    """Return the workbook's bytes: a header that stays in sight, and a row for each case."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None, "a new workbook has a sheet"
    sheet.title = "Summary"
    table: list[Sequence[str | float | int | None]] = [HEADER, *(row.cells() for row in rows)]
    for number, cells in enumerate(table, start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = safe(value)
                cell.data_type = "s"
                cell.quotePrefix = bool(_FORMULA.match(value))
            else:
                cell.value = value
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def safe(text: str) -> str:
    """Return a text without characters that a workbook cannot hold, not longer than a cell."""
    return _UNSHOWN.sub(" ", text)[:_LONGEST]
