"""Writes a run or a question set as a sheet, and reads a sheet of questions back."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.cases import QuestionCase
from evals.errors import EvaluationError
from evals.models import CaseResult
from evals.report.markup import clean
from evals.runs import RunFolder
from evals.sheets.cases import COLUMNS, REQUIRED, as_line, from_row, to_row
from evals.sheets.cells import CellError
from evals.sheets.files import Value, read_rows, write_rows


def export_run(run: RunFolder, out: Path) -> int:
    """Write a row for each result of a run and return how many. Raises EvaluationError."""
    results = [result for _, result in run.results()]
    names = list(dict.fromkeys(score.name for result in results for score in result.scores))
    columns = ("id", "kind", "shown", "expected", *names, "reasons")
    write_rows(out, columns, (_result_row(result, names) for result in results))
    return len(results)


def export_questions(cases: Sequence[QuestionCase], out: Path) -> int:
    """Write a row for each case and return how many. Raises EvaluationError."""
    rows = (to_row(case) for case in cases)
    write_rows(out, COLUMNS, ([row[column] for column in COLUMNS] for row in rows))
    return len(cases)


def import_questions(sheet: Path, out: Path) -> tuple[int, list[str]]:
    """Write the cases of a sheet as JSON lines; return how many there are and what is wrong with the other rows.

    Raises EvaluationError when the sheet cannot be read or lacks a column.
    """
    cases, faults = read_questions(sheet)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text("".join(as_line(case) + "\n" for case in cases), encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{out}: cannot be written ({error.strerror or error})") from error
    return len(cases), faults


def read_questions(sheet: Path) -> tuple[list[QuestionCase], list[str]]:
    """Return the cases of a sheet, and for each bad row its number, column and fault. Raises EvaluationError."""
    rows = read_rows(sheet)
    header = _header(sheet, rows)
    cases, faults, places = list[QuestionCase](), list[str](), dict[str, int]()
    for number, cells in rows:
        try:
            case = _case(header, cells, places)
        except CellError as error:
            faults.append(f"{sheet}: row {number}, {error}")
            continue
        places[case.id] = number
        cases.append(case)
    return cases, faults


def _case(header: list[str], cells: list[str], places: dict[str, int]) -> QuestionCase:
    if any(cell.strip() for cell in cells[len(header) :]):
        raise CellError(f"column {len(header) + 1}: holds something but has no name")
    case = from_row(dict(zip(header, cells, strict=False)))
    if case.id in places:
        raise CellError(f"column id: {case.id!r} is in row {places[case.id]} already")
    return case


def _header(sheet: Path, rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    _, cells = next(rows, (1, []))
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    missing = [name for name in REQUIRED if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    twice = sorted({name for name in names if names.count(name) > 1})
    problems = [("lacks", missing), ("has unknown", unknown), ("repeats", twice)]
    said = [f"{word} {', '.join(map(repr, found))}" for word, found in problems if found]
    if said:
        raise EvaluationError(
            f"{sheet}: its first row {'; '.join(said)}; the columns of a question set are {', '.join(COLUMNS)}"
        )
    return names


def _result_row(result: CaseResult, names: Sequence[str]) -> list[Value]:
    reasons = "\n".join(f"{score.name}: {score.reason}" for score in result.scores if score.reason)
    texts = [_printable(text) for text in (result.id, result.kind, result.shown, result.expected)]
    return [*texts, *(result.score(name) for name in names), _printable(reasons)]


def _printable(text: str) -> str:
    """Return `text` as a cell for reading: without what a spreadsheet cannot hold, cut where Excel would cut it."""
    return clean(text).replace("\r", "")[:32_000]
