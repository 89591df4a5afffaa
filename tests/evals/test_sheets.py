"""Sheets: question sets there and back again, and runs for reading."""

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app import run as regrip
from assistant.models import UserDocument
from evals.cases import Expected, MustNot, Point, Premise, QuestionCase, Quote
from evals.catalogue import all_sets
from evals.errors import EvaluationError
from evals.questions import question_cases
from evals.sheets.cases import COLUMNS, from_row, to_row
from evals.sheets.cells import CellError, read_list, read_text, read_words, split, write_list, write_text, write_words
from evals.sheets.exchange import export_questions, export_run, import_questions, read_questions
from tests.evals.synthetic import make_run

AWKWARD = st.sampled_from(list("=+-@'|,;:\\\n\r\t\x00\x85\u2028 \"_x005F"))
TEXT = st.text(st.one_of(AWKWARD, st.characters(exclude_categories=["Cs"])), max_size=12)
FULL = TEXT.filter(bool)
WORDS = st.lists(st.lists(FULL, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
QUOTES = st.lists(st.builds(Quote, document_id=TEXT, quote=FULL), max_size=2).map(tuple)


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=3).map(tuple)


EXPECTED = st.builds(
    Expected,
    status=some("answered", "needs_evidence", "refused"),
    completeness=st.sampled_from([None, "complete", "partial"]),
    outcome=some("steady", "insufficient"),
    intent=some("fact", "guidance"),
    sources=st.lists(FULL, max_size=3).map(tuple),
    points=st.lists(st.builds(Point, point=TEXT, words=WORDS, quotes=QUOTES), max_size=3).map(tuple),
    must_not=st.lists(st.builds(MustNot, what=TEXT, words=WORDS), max_size=2).map(tuple),
    premise=st.none() | st.builds(Premise, false=TEXT, words=WORDS, quotes=QUOTES),
)
CASES = st.builds(
    QuestionCase,
    id=FULL,
    asker=st.sampled_from(["director", "adviser", "evaluator", "user"]),
    kind=TEXT,
    question=FULL,
    documents=st.lists(st.builds(UserDocument, title=TEXT, date=st.none() | TEXT, text=TEXT), max_size=2).map(tuple),
    expected=EXPECTED,
    note=TEXT,
)
SETS = st.lists(CASES, max_size=4, unique_by=lambda case: case.id)
ROW = {"id": "a", "asker": "director", "kind": "stage", "question": "Where are we?", "status": "answered"}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=SETS)
def test_a_question_set_comes_back_exactly(tmp_path: Path, ending: str, cases: list[QuestionCase]) -> None:
    sheet = tmp_path / f"set.{ending}"
    export_questions(cases, sheet)
    assert read_questions(sheet) == (cases, [])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_our_own_question_sets_come_back_exactly(tmp_path: Path, ending: str) -> None:
    names = [name for name, chosen in all_sets().items() if chosen.card.evaluation == "answers"]
    assert names
    for name in names:
        cases = question_cases(name)
        sheet, out = tmp_path / f"{name}.{ending}", tmp_path / f"{name}.jsonl"
        assert export_questions(cases, sheet) == len(cases)
        assert import_questions(sheet, out) == (len(cases), [])
        assert question_cases(str(out)) == cases


@given(TEXT)
def test_a_text_comes_back_from_its_cell(text: str) -> None:
    assert read_text(write_text(text)) == text


@given(st.lists(FULL, max_size=4), WORDS)
def test_lists_and_phrases_come_back_from_their_cells(items: list[str], words: tuple[tuple[str, ...], ...]) -> None:
    assert list(read_list(write_list(items))) == items
    assert read_words(write_words(words)) == words


def test_cells_read_as_a_person_would_write_them() -> None:
    point = Point(
        point="Get, and keep, flow",
        words=(("flow", "pace"), ("1,000",)),
        quotes=(Quote(document_id="n", quote="a: b"),),
    )
    row = to_row(QuestionCase.model_validate({**case(), "expected": {"status": ["answered"], "points": [point]}}))
    assert row["points"] == "Get, and keep, flow | flow, pace; 1\\,000 | n: a: b"
    assert row["status"] == "answered"
    assert split(r"a\,b, c", ",") == [r"a\,b", " c"]


def case(**changes: Any) -> dict[str, Any]:
    return {
        "id": "a",
        "asker": "director",
        "kind": "k",
        "question": "Q?",
        "expected": {"status": ["answered"]},
    } | changes


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("id", " ", "column id: is empty"),
        ("asker", "mayor", "column asker: Input should be 'director', 'adviser', 'evaluator' or 'user'; it is 'mayor'"),
        ("question", "", "column question: String should have at least 1 character"),
        ("status", "answered, maybe", "column status, item 2: Input should be"),
        (
            "points",
            "said | a\nno bar",
            "column points: each line is `what it says | phrase, phrase; phrase`; 'no bar' has no |",
        ),
        ("points", "said | a,, b", "column points: needs phrases"),
        ("points", "said | a | quote without a document", "names no document"),
        ("must_not", "what | a | b", "has a further |"),
        ("premise", "one | a\ntwo | b", "column premise: holds one line at most"),
        ("documents", "only text", "column documents: each line is `title | date | text`"),
        ("note", "ends in \\", "column note: ends in a backslash"),
    ],
)
def test_a_bad_cell_is_named_with_its_column(column: str, cell: str, said: str) -> None:
    with pytest.raises(CellError) as caught:
        from_row({**ROW, column: cell})
    assert said in str(caught.value)


def sheet_of(path: Path, *rows: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_bad_rows_are_named_and_the_others_still_come_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad, twice = list(ROW.values()), ["b", "mayor", "k", "Q?", "answered"], [*ROW.values()]
    last = ["c", "adviser", "k", "Q?", "answered"]
    sheet = sheet_of(tmp_path / "s.csv", list(ROW), good, ["", ""], bad, twice, last, [*last, "stray"])
    out = tmp_path / "out.jsonl"
    assert regrip(["eval", "import", str(sheet), "--out", str(out)]) == 1
    told = capsys.readouterr()
    assert told.out == f"{out}: 2 cases\n"
    assert [line.split(": ")[1] for line in told.err.splitlines()] == [
        "row 4, column asker",
        "row 5, column id",
        "row 7, column 6",
    ]
    assert "'a' is in row 2 already" in told.err
    assert [c.id for c in question_cases(str(out))] == ["a", "c"]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["id", "asker"], "lacks 'kind', 'question', 'status'"),
        ([*ROW, "sorces"], "has unknown 'sorces'"),
        ([*ROW, "id"], "repeats 'id'"),
        ([], "lacks 'id'"),
    ],
)
def test_a_sheet_with_the_wrong_columns_is_refused(tmp_path: Path, header: list[str], said: str) -> None:
    with pytest.raises(EvaluationError, match=said):
        read_questions(sheet_of(tmp_path / "s.csv", header))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "read from .csv or .xlsx"),
        ("a.xlsx", b"no workbook", "not a workbook"),
        ("a.csv", b"caf\xe9", "not UTF-8"),
        ("a.csv", b'"open', "not CSV"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_with_the_way_out(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(EvaluationError, match=said):
        read_questions(tmp_path / name)


def test_a_missing_sheet_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_questions(tmp_path / "none.csv")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    cases = [QuestionCase.model_validate(case(question=text))]
    for ending in ("csv", "xlsx"):
        export_questions(cases, tmp_path / f"s.{ending}")
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["question"] == f"'{text}"
    cell = load_workbook(tmp_path / "s.xlsx").active.cell(2, COLUMNS.index("question") + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_workbook_typed_by_hand_is_read(tmp_path: Path) -> None:
    book = Workbook()
    for row in ([*ROW, None], [12, "director", "stage", " Where are we? ", "answered"], [None, "  "]):
        book.active.append(row)
    book.save(tmp_path / "s.xlsx")
    (found,), faults = read_questions(tmp_path / "s.xlsx")
    assert (found.id, found.question, faults) == ("12", "Where are we?", [])


def test_a_text_longer_than_a_cell_of_excel_is_named_instead_of_cut(tmp_path: Path) -> None:
    cases = [QuestionCase.model_validate(case(question="x" * 40_000))]
    with pytest.raises(EvaluationError, match="row 2, column question: longer than"):
        export_questions(cases, tmp_path / "s.xlsx")
    export_questions(cases, tmp_path / "s.csv")
    assert read_questions(tmp_path / "s.csv") == (cases, [])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_run_has_a_row_for_each_result_with_every_score_and_reason(tmp_path: Path, ending: str) -> None:
    sheet = tmp_path / f"r.{ending}"
    assert export_run(make_run(tmp_path / "run"), sheet) == 30
    if ending == "xlsx":
        rows = [dict(zip(ROWS, row, strict=True)) for row in load_workbook(sheet).active.iter_rows(2, values_only=True)]
    else:
        with sheet.open(encoding="utf-8-sig", newline="") as file:
            rows = [{k: float(v) if k in ROWS[4:-1] else v for k, v in row.items()} for row in csv.DictReader(file)]
    assert list(rows[0]) == ROWS
    third = rows[2]
    assert [third[name] for name in ROWS[4:-1]] == [0, 1, 0.5, -1]
    assert third["reasons"].startswith("status_right: refused, expected answered\npoint_recall: missing:")


ROWS = ["id", "kind", "shown", "expected", "status_right", "citations_resolve", "point_recall", "crag", "reasons"]


def test_the_command_exports_a_run_and_a_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = make_run(tmp_path / "run")
    assert regrip(["eval", "export", str(run.path), "--out", str(tmp_path / "r.csv")]) == 0
    assert regrip(["eval", "export", "questions-dev", "--out", str(tmp_path / "q.xlsx")]) == 0
    assert capsys.readouterr().out.startswith(f"{tmp_path / 'r.csv'}: 30 rows\n")
    assert regrip(["eval", "export", "questions-dev", "--out", str(tmp_path / "q.ods")]) == 2
    assert "written as .csv or .xlsx" in capsys.readouterr().err


def test_reading_a_sheet_leaves_the_limit_of_other_readers_of_csv_alone(tmp_path: Path) -> None:
    import csv

    from evals.sheets.files import read_rows

    before = csv.field_size_limit()
    (tmp_path / "long.csv").write_text("id,question\nq1," + "word " * 60_000 + "\n", encoding="utf-8")
    assert len(list(read_rows(tmp_path / "long.csv"))) >= 1
    assert csv.field_size_limit() == before
