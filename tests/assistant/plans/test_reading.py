"""Actions out of files: items and rows, or lines where there are neither."""

from pathlib import Path

import docx
import openpyxl
import pytest

from assistant.plans.reading import actions_in, plan_in_text
from assistant.plans.rows import without_details
from corpus.files import read_file


def actions(path: Path) -> list[str]:
    return actions_in(read_file(path))


def test_list_items_of_a_text_are_the_actions_and_prose_around_them_is_not(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(
        "# Plan\nThis plan was agreed in May.\n\n1. Clear the queue\n2. Train managers\n   in half-days\n- Ask children\n"
    )
    assert actions(path) == ["Clear the queue", "Train managers in half-days", "Ask children"]


def test_lines_are_the_actions_where_there_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("Clear the queue by May\nTrain all managers\n")
    assert actions(path) == ["Clear the queue by May", "Train all managers"]


def test_the_action_column_of_a_sheet_is_the_action(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("No", "Action", "Owner"),
        (1, "Clear the queue; then check it", "Head of service"),
        (2, "Train managers", "DCS"),
    ):
        book.active.append(row)
    book.save(tmp_path / "plan.xlsx")
    assert actions(tmp_path / "plan.xlsx") == [
        "Clear the queue; then check it (Owner: Head of service)",
        "Train managers (Owner: DCS)",
    ]


def test_items_and_table_rows_of_a_word_file_are_actions(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Agreed by the board.")
    document.add_paragraph("Clear the queue", style="List Bullet")
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, (("Action", "Owner", "By"), ("Train managers", "DCS", "May")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "plan.docx"))
    assert actions(tmp_path / "plan.docx") == ["Clear the queue", "Train managers (Owner: DCS; By: May)"]


PASTED = [
    ("What\tWho\tWhen\nClear the queue: all of it\tHoS\t1 May\n", ["Clear the queue: all of it (Who: HoS; When: 1 May)"]),
    ("| Action | Owner |\n| --- | --- |\n| Clear the queue | HoS |\n", ["Clear the queue (Owner: HoS)"]),
    ("Action | Owner | By when\n--- | :---: | ---\nClear the queue | HoS | 1 May\n\nAgreed by the board.\n",
     ["Clear the queue (Owner: HoS; By when: 1 May)"]),
    ("Clear the queue | HoS | 1 May\nTrain managers | DCS | June", ["Clear the queue | HoS | 1 May", "Train managers | DCS | June"]),
    ("1\tClear the queue\n2\tTrain managers", ["1; Clear the queue", "2; Train managers"]),
    ("Ref: 1; Priority action: Clear the queue; RAG: red", ["Clear the queue"]),
    ("Ref: 1; Theme: Flow; How: Clear the queue; Lead: HoS", ["Clear the queue (Lead: HoS)"]),
    ("Improvement plan 2026\n\nPriority 1: Flow\nClear the queue; then check it\n\nWORKFORCE PLANS\nTrain managers\n",
     ["Clear the queue; then check it", "Train managers"]),
    ("Workforce first:\n- Train managers\n\n- Cap caseloads\n", ["Train managers", "Cap caseloads"]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PASTED)
def test_a_pasted_plan_gives_its_actions_without_headings_and_blank_lines(text: str, expected: list[str]) -> None:
    assert [action.text for action in plan_in_text(text, 1000).actions] == expected


@pytest.mark.parametrize("details", [" (Owner: DCS; By when: May)", " (Lead: AB (interim))", ""])
def test_who_and_when_are_told_from_the_action(details: str) -> None:
    action = "Train managers (all of them: see plan)"
    assert without_details(f"{action}{details}") == action
