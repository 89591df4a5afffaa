"""A file's text as a document of the corpus."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.files import READABLE, FileSection, FileText, read_file, to_document
from corpus.models import Section
from corpus.splitter import split_document
from tests.corpus.files.making_hostile import a_pdf


def test_a_document_keeps_what_the_file_states(tmp_path: Path) -> None:
    path = tmp_path / "Board Pack_May 2024.md"
    path.write_text("---\ndate: 2024-05-01\n---\n## Grip\n\nLost.\n")
    document = to_document(read_file(path), id_prefix="case")
    assert document.info.id.startswith("case-board-pack-may-2024-")
    assert (document.info.title, document.info.date) == ("Board Pack May 2024", "2024-05-01")
    assert [(s.heading, s.text, s.line) for s in document.sections] == [(("Grip",), "Lost.", 6)]


def test_a_file_without_a_date_has_the_day_it_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Words.")
    file = read_file(path)
    assert file.date is None
    assert to_document(file).info.date == file.modified


@pytest.mark.parametrize("name", ["---.txt", "日本.txt", "x" * 200 + ".txt"])
def test_odd_names_make_lawful_ids(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("Words.")
    assert len(to_document(read_file(path)).info.id) <= 80


def test_the_same_bytes_have_the_same_hash_whatever_the_name(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Words.")
    assert read_file(tmp_path / "a.txt").sha256 == read_file(tmp_path / "b.txt").sha256


def test_chunks_of_a_pdf_say_their_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(a_pdf())
    chunks = list(split_document(to_document(read_file(path))))
    assert {c.locator.partition(",")[0] for c in chunks} == {"page 1", "page 2", "page 3"}


def test_a_locator_stands_in_its_own_field_or_closes_the_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(a_pdf())
    section = to_document(read_file(path)).sections[0]
    if "locator" in Section.model_fields:
        assert section.heading == () and section.model_dump()["locator"] == "page 1"
    else:
        assert section.heading == ("page 1",)


def test_sections_out_of_order_are_refused() -> None:
    sections = tuple(FileSection(heading=(), locator="x", start=s, end=e) for s, e in ((3, 5), (0, 2)))
    with pytest.raises(ValidationError, match="does not follow"):
        FileText(name="a", kind="text", sha256="", title="a", modified="2024-01-01", text="abcdef", sections=sections)


def test_readable_endings() -> None:
    assert {".pdf", ".docx", ".odt", ".html", ".md", ".txt", ".xlsx", ".csv", ".tsv", ".eml"} <= set(READABLE)
