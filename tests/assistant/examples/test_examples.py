"""The fictional services: what lies in the package is whole, and each becomes a real case."""

import re
from pathlib import Path

import pytest
from setuptools import Distribution

from assistant import examples
from assistant.assistant import Assistant
from assistant.cases import Cases
from assistant.errors import NotFound, QuestionError
from assistant.examples import shelf
from assistant.settings import Settings
from corpus.hygiene import clean

ROOT = Path(__file__).parents[3]
IDS = [one.id for one in examples.listed()]


@pytest.fixture
def cases(assistant: Assistant, tmp_path: Path) -> Cases:
    return Cases(assistant, Settings(home=tmp_path))


@pytest.mark.parametrize("example_id", IDS)
def test_an_example_becomes_a_case_with_all_its_papers_as_they_were_written(cases: Cases, example_id: str) -> None:
    example = examples.example(example_id)
    loaded = cases.load_example(example_id)
    assert (loaded.message, loaded.case.documents) == (example.message, len(example.papers))
    kept = {document.title: document for document in cases.documents.texts(loaded.case.id)}
    for paper in example.papers:
        document = kept[paper.title]
        assert (document.date, document.warnings) == (paper.file[:10], [])
        assert document.text.split() == (shelf.FOLDER / example_id / paper.file).read_text(encoding="utf-8").split()
    assert cases.conversations.listed(loaded.case.id) == []


def test_an_example_loaded_again_is_another_case(cases: Cases) -> None:
    first, second = (cases.load_example("fenhaven").case for _ in range(2))
    assert first.id != second.id and first.documents == second.documents
    cases.change(second.id, archived=True)
    third = cases.load_example("fenhaven").case
    names = [re.fullmatch(r"Fenhaven \(fictional\)(?: \((\d+)\))?", case.name) for case in (first, second, third)]
    numbers = [int(name[1] or 1) for name in names if name]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


def test_what_cannot_be_loaded_leaves_no_case(cases: Cases, assistant: Assistant, tmp_path: Path) -> None:
    before = len(cases.store.listed(archived=True))
    with pytest.raises(NotFound, match="'atlantis': no example has this id; there are ostlebridge, fenhaven"):
        cases.load_example("atlantis")
    small = Settings.model_validate({"home": tmp_path, "limits": {"case_documents": 3}})
    with pytest.raises(QuestionError, match="the case has 3 documents"):
        Cases(assistant, small).load_example("fenhaven")
    assert len(cases.store.listed(archived=True)) == before


@pytest.mark.parametrize("example_id", IDS)
def test_an_example_is_whole_and_says_that_it_is_fictional(example_id: str) -> None:
    example = examples.example(example_id)
    assert "fictional" in example.name and "fictional" in example.summary
    papers = [path.name for path in sorted((shelf.FOLDER / example_id).iterdir())]
    assert papers == [paper.file for paper in example.papers] and 5 <= len(papers) <= 7
    for path in (shelf.FOLDER / example_id).iterdir():
        assert 250 <= len(path.read_text(encoding="utf-8").split()) <= 600, path.name
    assert 8 <= len(example.plan) <= 12 and 80 <= len(example.message.split()) <= 160
    for text in (example.message, example.summary, *example.plan):
        assert clean(text).text == text


def test_a_built_package_holds_all_of_the_examples() -> None:
    distribution = Distribution({"src_root": str(ROOT)})
    distribution.parse_config_files([str(ROOT / "pyproject.toml")])
    patterns = distribution.package_data["assistant"]
    packed = {path for pattern in patterns for path in (ROOT / "assistant").glob(pattern)}
    held = {path for path in shelf.FOLDER.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert held and held <= packed
