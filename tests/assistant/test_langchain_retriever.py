"""Regrip's search as LangChain calls it, and the example in the documentation."""

import asyncio
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import ConfigurableField
from pydantic import ValidationError

from assistant.langchain_retriever import RegripRetriever
from assistant.retriever import Retriever
from assistant.settings import Settings
from corpus.models import Document, DocumentInfo, Section
from indexes.builder import build_index
from indexes.embedders import Embedder
from indexes.errors import IndexMissing
from indexes.hybrid import HybridIndex
from tests.loops import run as in_loop

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/how-to/use-with-langchain.md"


def paper(name: str, *texts: str, case: str | None = None) -> Document:
    info = DocumentInfo(
        id=name,
        title=f"Paper {name}",
        publisher="Council",
        date="2024-03",
        licence="L",
        kind="note",
        status="historical" if name == "old" else "current",
        url=None if case else f"https://example.org/{name}",
        case=case,
    )
    sections = tuple(Section(heading=(f"Part {n}",), text=text, line=1) for n, text in enumerate(texts))
    return Document(info=info, sections=sections)


PAPERS = [
    paper("agency", *[f"Agency staff fill {n} per cent of social worker posts." for n in range(20, 26)]),
    paper("old", "Agency social workers were rare in 1990."),
    paper("courts", "Court statements arrive late."),
    paper("private", "Agency staff of this one case left in March.", case="Northfield"),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, models: Path, embedder: Embedder) -> Path:
    """A home with a small index. Tests must not change it."""
    home = tmp_path_factory.mktemp("small")
    shutil.copytree(models, home / "models")
    build_index(home, PAPERS, embedder)
    return home


@pytest.fixture(scope="module")
def own(small: Path, embedder: Embedder) -> Retriever:
    return Retriever(HybridIndex(small, embedder))


def test_invoke_gives_passages_with_their_origin(own: Retriever) -> None:
    retriever = RegripRetriever(retriever=own, k=4)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("How many agency staff are there?")
    expected = own.search("How many agency staff are there?", k=4)
    assert [d.page_content for d in documents] == [r.text for r in expected]
    assert [d.id for d in documents] == [r.chunk_id for r in expected]
    assert all(isinstance(d, LangChainDocument) for d in documents)
    assert documents[0].metadata == {
        "document_id": "agency",
        "chunk_id": expected[0].chunk_id,
        "title": "Paper agency",
        "publisher": "Council",
        "date": "2024-03",
        "status": "current",
        "locator": expected[0].locator,
        "url": "https://example.org/agency",
        "score": expected[0].score,
    }
    assert next(d for d in documents if d.metadata["document_id"] == "old").metadata["status"] == "historical"


def test_at_most_k_passages_come_and_three_from_one_document(own: Retriever) -> None:
    assert len(RegripRetriever(retriever=own, k=1).invoke("agency staff")) == 1
    named = [d.metadata["document_id"] for d in RegripRetriever(retriever=own, k=10).invoke("agency staff")]
    assert named.count("agency") == 3


def test_k_can_be_set_for_one_call(own: Retriever) -> None:
    retriever = RegripRetriever(retriever=own).configurable_fields(k=ConfigurableField(id="k"))
    assert len(retriever.invoke("agency staff", config={"configurable": {"k": 2}})) == 2


@pytest.mark.parametrize("wrong", [{"k": 0}, {"mode": "magic"}])
def test_what_cannot_be_is_refused(own: Retriever, wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        RegripRetriever(retriever=own, **wrong)


def test_an_empty_query_finds_nothing(own: Retriever) -> None:
    assert RegripRetriever(retriever=own).invoke("  ") == []


def test_the_files_of_a_case_come_only_when_it_is_named(own: Retriever) -> None:
    def found(case: str | None) -> set[str]:
        return {d.metadata["document_id"] for d in RegripRetriever(retriever=own, case=case).invoke("agency staff")}

    assert "private" not in found(None)
    assert "private" not in found("Southfield")
    assert "private" in found("Northfield")


def test_asynchronous_calls_and_batches_give_the_same(own: Retriever) -> None:
    retriever, queries = RegripRetriever(retriever=own, k=3), ["agency staff", "late statements", "1990"]
    expected = [retriever.invoke(query) for query in queries]

    async def at_once() -> list[list[LangChainDocument]]:
        return list(await asyncio.gather(*(retriever.ainvoke(query) for query in queries)))

    assert in_loop(at_once()) == expected
    assert retriever.batch(queries) == expected
    assert in_loop(retriever.abatch(queries)) == expected


def test_open_takes_the_index_of_the_settings(small: Path, tmp_path: Path, models: Path) -> None:
    assert (
        RegripRetriever.open(Settings(home=small), k=1).invoke("late statements")[0].metadata["document_id"] == "courts"
    )
    shutil.copytree(models, tmp_path / "models")
    with pytest.raises(IndexMissing, match="regrip index build"):
        RegripRetriever.open(Settings(home=tmp_path))


def test_the_example_in_the_documentation_runs(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len([line for line in code.splitlines() if line]) <= 10
    monkeypatch.setenv("REGRIP_HOME", str(small))
    monkeypatch.chdir(tmp_path)
    exec(compile(code, str(PAGE), "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("Paper agency, Part ")


def test_the_documentation_names_every_key_of_the_metadata(own: Retriever) -> None:
    (document,) = RegripRetriever(retriever=own, k=1).invoke("agency staff")
    text = PAGE.read_text(encoding="utf-8")
    assert [key for key in document.metadata if f"`{key}`" not in text] == []


def test_langchain_is_imported_by_those_who_use_it_only() -> None:
    code = "import sys, assistant.retriever, assistant.assistant; print([m for m in sys.modules if m.startswith('langchain')])"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
