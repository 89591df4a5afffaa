"""The command as a user or script meets it: a real process, its output, its exit code."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.models import Answer, AssessmentReply

ROOT = Path(__file__).parent.parent
FIRST = (
    "Our assessments are slowing, the dashboard does not match what teams say, and one duty team is all agency. "
    "What stage are we in and what should we do next?"
)


def regrip(*arguments: str, home: Path, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "REGRIP_HOME": str(home)}
    command = [sys.executable, str(ROOT / "app.py"), *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, env=environment, cwd=cwd or home, timeout=300, check=False
    )


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 2
    assert result.stdout == ""
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith("regrip: ")
    return line


def lines(result: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_ask_gives_one_json_object_of_the_documented_form(home: Path) -> None:
    result = regrip("ask", FIRST, "--json", home=home)
    assert (result.returncode, result.stderr) == (0, "")
    answer = Answer.model_validate_json(result.stdout)
    assert answer.status == "answered"
    assert answer.assessment is not None
    assert answer.assessment.stage in ("losing_grip", "service_breakdown")
    assert len(answer.citations) >= 3
    for citation in answer.citations:
        passage = json.loads(regrip("index", "show", citation.chunk_id, home=home).stdout) if citation.n <= 3 else None
        assert passage is None or passage["text"][citation.start : citation.end] == citation.quote


def test_ask_for_a_person_shows_sections_and_sources(home: Path) -> None:
    out = regrip("ask", FIRST, home=home).stdout
    assert "## Where you are" in out
    assert "## Sources" in out


def test_ask_does_not_import_torch(home: Path) -> None:
    code = (
        "import sys; sys.argv=['regrip','ask','What is losing grip?','--json']\n"
        "from app import run; code=run(sys.argv[1:]); sys.stderr.write(str([m for m in sys.modules if m in "
        "('torch','transformers','sentence_transformers','sklearn','gradio','langchain')])); sys.exit(code)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, "REGRIP_HOME": str(home)}, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "[]")


def test_assess_batch_keeps_ids_and_order_and_survives_broken_lines(home: Path) -> None:
    batch = "\n".join(
        [
            json.dumps(
                {"id": "a", "text": "Queues grow and the dashboard is wrong. Leaders cannot say how many are late."}
            ),
            "{not json",
            json.dumps(
                {"id": 7, "turns": ["We are fine.", "Heads ring the police first and health keeps its own list."]}
            ),
            json.dumps({"id": "c"}),
            json.dumps(
                {"id": "d", "documents": [{"title": "m", "date": "2025-01-01", "text": "The panel met and had cake."}]}
            ),
            json.dumps({"id": "e", "text": ["wrong"]}),
            json.dumps([1, 2]),
        ]
    )
    result = regrip("assess", "--jsonl", "-", home=home, stdin=batch)
    rows = lines(result)
    assert result.returncode == 1
    assert [row["id"] for row in rows] == ["a", None, 7, "c", "d", "e", None]
    errors = {i: row["error"]["code"] for i, row in enumerate(rows) if row["status"] == "error"}
    assert errors == {1: "bad_line", 3: "bad_input", 5: "bad_input", 6: "bad_input"}
    for row in (rows[0], rows[2], rows[4]):
        AssessmentReply.model_validate({**row, "id": str(row["id"])})


def test_marks_in_a_batch_correct_the_assessment_or_are_refused_by_name(home: Path) -> None:
    text = "Heads ring the police first and no longer refer to the hub. Health keeps its own list of children."
    marks = [
        [],
        [{"quote": "Heads ring the police first", "verdict": "elsewhere"}],
        [{"source": "question", "start": 0, "end": 10, "verdict": "add", "stage": "systemic_crisis"}],
        [{"source": "turn 4", "verdict": "wrong"}],
        [{"quote": "Heads", "verdict": "add"}],
    ]
    batch = "\n".join(json.dumps({"id": str(n), "text": text, "marks": own}) for n, own in enumerate(marks))
    result = regrip("assess", "--jsonl", "-", home=home, stdin=batch)
    rows = lines(result)
    assert result.returncode == 1
    assert [[s["standing"] for s in row["signals"] + row["against"] if s["marked"]] for row in rows[:3]] == [
        [],
        ["elsewhere"],
        ["now_here"],
    ]
    assert [row["error"]["code"] for row in rows[3:]] == ["bad_input", "bad_input"]
    assert "'turn 4'" in rows[3]["error"]["message"]
    assert "names a stage" in rows[4]["error"]["message"]


def test_ask_and_retrieve_batches_end_with_0_when_every_line_was_answered(home: Path, tmp_path: Path) -> None:
    asked = tmp_path / "ask.jsonl"
    asked.write_text(
        json.dumps({"id": "1", "question": "What is losing grip?"})
        + "\n\n"
        + json.dumps({"id": "2", "turns": ["How did Sunderland recover?", "And how long did it take?"]})
        + "\n"
    )
    result = regrip("ask", "--jsonl", str(asked), home=home)
    assert result.returncode == 0
    assert [row["id"] for row in lines(result)] == ["1", "2"]
    assert "Sunderland" in lines(result)[1]["standalone_query"]
    found = regrip("retrieve", "--jsonl", "-", "-k", "3", home=home, stdin='{"id": "q", "query": "agency rate"}')
    (row,) = lines(found)
    assert (row["id"], [r["rank"] for r in row["results"]]) == ("q", [1, 2, 3])
    assert set(row["results"][0]) == {"rank", "chunk_id", "document_id", "score", "title", "locator", "text"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask"], "the question is empty"),
        (["ask", "  "], "the question is empty"),
        (["ask", "x", "--colour"], "--colour"),
        (["frobnicate"], "frobnicate"),
        (["retrieve", "x", "--mode", "magic"], "magic"),
        (["retrieve", "x", "-k", "0"], "-k"),
        (["ask", "x", "--file", "missing.txt"], "missing.txt"),
        (["ask", "--jsonl", "missing.jsonl"], "missing.jsonl"),
        (["index", "show", "no/such/1"], "no/such/1"),
    ],
)
def test_wrong_use_is_one_line_that_names_the_offender(home: Path, arguments: list[str], words: str) -> None:
    assert words in one_line(regrip(*arguments, home=home))


def test_an_old_word_file_is_refused_with_the_way_out(home: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.doc"
    plan.write_bytes(b"\xd0\xcf\x11\xe0")
    assert "plan.doc" in one_line(regrip("ask", "What stage are we in?", "--file", str(plan), home=home))


def test_a_missing_index_is_said_with_the_command_that_builds_it(tmp_path: Path, models: Path) -> None:
    (tmp_path / "models").symlink_to(models)
    assert "regrip index build" in one_line(regrip("ask", "What stage are we in?", home=tmp_path))
    assert "regrip index build" in one_line(regrip("index", "status", home=tmp_path))


def test_debug_shows_the_traceback(home: Path) -> None:
    result = regrip("ask", "--debug", home=home)
    assert result.returncode != 0
    assert "QuestionError" in result.stderr


def test_a_wrong_setting_stops_every_command_with_its_path(home: Path, tmp_path: Path) -> None:
    (tmp_path / "regrip.toml").write_text("[web]\nprot = 1\n")
    assert "web.prot" in one_line(regrip("ask", "x", home=home, cwd=tmp_path))


def test_doctor_reports_health_and_settings(home: Path, tmp_path: Path) -> None:
    healthy = regrip("doctor", "--json", home=home)
    report = json.loads(healthy.stdout)
    assert (healthy.returncode, report["healthy"]) == (0, True)
    assert {"home", "embedder", "index", "stage model", "record"} <= {c["name"] for c in report["checks"]}
    assert {"path", "value", "origin"} == set(report["settings"][0])
    shutil.copytree(home / "models", tmp_path / "models")
    ill = regrip("doctor", home=tmp_path)
    assert ill.returncode == 1
    assert "regrip index build" in ill.stdout


def test_index_status_and_verify_agree_with_the_build(home: Path) -> None:
    status = json.loads(regrip("index", "status", "--json", home=home).stdout)
    assert status["documents"] > 100
    assert status["disk_bytes"] > 0
    assert json.loads(regrip("index", "verify", "--json", home=home).stdout) == {"ok": True, "problems": []}


@pytest.mark.slow
def test_own_files_are_added_cited_in_their_case_only_and_removed(home: Path, tmp_path: Path) -> None:
    own = tmp_path / "home"
    shutil.copytree(home, own)
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "zebra.md").write_text(
        "# Zebra programme\n\nThe Zebra programme in Northfield began in May with four coaches."
    )
    (papers / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    added = regrip("index", "add", str(papers), "--case", "Northfield", "--json", home=own)
    report = json.loads(added.stdout)
    assert added.returncode == 1
    assert sorted(f["outcome"] for f in report["files"]) == ["added", "refused"]
    question = "When did the Zebra programme in Northfield begin?"
    inside = json.loads(regrip("ask", question, "--case", "Northfield", "--json", home=own).stdout)
    assert inside["status"] == "answered"
    assert any("began in May" in c["quote"] for c in inside["citations"])
    for other in ([], ["--case", "Southfield"]):
        outside = json.loads(regrip("ask", question, *other, "--json", home=own).stdout)
        assert outside["status"] in ("no_source_found", "out_of_scope")
        assert outside["citations"] == []
    (papers / "zebra.md").unlink()
    synced = json.loads(
        regrip("index", "add", str(papers), "--case", "Northfield", "--sync", "--json", home=own).stdout
    )
    assert [Path(p).name for p in synced["removed"]] == ["zebra.md"]
    assert json.loads(regrip("index", "status", "--json", home=own).stdout)["files"] == []


def test_corpus_commands_work_without_an_index(tmp_path: Path) -> None:
    assert regrip("corpus", "check", home=tmp_path).returncode == 0
    assert len(json.loads(regrip("corpus", "list", "--json", home=tmp_path).stdout)["documents"]) > 100
    note = tmp_path / "notes" / "bad.md"
    note.parent.mkdir()
    note.write_text("nothing here")
    bad = regrip("corpus", "check", str(note.parent), home=tmp_path)
    assert (bad.returncode, bad.stdout.split(":")[:2]) == (1, ["bad.md", "1"])
