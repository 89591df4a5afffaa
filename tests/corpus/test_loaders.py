"""Notes with front matter."""

from pathlib import Path

import pytest

from corpus.errors import NoteError
from corpus.loaders import load_corpus, load_note

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
