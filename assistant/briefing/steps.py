"""Recommended steps as a table: what, first step, who owns it, the sign that it works."""

from collections.abc import Sequence

from assistant.briefing.models import Block, Line, Table
from assistant.briefing.statements import Reader
from assistant.models import Statement

_COLUMNS = {"First step:": 1, "Who:": 2, "Sign that it works:": 3}
_HEADER = ["Step and why it fits", "First step", "Who owns it", "Sign within 90 days"]


def steps(statements: Sequence[Statement], reader: Reader) -> list[Block]:
    """Return the actions of an answer as a table where all of them say who and how one would know; as they are elsewhere."""
    rows = [row for each in statements if (row := _row(reader.lines(each))) is not None]
    if not rows or len(rows) < len(statements):
        return reader.blocks(statements)
    caption = "In this order, each with its owner and the sign that it works"
    return [Table(caption=caption, header=_HEADER, rows=rows, widths=[0.28, 0.26, 0.25, 0.21])]


def _row(lines: Sequence[Line]) -> list[Line] | None:
    """Return the cells of an action; None where it lacks an owner and a sign. The first cell says whose inference the row is."""
    first, cells = lines[0], [Line(text="") for _ in _HEADER]
    reasons = [line for line in lines[1:] if line.lead not in _COLUMNS]
    for line in lines[1:]:
        if (column := _COLUMNS.get(line.lead)) is not None:
            cells[column] = line.model_copy(update={"lead": "", "mark": ""})
    if not (cells[2].text and cells[3].text):
        return None
    cells[0] = Line(
        lead=first.lead or first.text,
        text=" ".join(f"{line.lead} {line.text}".strip() for line in reasons),
        notes=list(dict.fromkeys(note for line in (first, *reasons) for note in line.notes)),
        mark=lines[-1].mark,
    )
    return cells
