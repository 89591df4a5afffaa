"""The user's own files: added, recognised, replaced, removed."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.library import AddResult, Library

MINUTES = (
    "The board heard that assessments queue for six weeks and that nobody can say how many children are waiting. " * 6
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "home")


def test_a_folder_is_walked_and_one_bad_file_stops_nothing(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "papers"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(MINUTES)
    (folder / "deep" / "b.md").write_text("# Plan\n\nFive priorities, in this order, until March.")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (folder / ".hidden").write_text("no")
    told: list[AddResult] = []
    results = library.add([folder], tell=lambda result, done, total: told.append(result))
    assert [(Path(r.path).name, r.outcome) for r in results] == [
        ("a.txt", "added"),
        ("old.doc", "refused"),
        ("b.md", "added"),
    ]
    assert "old.doc" in (results[1].reason or "")
    assert told == results
    assert len(library.documents()) == 2


def test_the_same_content_is_recognised_under_another_name(tmp_path: Path, library: Library) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(MINUTES)
    first, second = library.add([tmp_path / "one.txt", tmp_path / "two.txt"])
    assert (first.outcome, second.outcome) == ("added", "known")
    assert "one.txt" in (second.reason or "")
    assert len(library.records()) == 1


def test_a_changed_file_replaces_its_earlier_text(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(MINUTES)
    library.add([path])
    path.write_text(MINUTES + "New: the queue has gone.")
    (result,) = library.add([path])
    assert (result.outcome, result.near) == ("replaced", None)
    (document,) = library.documents()
    assert "the queue has gone" in document.sections[-1].text


def test_near_duplicates_are_reported_and_kept(tmp_path: Path, library: Library) -> None:
    words = " ".join(f"word{i}" for i in range(400))
    (tmp_path / "one.txt").write_text(words)
    (tmp_path / "two.txt").write_text(words + " and a little more")
    first, second = library.add([tmp_path / "one.txt", tmp_path / "two.txt"])
    assert second.near == first.document_id
    assert len(library.records()) == 2


def test_personal_data_is_covered_before_it_is_kept(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Ring the parent on 07700 900123 about the plan. " + MINUTES)
    (result,) = library.add([path])
    assert any("telephone number" in warning for warning in result.warnings)
    assert "900123" not in library.records()[0].model_dump_json()


def test_cases_keep_their_own_copies(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(MINUTES)
    outcomes = [library.add([path], case)[0].outcome for case in (None, "North", "South", "North")]
    assert outcomes == ["added", "added", "added", "known"]
    assert [d.info.case for d in library.documents()] == [None, "North", "South"]
    assert len({d.info.id for d in library.documents()}) == 3


def test_files_are_removed_by_path_or_id_and_unknown_names_are_said(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(MINUTES)
    (added,) = library.add([path])
    with pytest.raises(CorpusError, match="no-such"):
        library.remove(["no-such"])
    assert [r.document.info.id for r in library.remove([str(path)])] == [added.document_id]
    assert library.records() == []


def test_files_that_went_from_disk_are_found_below_the_paths_only(tmp_path: Path, library: Library) -> None:
    kept, gone = tmp_path / "a" / "kept.txt", tmp_path / "b" / "gone.txt"
    for path in (kept, gone):
        path.parent.mkdir()
        path.write_text(MINUTES + path.name)
    library.add([tmp_path / "a", tmp_path / "b"])
    kept.unlink()
    gone.unlink()
    assert [r.path for r in library.missing([tmp_path / "b"])] == [str(gone)]


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, library: Library) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{number} {MINUTES}")
    papers = [tmp_path / f"{number}.txt" for number in range(3)]

    def stop(_: AddResult, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.add(papers, tell=stop)
    assert [r.outcome for r in library.add(papers)] == ["known", "known", "added"]
    assert not list(library.folder.glob("*.tmp"))


def test_a_path_that_is_not_there_is_named(library: Library) -> None:
    with pytest.raises(CorpusError, match="nowhere"):
        library.add([Path("nowhere")])
