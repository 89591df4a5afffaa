"""Notes and the user's own text files."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError, NoteError, UnsupportedFile
from corpus.loaders import load_corpus, load_note, load_text

NOTE = """---
id: a-note
title: A note
publisher: Somebody
date: '2024-05'
licence: OGL
kind: report
---

## What it is

One sentence. [page 1]

### Detail

More.
"""


def write(folder: Path, text: str, name: str = "a-note.md") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_note_is_cut_at_its_headings_with_line_numbers(tmp_path: Path) -> None:
    document = load_note(write(tmp_path, NOTE))
    assert [s.heading for s in document.sections] == [("What it is",), ("What it is", "Detail")]
    assert [s.line for s in document.sections] == [12, 16]
    assert document.sections[0].text == "One sentence. [page 1]"


@pytest.mark.parametrize(
    ("broken", "line", "words"),
    [
        (NOTE.replace("date: '2024-05'", "date: May 2024"), 5, "date"),
        (NOTE.replace("id: a-note", "id: another"), 2, "another"),
        (NOTE.replace("kind: report", "kind: report\nsurprise: 1"), 8, "surprise"),
        (NOTE.replace("title: A note", "title: [unclosed"), 4, "not valid YAML"),
        ("no front matter", 1, "front matter"),
    ],
)
def test_a_broken_note_is_refused_with_its_line(tmp_path: Path, broken: str, line: int, words: str) -> None:
    with pytest.raises(NoteError, match=words) as caught:
        load_note(write(tmp_path, broken))
    assert caught.value.line == line
    assert caught.value.path == "a-note.md"


def test_the_corpus_holds_the_seed_and_a_page_for_each_outcome() -> None:
    documents = {d.info.id: d.info for d in load_corpus()}
    assert "cresswell-2013-four-stages" in documents
    assert {i.stage for i in documents.values() if i.kind == "stage page"} == {
        "steady",
        "losing_grip",
        "service_breakdown",
        "systemic_crisis",
        "complete_lock",
        "insufficient",
    }
    assert sum(i.publisher != "Regrip" for i in documents.values()) >= 30


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_usual_encodings_is_read_whole(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "minutes.txt"
    path.write_bytes("The café’s rota – £40".encode(encoding))
    assert load_text(path) == "The café’s rota – £40"


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("plan.doc", b"x", UnsupportedFile, "plan.doc.*plain text"),
        ("photo.jpg", b"x", UnsupportedFile, "photo.jpg"),
        ("noending", b"x", UnsupportedFile, "without ending"),
        ("empty.txt", b" \n ", CorpusError, "no text"),
        ("zip.txt", b"PK\x03\x04\x00\x00", CorpusError, "not a text file"),
    ],
)
def test_files_that_cannot_be_read_are_refused_by_name(
    tmp_path: Path, name: str, data: bytes, error: type[CorpusError], words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error, match=words):
        load_text(path)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(CorpusError, match=r"nowhere\.txt: no such file"):
        load_text(Path("nowhere.txt"))
