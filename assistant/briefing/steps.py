"""Recommended steps as a table: what, first step, who owns it, the sign that it works."""

from collections.abc import Mapping, Sequence

from assistant.briefing.models import Block, Line, Table
from assistant.briefing.statements import Reader
from assistant.models import Statement

_COLUMNS = {"First step:": 1, "Who:": 2, "Sign that it works:": 3}
_HEADER = ["Step and why it fits", "First step", "Who owns it", "Sign within 90 days"]


def steps(
    statements: Sequence[Statement], reader: Reader, in_plan: Mapping[str, int] | None = None, plan_title: str = ""
) -> list[Block]:
    """Return the actions of an answer as a table where all of them say who and how one would know; as they are elsewhere.

    Those that `in_plan` names by their card are said to be in the plan already.
    """
    rows = [
        _known(row, each, reader, in_plan or {}, plan_title)
        for each in statements
        if (row := _row(reader.lines(each))) is not None
    ]
    if not rows or len(rows) < len(statements):
        return reader.blocks(statements)
    caption = "In this order, each with its owner and the sign that it works"
    return [Table(caption=caption, header=_HEADER, rows=rows, widths=[0.28, 0.26, 0.25, 0.21])]


def _known(
    row: list[Line], statement: Statement, reader: Reader, in_plan: Mapping[str, int], plan_title: str
) -> list[Line]:
    """Return a row; of a step that is in the plan already its first cell says so, with the note of the plan."""
    number = next((in_plan[card] for card in reader.cards_of(statement) if card in in_plan), None)
    if number is None:
        return row
    text = f"Already in your plan, as it reads (action {number}). {row[0].text}"
    first = row[0].model_copy(update={"text": text, "notes": [reader.own(plan_title), *row[0].notes]})
    return [first, *row[1:]]


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
