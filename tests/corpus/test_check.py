"""The corpus check finds what it says it finds."""

from pathlib import Path

import pytest

from corpus import check
from corpus.check import check_corpus, check_folder

GOOD = "The register says that the council changed its plan and then kept to it for a year. [page 2]\n" * 12
SAME = "Fourteen councils said in the same words that the plan was changed and kept to for a year. [page 2]"


def note(folder: Path, name: str, body: str) -> None:
    head = f"---\nid: {name}\ntitle: T\npublisher: P\ndate: '2024'\nlicence: L\nkind: report\n---\n\n## What it is\n\n"
    (folder / f"{name}.md").write_text(head + body)


def test_the_corpus_that_is_shipped_is_in_order() -> None:
    assert check_corpus() == []


def test_a_folder_of_its_own_is_checked_for_length_and_quotations(tmp_path: Path) -> None:
    note(tmp_path, "short", "Too short. [page 1]")
    note(tmp_path, "quotes", GOOD + f'It said "{"word " * 31}". [page 3]')
    messages = [str(p) for p in check_folder(tmp_path)]
    assert any("short.md:1:" in m and "words" in m for m in messages)
    assert any("quotes.md:" in m and "a quotation of 31 words" in m for m in messages)


def test_the_same_sentence_in_two_notes_is_reported(tmp_path: Path) -> None:
    note(tmp_path, "one", GOOD.replace("council", "borough") + SAME)
    note(tmp_path, "two", GOOD.replace("council", "county") + SAME)
    assert any("the same words stand in one" in str(p) for p in check_folder(tmp_path))


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert "no Markdown files" in str(check_folder(tmp_path)[0])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("publisher: Ofsted", "publisher: Somebody", "publisher differs"),
        ("## What it is", "## A heading of its own", "begins with 'What it is'"),
        ("superseded_by: null", "superseded_by: not-there", "not-there is not in the register"),
    ],
)
def test_a_note_that_strays_from_the_register_or_format_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, words: str
) -> None:
    name = "ofsted-torbay-2016-2022.md"
    (tmp_path / name).write_text((check.NOTES / name).read_text().replace(old, new, 1))
    monkeypatch.setattr(check, "NOTES", tmp_path)
    assert any(words in str(p) for p in check_corpus())


def test_a_figure_without_its_place_is_reported_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "ofsted-torbay-2016-2022.md"
    text = (check.NOTES / name).read_text()
    (tmp_path / name).write_text(
        text.replace("## How far to rely on it\n", "## How far to rely on it\n\nIn 2031 it rose by 9%.\n")
    )
    monkeypatch.setattr(check, "NOTES", tmp_path)
    (problem,) = [p for p in check_corpus() if "without its place" in p.message]
    assert (tmp_path / name).read_text().splitlines()[problem.line - 1] == "In 2031 it rose by 9%."


def test_an_unverified_fact_stated_as_a_fact_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "ofsted-torbay-2016-2022.md"
    register = check.read_yaml((check.PACKAGE / "register.yaml").read_text())["sources"]
    (doubtful,) = [f["text"] for e in register if e["id"] == name[:-3] for f in e["facts"] if f["mark"] == "B"]
    text = (check.NOTES / name).read_text()
    (tmp_path / name).write_text(text.replace("## What was done\n", f"## What was done\n\n{doubtful} [2018 report]\n"))
    monkeypatch.setattr(check, "NOTES", tmp_path)
    assert any("unverified fact" in p.message for p in check_corpus())


def test_a_source_without_its_note_and_a_circle_of_successors_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = "csww-2023", "csww-2024"
    for name, other in ((one, two), (two, one)):
        text = (check.NOTES / f"{name}.md").read_text()
        (tmp_path / f"{name}.md").write_text(text.replace("superseded_by: null", f"superseded_by: {other}"))
    monkeypatch.setattr(check, "NOTES", tmp_path)
    messages = [p.message for p in check_corpus()]
    assert "csww-2025 carries verified facts and has no note" in messages
    assert any("in a circle" in m for m in messages)


def test_a_page_line_without_origin_or_with_an_unknown_source_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "response-peer-challenge.md"
    text = (check.PAGES / name).read_text()
    text = text.replace("[inference]", "", 1).replace("lga-2020-sli-local-government]", "lga-1066]", 1)
    (tmp_path / name).write_text(text)
    monkeypatch.setattr(check, "PAGES", tmp_path)
    messages = [p.message for p in check_corpus()]
    assert any("without its origin" in m for m in messages)
    assert any("lga-1066 is not in the register" in m for m in messages)
