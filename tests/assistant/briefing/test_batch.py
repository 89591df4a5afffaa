"""A folder of cases: a briefing each, a summary, resumed where it stopped, and no case that stops another."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app import run
from assistant.assistant import Assistant
from assistant.briefing.batch import STATE, SUMMARY, Batch, cases_in
from assistant.briefing.batch_models import Row
from assistant.briefing.kinds import Wanted
from assistant.briefing.summary import HEADER, summary_xlsx
from assistant.errors import BriefingError
from assistant.terminal import actions_from, paper_from
from tests.assistant.comparing.test_comparing import CRISIS
from tests.assistant.timeline.test_timeline import LOSING_GRIP, STEADY

FORMULA = '=HYPERLINK("x")'


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    (folder / "Aldham").mkdir(parents=True)
    (folder / "Aldham" / "2023-11 minutes.txt").write_text(STEADY)
    (folder / "Aldham" / "2024-06 email.txt").write_text(LOSING_GRIP)
    (folder / "Aldham" / "plan.md").write_text("- Rebrand the service by May\n- Weekly sheet of queues and owners\n")
    (folder / "Aldham" / "tool.exe").write_bytes(b"MZ\0\0")
    (folder / f"{FORMULA}.txt").write_text(CRISIS)
    (folder / "Empty").mkdir()
    return folder


@pytest.fixture
def own(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))


def summary(out: Path) -> list[dict[str, object]]:
    sheet = load_workbook(out / SUMMARY).active
    assert sheet is not None
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert tuple(head) == HEADER
    return [dict(zip(HEADER, row, strict=True)) for row in rows]


def test_each_case_has_a_briefing_and_a_bad_one_its_reason_in_the_summary(
    own: None, cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "briefings"
    assert run(["brief", "--batch", str(cases), "--out", str(out), "--format", "md"]) == 1
    said = capsys.readouterr()
    assert "3 cases: 2 written, 0 unchanged, 1 failed" in said.out and "2 of 3: Aldham: written, " in said.err
    rows = {str(row["Case"]): row for row in summary(out)}
    assert set(rows) == {FORMULA, "Aldham", "Empty"}
    assert (rows["Empty"]["Status"], rows["Empty"]["Briefing"]) == ("failed", None)
    assert "no paper in it" in str(rows["Empty"]["Reason, or files left out"])
    assert rows["Aldham"]["Direction"] == "getting worse" and rows["Aldham"]["Newest document"] == "2024-06"
    assert (
        "tool.exe" in str(rows["Aldham"]["Reason, or files left out"]) and rows["Aldham"]["Plan mismatches"] is not None
    )
    assert rows[FORMULA]["Stage"] == "Systemic crisis"
    assert "2024-06 email.txt" in (out / "Aldham.md").read_text(encoding="utf-8")


def test_a_second_run_does_only_what_is_new_or_has_changed(
    own: None, cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "briefings"
    (cases / "Empty").rmdir()
    arguments = ["brief", "--batch", str(cases), "--out", str(out), "--format", "md", "--json"]
    assert run(arguments) == 0
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.md")}
    (cases / "Aldham" / "2024-09 note.txt").write_text("Posts stand empty in two teams.")
    capsys.readouterr()
    assert run(arguments) == 0
    reply = json.loads(capsys.readouterr().out)
    assert {row["case"]: row["status"] for row in reply["cases"]} == {FORMULA: "unchanged", "Aldham": "written"}
    after = {path.name: path.stat().st_mtime_ns for path in out.glob("*.md")}
    assert after[f"{FORMULA}.md"] == before[f"{FORMULA}.md"] and after["Aldham.md"] > before["Aldham.md"]
    (out / f"{FORMULA}.md").unlink()
    assert run([*arguments[:-1], "--form", "board"]) == 0
    assert (out / f"{FORMULA}.md").is_file()


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(assistant: Assistant, cases: Path, tmp_path: Path) -> None:
    out, told = tmp_path / "briefings", list[str]()

    def stop(words: str) -> None:
        raise KeyboardInterrupt

    wanted = Wanted("board", "md")
    with pytest.raises(KeyboardInterrupt):
        Batch(assistant, wanted, out, paper_from, actions_from, stop).run(cases_in(cases))
    assert len(summary(out)) == 1 and (out / STATE).is_file()
    rows = Batch(assistant, wanted, out, paper_from, actions_from, told.append).run(cases_in(cases))
    assert [row.status for row in rows] == ["unchanged", "written", "failed"] and len(told) == 3


def test_a_damaged_state_is_begun_anew(assistant: Assistant, cases: Path, tmp_path: Path) -> None:
    (tmp_path / STATE).write_text("{half")
    rows = Batch(assistant, Wanted("board", "md"), tmp_path, paper_from, actions_from, print).run(cases_in(cases)[:1])
    assert [row.status for row in rows] == ["written"]


def test_a_fault_of_ours_in_one_case_is_told_without_its_text(
    assistant: Assistant, cases: Path, tmp_path: Path
) -> None:
    def broken(path: Path) -> list[str]:
        raise RuntimeError("secret words")

    rows = Batch(assistant, Wanted("board", "md"), tmp_path / "o", paper_from, broken, print).run(cases_in(cases))
    assert [row.status for row in rows] == ["written", "failed", "failed"]
    assert "unexpected RuntimeError" in rows[1].reason and "secret" not in rows[1].reason


@given(st.text(max_size=60))
def test_any_text_is_text_in_the_summary_and_never_a_formula(words: str) -> None:
    content = summary_xlsx([Row(case=words, status="failed", reason=f"{words}=1+1")])
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_text_that_begins_as_a_formula_is_marked_as_text() -> None:
    sheet = load_workbook(BytesIO(summary_xlsx([Row(case=FORMULA, status="failed", reason="-1")]))).active
    assert sheet is not None and sheet["A2"].value == FORMULA and sheet["A2"].quotePrefix


def test_names_that_differ_only_in_their_ending_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "Summary.txt").write_text("x")
    assert sorted(case.name for case in cases_in(tmp_path)) == ["Summary (2)", "a", "a (2)"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--batch", "nosuch"], "nosuch: no such folder"),
        (["--batch", "."], "lies within the folder of cases"),
        (["--batch", ".", "--question", "x"], "--batch takes papers and plans from its folder"),
        (["--batch", ".", "--format", "rtf"], "the ending is none of"),
    ],
)
def test_wrong_use_is_one_line(
    own: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("x")
    assert run(["brief", *more, "--out", "out"]) == 2
    assert told in capsys.readouterr().err


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="the folder is empty"):
        cases_in(tmp_path)
