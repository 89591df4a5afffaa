"""The paper on what has changed since a day: only that, each line with its note, and from the command and the API alike."""

from datetime import date
from pathlib import Path

import pytest

from app import run
from assistant.briefing.changes import changes_paper
from assistant.briefing.material import material_of
from assistant.models import UserDocument
from assistant.timeline import changes_between
from tests.assistant.briefing.making import TODAY, exchange, lines_of
from tests.assistant.timeline.test_between import sign
from tests.assistant.timeline.test_timeline import LOSING_GRIP, STEADY, read_as


def read(title: str, day: str, quote: str, indicator: str) -> tuple[UserDocument, object]:
    document = UserDocument(title=title, date=day, text=quote)
    return document, read_as("losing_grip").model_copy(update={"signals": [sign(quote, indicator)]})


def test_what_stayed_is_only_counted_and_every_line_on_a_document_has_its_note() -> None:
    papers = [
        read("a", "2025-01-10", "Posts stand empty.", "LG1"),
        read("b", "2025-06-01", "Posts still stand empty.", "LG1"),
        read("c", "2025-07-01", "Audits lapsed.", "LG3"),
    ]
    papers[2][1].signals[0].theme = None  # type: ignore[attr-defined]
    changes = changes_between(papers, date(2025, 1, 31))  # type: ignore[arg-type]
    made = changes_paper(material_of(exchange(), "Northfield"), changes, "board", TODAY)
    texts = [line.text for line in lines_of(made)]
    assert made.title == "Northfield: what changed since 31 January 2025"
    assert "“Audits lapsed.”" in texts and not any("still stand empty" in text for text in texts)
    assert "1 sign that was there before is still spoken of." in texts
    assert "What the changed stage asks for" not in [part.title for part in made.parts]
    known = {place.note for source in made.sources for place in source.places}
    notes = [note for line in lines_of(made) for note in line.notes]
    assert notes and set(notes) <= known
    assert all(line.notes for line in lines_of(made) if line.text.startswith("“"))


@pytest.fixture
def two(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    (tmp_path / "2024-06-20 email.txt").write_text(LOSING_GRIP)
    (tmp_path / "2023-11-14 minutes.txt").write_text(STEADY)
    return ["brief", *(part for path in sorted(tmp_path.iterdir()) for part in ("--file", str(path)))]


@pytest.mark.parametrize("format", ["md", "docx", "pdf", "html"])
def test_the_command_writes_only_what_has_changed_in_every_format(two: list[str], tmp_path: Path, format: str) -> None:
    out = tmp_path / f"since.{format}"
    assert run([*two, "--since", "December 2023", "--out", str(out)]) == 0
    content = out.read_bytes()
    assert content.startswith({"md": b"# ", "docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>"}[format])
    if format == "md":
        text = content.decode()
        assert "what changed since 31 December 2023" in text and "## Signs that appeared" in text
        assert "## What the changed stage asks for" in text and "## Evidence for" not in text


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--since", "soon"], "--since 'soon': not a date"),
        (["--since", "2023", "--plan", "plan.md"], "leave it out with --since"),
    ],
)
def test_a_wrong_date_is_told_before_anything_is_read(
    two: list[str], tmp_path: Path, more: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.md").write_text("- Meet weekly")
    assert run([*two, *more, "--out", str(tmp_path / "x.md")]) == 2
    assert told in capsys.readouterr().err and not (tmp_path / "x.md").exists()


def test_without_a_dated_document_nothing_is_written(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(home))
    arguments = ["brief", "--question", LOSING_GRIP, "--since", "2023", "--out", str(tmp_path / "x.md")]
    assert run(arguments) == 2
    assert "no dated document" in capsys.readouterr().err
