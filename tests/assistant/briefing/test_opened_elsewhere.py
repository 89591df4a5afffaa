"""Briefings as people open them: DOCX in LibreOffice, PDF in poppler. Both find all that was written, and nothing to mend."""

import shutil
from pathlib import Path

import pytest
from docx import Document

from app import run
from assistant.briefing.models import Briefing
from assistant.briefing.writers import write
from tests.assistant.briefing.making import texts_of
from tests.assistant.briefing.test_writers import HOSTILE, made, squeezed
from tests.office import converted, facts, pages, words

pytestmark = pytest.mark.slow
BOTH = pytest.mark.parametrize("adviser", [False, True], ids=["board", "adviser"])


def lacking(briefing: Briefing, text: str) -> list[str]:
    """Return what the briefing says and the text does not."""
    found = squeezed(text)
    return [said for said in texts_of(briefing) if squeezed(said) not in found]


@BOTH
def test_libreoffice_shows_all_that_a_word_briefing_says_and_every_note(adviser: bool, tmp_path: Path) -> None:
    briefing = made("plain", adviser)
    (tmp_path / "paper.docx").write_bytes(write(briefing, "docx"))
    printed = converted(tmp_path / "paper.docx", "pdf", tmp_path)
    text = words(printed)

    assert lacking(briefing, text) == []
    assert [part.title for part in briefing.parts if part.title not in text] == []
    assert "Error!" not in text and "not found" not in text
    assert len(pages(printed, tmp_path)) == int(facts(printed)["Pages"])


@BOTH
def test_poppler_shows_all_that_a_pdf_briefing_says_and_finds_its_tags_and_no_script(
    adviser: bool, tmp_path: Path
) -> None:
    briefing = made("plain", adviser)
    (tmp_path / "paper.pdf").write_bytes(write(briefing, "pdf"))
    said = facts(tmp_path / "paper.pdf")

    assert lacking(briefing, words(tmp_path / "paper.pdf")) == []
    assert (said["Tagged"], said["JavaScript"], said["Encrypted"], said["Title"]) == ("yes", "no", "no", "plain")
    assert len(pages(tmp_path / "paper.pdf", tmp_path)) == int(said["Pages"])


def test_hostile_text_reaches_the_printed_page_as_text(tmp_path: Path) -> None:
    for n, text in enumerate(HOSTILE):
        briefing = made(text)
        (tmp_path / f"{n}.pdf").write_bytes(write(briefing, "pdf"))
        assert lacking(briefing, words(tmp_path / f"{n}.pdf")) == []
    briefing = made(HOSTILE[2], adviser=True)
    (tmp_path / "paper.docx").write_bytes(write(briefing, "docx"))
    assert lacking(briefing, words(converted(tmp_path / "paper.docx", "pdf", tmp_path))) == []


def test_libreoffice_saves_a_briefing_again_with_its_headings_tables_and_picture(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(write(made("plain", adviser=True), "docx"))
    (tmp_path / "again").mkdir()
    before = Document(str(tmp_path / "paper.docx"))
    after = Document(str(converted(tmp_path / "paper.docx", "docx:MS Word 2007 XML", tmp_path / "again")))

    for document in (before, after):
        assert len(document.element.body.xpath(".//wp:docPr[@descr]")) == 1
    assert headings(before) == headings(after)
    assert [len(table.rows) for table in before.tables] == [len(table.rows) for table in after.tables]


def headings(document: object) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]  # type: ignore[attr-defined]


def test_a_board_paper_from_files_takes_two_pages_as_word_and_as_pdf(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGRIP_HOME", str(shutil.copytree(home, tmp_path / "home")))
    letter = tmp_path / "2026-02 letter.txt"
    letter.write_text(
        "We no longer refer early. Heads now run their own meetings, because the council does not answer. "
        "The duty team has lost nine of fourteen workers since June, and supervision has stopped."
    )
    for kind in ("docx", "pdf"):
        assert run(["brief", "--file", str(letter), "--out", str(tmp_path / f"paper.{kind}")]) == 0
    printed = converted(tmp_path / "paper.docx", "pdf", tmp_path / "home")

    for file in (printed, tmp_path / "paper.pdf"):
        assert "Recommended steps" in words(file)
        assert int(facts(file)["Pages"]) == len(pages(file, file.parent)) <= 2
