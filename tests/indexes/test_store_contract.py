"""What every store of vectors must do, run on the embedded Chroma and on a real server process."""

import itertools
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.models import Chunk, DocumentInfo
from indexes.base import VectorStore
from indexes.chroma import ChromaStore
from indexes.errors import IndexDamaged, IndexingError

SIZE = 8
"""Numbers in a vector."""
NAMES = ["a", "b/heading/1", "é", "名前", "with space", "🙂", 'quote"and\\slash']


def chunk(name: str, text: str = "Some text.", title: str = "Title") -> Chunk:
    info = DocumentInfo(id="doc", title=title, publisher="P", date="2024", licence="L", kind="note")
    return Chunk(id=name, info=info, heading=("Part", "Sub-part"), locator="Part", ordinal=0, text=text)


def unit(seed: int, rows: int = 1, size: int = SIZE) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(rows, size)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def fresh() -> str:
    return f"contract-{uuid.uuid4().hex}"


@pytest.fixture
def name() -> str:
    """A collection that does not exist yet."""
    return fresh()


@pytest.fixture
def another(url: str | None, folder: Path) -> VectorStore:
    """A second client of the same place."""
    return ChromaStore(folder, url)


def test_what_was_added_is_there(store: VectorStore, name: str) -> None:
    vectors = unit(1, 3)
    store.add(name, [chunk("a"), chunk("b"), chunk("c")], vectors)
    assert store.ids(name) == {"a", "b", "c"}
    assert store.count(name) == 3
    assert name in store.collections()
    assert store.chunks(name, ["b"]) == [chunk("b")]
    assert np.allclose(store.vectors(name, ["c"])["c"], vectors[2], atol=1e-6)


def test_adding_an_id_again_replaces_text_record_and_vector(store: VectorStore, name: str) -> None:
    store.add(name, [chunk("a", "Old."), chunk("b")], unit(1, 2))
    store.add(name, [chunk("a", "New.", title="Other")], unit(9))
    assert store.chunks(name, ["a"]) == [chunk("a", "New.", title="Other")]
    assert np.allclose(store.vectors(name, ["a"])["a"], unit(9)[0], atol=1e-6)
    assert store.count(name) == 2
    assert store.search(name, unit(9)[0], 1)[0] == ("a", pytest.approx(1.0, abs=1e-5))


def test_of_equal_ids_in_one_call_the_last_stays(store: VectorStore, name: str) -> None:
    store.add(name, [chunk("a", "First."), chunk("b"), chunk("a", "Last.")], unit(1, 3))
    assert store.chunks(name, ["a"])[0].text == "Last."
    assert np.allclose(store.vectors(name, ["a"])["a"], unit(1, 3)[2], atol=1e-6)


def test_adding_nothing_makes_no_collection(store: VectorStore, name: str) -> None:
    store.add(name, [], np.zeros((0, SIZE), dtype=np.float32))
    assert name not in store.collections()


def test_what_was_removed_is_gone_and_unknown_ids_do_no_harm(store: VectorStore, name: str) -> None:
    store.add(name, [chunk("a"), chunk("b"), chunk("c")], unit(1, 3))
    store.remove(name, ["b", "nobody", "b"])
    store.remove(name, [])
    assert store.ids(name) == {"a", "c"}
    assert [i for i, _ in store.search(name, unit(1, 3)[1], 5)] == sorted(
        ["a", "c"], key=lambda i: -float(store.vectors(name, [i])[i] @ unit(1, 3)[1])
    )


def test_chunks_come_in_the_order_asked_without_unknown_ones(store: VectorStore, name: str) -> None:
    store.add(name, [chunk("a"), chunk("b"), chunk("c")], unit(1, 3))
    assert [c.id for c in store.chunks(name, ["c", "nobody", "a", "c"])] == ["c", "a", "c"]
    assert store.chunks(name, []) == []
    assert sorted(c.id for c in store.chunks(name)) == ["a", "b", "c"]


def test_vectors_of_unknown_and_repeated_ids(store: VectorStore, name: str) -> None:
    store.add(name, [chunk("a")], unit(1))
    assert set(store.vectors(name, ["a", "nobody", "a"])) == {"a"}
    assert store.vectors(name, []) == {}
    assert store.vectors(name, ["a"])["a"].dtype == np.float32


def test_search_gives_the_nearest_first_with_their_cosines(store: VectorStore, name: str) -> None:
    vectors, query = unit(5, 300), unit(6)[0]
    store.add(name, [chunk(f"c{n}") for n in range(300)], vectors)
    cosines = vectors @ query
    nearest = sorted(range(300), key=lambda n: -cosines[n])[:20]
    found = store.search(name, query, 20)
    assert [i for i, _ in found] == [f"c{n}" for n in nearest]
    assert [c for _, c in found] == pytest.approx([float(cosines[n]) for n in nearest], abs=1e-5)


def test_cosines_run_from_one_for_the_same_to_minus_one_for_the_opposite(store: VectorStore, name: str) -> None:
    same = unit(3)[0]
    across = np.roll(np.eye(SIZE, dtype=np.float32), 1, axis=0)[0]
    across -= (across @ same) * same
    store.add(name, [chunk("same"), chunk("across"), chunk("against")], np.stack([same, across, -same]))
    found = dict(store.search(name, same, 3))
    assert found == pytest.approx({"same": 1.0, "across": 0.0, "against": -1.0}, abs=1e-5)


def test_equal_cosines_are_ordered_by_id(store: VectorStore, name: str) -> None:
    store.add(name, [chunk(i) for i in "dbca"], np.repeat(unit(4), 4, axis=0))
    assert [i for i, _ in store.search(name, unit(4)[0], 4)] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("k", [0, -1])
def test_no_results_asked_none_given(store: VectorStore, name: str, k: int) -> None:
    store.add(name, [chunk("a")], unit(1))
    assert store.search(name, unit(1)[0], k) == []


def test_more_results_asked_than_there_are(store: VectorStore, name: str) -> None:
    store.add(name, [chunk("a"), chunk("b")], unit(1, 2))
    assert {i for i, _ in store.search(name, unit(1)[0], 50)} == {"a", "b"}


def test_a_collection_that_was_emptied_finds_nothing(store: VectorStore, name: str) -> None:
    store.add(name, [chunk("a")], unit(1))
    store.remove(name, ["a"])
    assert (store.count(name), store.ids(name), store.chunks(name), store.search(name, unit(1)[0], 3)) == (
        0,
        set(),
        [],
        [],
    )


def test_a_missing_collection_holds_nothing_and_reading_from_it_names_it(store: VectorStore, name: str) -> None:
    assert (store.ids(name), store.count(name)) == (set(), 0)
    store.remove(name, ["a"])
    store.drop(name)
    for read in (
        lambda: store.chunks(name),
        lambda: store.chunks(name, ["a"]),
        lambda: store.vectors(name, ["a"]),
        lambda: store.search(name, unit(1)[0], 3),
    ):
        with pytest.raises(IndexDamaged, match=rf"{name}.*`regrip index build`"):
            read()
    assert name not in store.collections()


def test_what_was_dropped_is_gone_and_the_others_stay(store: VectorStore, name: str) -> None:
    other = fresh()
    store.add(name, [chunk("a")], unit(1))
    store.add(other, [chunk("a")], unit(1))
    store.drop(name)
    store.drop(name)
    assert name not in store.collections()
    assert store.ids(name) == set()
    assert store.ids(other) == {"a"}


def test_a_dropped_collection_can_be_made_again_with_other_vectors(store: VectorStore, name: str) -> None:
    store.add(name, [chunk("a")], unit(1))
    store.drop(name)
    store.add(name, [chunk("b")], unit(1, 1, size=16))
    assert store.ids(name) == {"b"}
    assert store.vectors(name, ["b"])["b"].shape == (16,)


def test_a_vector_of_another_length_is_refused_in_words(store: VectorStore, name: str) -> None:
    store.add(name, [chunk("a")], unit(1))
    with pytest.raises(IndexingError, match="dimension of 8, got 16") as caught:
        store.search(name, unit(1, 1, size=16)[0], 3)
    assert not isinstance(caught.value, IndexDamaged)
    with pytest.raises(IndexingError, match="dimension of 8, got 16"):
        store.add(name, [chunk("b")], unit(1, 1, size=16))
    assert store.ids(name) == {"a"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Größe – «naïve» 子供 🙂 עברית",
        "a\x00b",
        "line\nline\r\n\ttab",
        '"}{\\',
        "e\u0301 \u00e9 \u200b",
        "x" * 50_000,
    ],
    ids=["empty", "space", "scripts", "nul", "lines", "json", "combining", "long"],
)
def test_text_comes_back_to_the_letter(store: VectorStore, name: str, text: str) -> None:
    store.add(name, [chunk("a", text, title=text or "none")], unit(1))
    assert store.chunks(name, ["a"]) == [chunk("a", text, title=text or "none")]


def test_more_than_five_thousand_ids_at_once(store: VectorStore, name: str) -> None:
    count = 5_300
    chunks, vectors = [chunk(f"c{n}", f"Text {n}.") for n in range(count)], unit(7, count)
    store.add(name, chunks, vectors)
    ids = [c.id for c in reversed(chunks)]
    assert store.ids(name) == set(ids)
    assert store.count(name) == count
    assert store.chunks(name, ids) == chunks[::-1]
    assert len(store.chunks(name)) == count
    found = store.vectors(name, ids)
    assert np.allclose(np.stack([found[c.id] for c in chunks]), vectors, atol=1e-6)
    store.remove(name, ids[10:])
    assert store.ids(name) == set(ids[:10])


@pytest.mark.slow
def test_more_than_a_hundred_collections_are_all_listed(store: VectorStore) -> None:
    names = [fresh() for _ in range(101)]
    for made in names:
        store.add(made, [chunk("a")], unit(1))
    assert set(names) <= set(store.collections())
    for made in names:
        store.drop(made)
    assert not set(names) & set(store.collections())


def test_one_client_sees_what_another_adds_replaces_and_removes(
    store: VectorStore, another: VectorStore, name: str
) -> None:
    store.add(name, [chunk("a", "Old."), chunk("b")], unit(1, 2))
    assert another.ids(name) == {"a", "b"}
    store.add(name, [chunk("a", "New."), chunk("c")], unit(8, 2))
    store.remove(name, ["b"])
    assert another.ids(name) == {"a", "c"}
    assert another.chunks(name, ["a"])[0].text == "New."
    assert another.search(name, unit(8, 2)[1], 1)[0][0] == "c"


def test_a_collection_that_another_client_has_made_anew_is_opened_again(
    store: VectorStore, another: VectorStore, name: str
) -> None:
    def made_anew(number: int) -> None:
        assert store.count(name) >= 1
        another.drop(name)
        another.add(name, [chunk(f"new{number}")], unit(number))

    store.add(name, [chunk("a")], unit(1))
    made_anew(2)
    assert store.search(name, unit(2)[0], 5)[0][0] == "new2"
    made_anew(3)
    assert store.chunks(name, ["new3"]) == [chunk("new3")]
    made_anew(4)
    assert set(store.vectors(name, ["new4"])) == {"new4"}
    made_anew(5)
    store.add(name, [chunk("b")], unit(1))
    assert another.ids(name) == {"new5", "b"}
    made_anew(6)
    store.remove(name, ["new6"])
    assert another.ids(name) == set()


def test_a_collection_that_another_client_has_dropped_is_missing(
    store: VectorStore, another: VectorStore, name: str
) -> None:
    store.add(name, [chunk("a")], unit(1))
    another.drop(name)
    assert (store.ids(name), store.count(name)) == (set(), 0)
    with pytest.raises(IndexDamaged, match=name):
        store.search(name, unit(1)[0], 1)
    store.add(name, [chunk("b")], unit(1))
    assert another.ids(name) == {"b"}


def test_threads_share_one_store(store: VectorStore, name: str) -> None:
    def work(worker: int) -> None:
        for turn in range(4):
            ids = [f"{worker}-{turn}-{n}" for n in range(5)]
            store.add(name, [chunk(i) for i in ids], unit(worker * 10 + turn, 5))
            assert [c.id for c in store.chunks(name, ids)] == ids
            assert len(store.search(name, unit(worker)[0], 5)) == 5

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert store.count(name) == len(store.search(name, unit(1)[0], 200)) == 80


TEXT = st.text(max_size=60)
CHUNKS = st.builds(
    lambda i, text, title, heading: chunk(i, text, title).model_copy(update={"heading": tuple(heading)}),
    st.sampled_from(NAMES),
    TEXT,
    TEXT.filter(bool),
    st.lists(TEXT, max_size=3),
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(CHUNKS, max_size=4), st.integers(0, 10_000)),
        st.tuples(st.just("remove"), st.lists(st.sampled_from(NAMES), max_size=4), st.just(0)),
    ),
    max_size=6,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(changes=CHANGES)
def test_after_any_changes_the_store_holds_what_a_dictionary_would(store: VectorStore, changes: list) -> None:  # type: ignore[type-arg]
    name, expected = fresh(), dict[str, tuple[Chunk, np.ndarray]]()
    for kind, given_, seed in changes:
        if kind == "add":
            vectors = unit(seed, max(1, len(given_)))[: len(given_)]
            store.add(name, given_, vectors)
            expected.update({c.id: (c, v) for c, v in zip(given_, vectors, strict=True)})
        else:
            store.remove(name, given_)
            for gone in given_:
                expected.pop(gone, None)
    assert store.ids(name) == set(expected)
    if name not in store.collections():
        assert not expected
        return
    assert store.chunks(name, NAMES) == [expected[i][0] for i in NAMES if i in expected]
    found = store.vectors(name, NAMES)
    assert set(found) == set(expected)
    assert all(np.allclose(found[i], vector, atol=1e-6) for i, (_, vector) in expected.items())
    nearest = store.search(name, unit(1)[0], len(NAMES))
    assert dict(nearest) == pytest.approx({i: float(v @ unit(1)[0]) for i, (_, v) in expected.items()}, abs=1e-5)
    assert all(a >= b for (_, a), (_, b) in itertools.pairwise(nearest))
    store.drop(name)
