"""Every expected point of the questions is carried by sentences that stand in the corpus."""

import json
from pathlib import Path

import pytest

from evals.errors import EvaluationError
from evals.points import FILE, WANTED, PointsReport, as_text, check_points, main

ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def report() -> PointsReport:
    return check_points()


def written(folder: Path, rows: list[dict[str, object]]) -> Path:
    file = folder / "points.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def changed(name: str, quote: str) -> list[dict[str, object]]:
    """The set with the first quote of the first point put in other words or another document."""
    first = ROWS[0] | {"carried_by": [{"document_id": name, "quote": quote}, *ROWS[0]["carried_by"][1:]]}
    return [first, *ROWS[1:]]


def test_every_quote_stands_verbatim_in_the_corpus(report: PointsReport) -> None:
    assert list(report.lost()) == []
    assert report.quotes == sum(len(row["carried_by"]) for row in ROWS)
    assert all(quote.chunk_id for question in report.questions for point in question.points for quote in point.quotes)


def test_at_least_fifty_answerable_questions_are_whole(report: PointsReport) -> None:
    assert report.answerable_questions == 52
    assert report.whole_questions >= WANTED == 50
    assert report.passed


def test_the_set_has_all_questions_in_order_and_no_point_twice(report: PointsReport) -> None:
    assert [question.id for question in report.questions] == [f"Q{number:02}" for number in range(1, 55)]
    assert len({(row["question"], row["point"]) for row in ROWS}) == len(ROWS) == report.points == 189


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['question']} {row['point'][:40]}")
def test_a_point_has_whole_sentences_or_says_what_is_missing(row: dict[str, object]) -> None:
    quotes = [carrier["quote"] for carrier in row["carried_by"]]  # type: ignore[attr-defined]
    assert quotes or row["note"]
    assert len(set(quotes)) == len(quotes) <= 3
    for quote in quotes:
        assert quote[0].isupper() and quote[-1] in ".?" and "[" not in quote and len(quote.split()) >= 6


def test_a_broken_quote_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = ROWS[0]["carried_by"][0]["document_id"]
    file = written(tmp_path, changed(name, "No page of the corpus says this."))
    report = check_points(file)
    assert [(question, quote.quote) for question, quote in report.lost()] == [
        ("Q01", "No page of the corpus says this.")
    ]
    assert not report.passed
    assert not report.questions[0].points[0].carried
    assert not report.questions[0].whole
    assert main(["--file", str(file)]) == 1
    assert f"LOST Q01: {name} no longer says: No page of the corpus says this." in capsys.readouterr().out


def test_a_quote_is_looked_for_in_its_own_document_only(tmp_path: Path) -> None:
    quote = ROWS[0]["carried_by"][0]["quote"]
    assert check_points(written(tmp_path, changed("topic-denial", quote))).quotes_lost == 1
    assert check_points(written(tmp_path, changed("no-such-page", quote))).quotes_lost == 1


def test_too_few_whole_questions_fail(tmp_path: Path) -> None:
    missing = {"carried_by": [], "note": "No sentence says it."}
    rows = [row | missing if row["question"] in ("Q01", "Q02", "Q03") else row for row in ROWS]
    report = check_points(written(tmp_path, rows))
    assert report.quotes_lost == 0
    assert report.whole_questions == check_points().whole_questions - 3 < WANTED
    assert not report.passed
    assert main(["--file", str(tmp_path / "points.jsonl")]) == 1


def test_json_is_the_report(report: PointsReport, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json"]) == 0
    assert PointsReport.model_validate_json(capsys.readouterr().out) == report


def test_the_list_names_the_passage_of_each_point(report: PointsReport) -> None:
    text = as_text(report)
    for row in ROWS:
        assert f"carried: {row['point']}" in text
        assert all(carrier["quote"] in text for carrier in row["carried_by"])


@pytest.mark.parametrize("line", ["not JSON", '{"question": "Q01"}', ""])
def test_a_line_in_another_format_is_named(tmp_path: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "points.jsonl"
    file.write_text(json.dumps(ROWS[0]) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"points\.jsonl:2: "):
        check_points(file)
    assert main(["--file", str(file)]) == 1
    assert "points.jsonl:2: " in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"nowhere\.jsonl: cannot be read"):
        check_points(tmp_path / "nowhere.jsonl")
