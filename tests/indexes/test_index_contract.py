"""What every index must do for the assistant, run with vectors in a folder and on a real Chroma server."""

import itertools
import threading
from pathlib import Path
from typing import get_args

import pytest

from corpus.models import Document
from indexes.base import Index
from indexes.builder import build_index
from indexes.embedders import Embedder
from indexes.hybrid import HybridIndex
from indexes.models import Progress
from indexes.settings import IndexSettings, Mode
from tests.indexes.test_builder import document, many

TOPICS = [
    document("agency", "Agency staff fill a third of social work posts.", "Turnover of staff is rising every quarter."),
    document("courts", "Court deadlines are missed because statements arrive late.", title="Courts and deadlines"),
    document("fostering", "Foster carers leave when calls to the duty team are not returned."),
    document("unicode", "Größe und «naïve» Zahlen: 子供 🙂", title="Überschrift"),
]
QUERIES = ["agency staff", "late statements for the court", "foster carers leaving", "week 7", "Größe", "子供", "zzz"]


def opened(home: Path, texts: list[Document], embedder: Embedder, url: str | None) -> Index:
    settings = IndexSettings(chroma_url=url)
    build_index(home, texts, embedder, settings)
    return HybridIndex(home, embedder, settings)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, url: str | None) -> Index:
    """A small index. Tests must not change it."""
    return opened(tmp_path_factory.mktemp("index"), [*TOPICS, *many(20)], embedder, url)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Index:
    """The same index with its vectors in a folder."""
    return opened(tmp_path_factory.mktemp("reference"), [*TOPICS, *many(20)], embedder, None)


def test_the_manifest_counts_what_is_there(index: Index) -> None:
    assert (index.manifest.documents, index.manifest.chunks) == (24, 25)
    assert set(index.documents) == {t.info.id for t in TOPICS} | {f"doc{n}" for n in range(20)}
    assert sum(len(d.chunk_ids) for d in index.documents.values()) == 25


@pytest.mark.parametrize("mode", get_args(Mode))
def test_results_are_ranked_from_one_best_first(index: Index, mode: Mode) -> None:
    results = index.search("Which council cleared its queue of assessments?", k=7, mode=mode)
    assert [r.rank for r in results] == [1, 2, 3, 4, 5, 6, 7]
    assert all(0.0 <= r.score <= 1.0 for r in results)
    assert all(a.score >= b.score for a, b in itertools.pairwise(results))
    assert len({r.chunk_id for r in results}) == 7


@pytest.mark.parametrize(("query", "expected"), list(zip(QUERIES, ["agency", "courts", "fostering"], strict=False)))
@pytest.mark.parametrize("mode", get_args(Mode))
def test_the_passage_that_answers_comes_first(index: Index, query: str, expected: str, mode: Mode) -> None:
    assert index.search(query, k=3, mode=mode)[0].document_id == expected


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("mode", get_args(Mode))
def test_every_place_for_the_vectors_gives_the_same_results(
    index: Index, reference: Index, query: str, mode: Mode
) -> None:
    found, expected = index.search(query, k=10, mode=mode), reference.search(query, k=10, mode=mode)
    assert [r.chunk_id for r in found] == [r.chunk_id for r in expected]
    assert [r.score for r in found] == pytest.approx([r.score for r in expected], abs=1e-5)
    assert [r.chunk for r in found] == [r.chunk for r in expected]


def test_a_result_says_what_its_passage_says(index: Index) -> None:
    (best,) = index.search("late statements for the court", k=1)
    (passage,) = index.chunks([best.chunk_id])
    assert best.chunk == passage
    assert (best.text, best.title, best.locator, best.document_id) == (
        passage.text,
        "Courts and deadlines",
        passage.locator,
        "courts",
    )


@pytest.mark.parametrize("query", ["", "  \n\t"])
def test_an_empty_query_finds_nothing(index: Index, query: str) -> None:
    assert index.search(query) == []


def test_words_that_are_nowhere_find_nothing_by_keyword(index: Index) -> None:
    assert index.search("xylophone zebra", mode="keyword") == []


def test_more_results_asked_than_there_are_passages(index: Index) -> None:
    assert len(index.search("staff", k=500, mode="dense")) == 25


def test_a_very_long_query_is_answered(index: Index) -> None:
    assert index.search("agency staff and turnover " * 2_000, k=1)[0].document_id == "agency"


def test_passages_come_in_the_order_asked_without_unknown_ones(index: Index) -> None:
    ids = list(index.documents["agency"].chunk_ids)
    assert [c.id for c in index.chunks([ids[1], "no/such/1", ids[0]])] == [ids[1], ids[0]]
    assert index.chunks([]) == []
    assert index.chunks(["no/such/1"]) == []


def test_a_document_is_read_in_order_and_an_unknown_one_is_empty(index: Index) -> None:
    assert [c.ordinal for c in index.document_chunks("agency")] == [0, 1]
    assert index.document_chunks("unicode")[0].text == "Größe und «naïve» Zahlen: 子供 🙂"
    assert index.document_chunks("nobody") == []


def test_an_open_reader_takes_up_a_new_generation_with_its_next_search(
    tmp_path: Path, embedder: Embedder, url: str | None
) -> None:
    index = opened(tmp_path, [document("a", "Alpha text about zeta.")], embedder, url)
    old = index.manifest.generation
    assert index.search("zeta")[0].document_id == "a"
    opened(tmp_path, [document("b", "Beta text about zeta."), document("c", "Gamma about zeta.")], embedder, url)
    assert {r.document_id for r in index.search("zeta")} == {"b", "c"}
    assert index.manifest.generation != old
    assert set(index.documents) == {"b", "c"}
    assert index.document_chunks("a") == []


def test_a_reader_sees_the_old_generation_until_a_build_is_whole(
    tmp_path: Path, embedder: Embedder, url: str | None
) -> None:
    settings = IndexSettings(chroma_url=url)
    index = opened(tmp_path, [document("old", "The first text about eta.")], embedder, url)
    seen = list[str]()

    def look(_: Progress) -> None:
        seen.extend(r.document_id for r in index.search("eta", k=1))

    build_index(tmp_path, [document(f"new{n}", f"Text {n} about eta.") for n in range(130)], embedder, settings, look)
    assert seen == ["old", "old", "old"]
    assert index.search("eta", k=1)[0].document_id.startswith("new")


def test_two_readers_of_one_home_find_the_same(tmp_path: Path, embedder: Embedder, url: str | None) -> None:
    first = opened(tmp_path, many(8), embedder, url)
    second = HybridIndex(tmp_path, embedder, IndexSettings(chroma_url=url))
    assert first.search("week 3", k=5) == second.search("week 3", k=5)


def test_threads_search_while_builds_switch_and_always_get_whole_results(
    tmp_path: Path, embedder: Embedder, url: str | None
) -> None:
    index, done = opened(tmp_path, many(6), embedder, url), threading.Event()
    failures, counts = list[Exception](), list[int]()

    def read() -> None:
        while not done.is_set():
            try:
                counts.append(len(index.search("council queue", k=5)))
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for size in (7, 8, 9):
        build_index(tmp_path, many(size), embedder, IndexSettings(chroma_url=url))
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(counts) == {5}
