"""Word pieces: what is stored of a passage, how near a query is, and how results are ordered by it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indexes.builder import build_index
from indexes.embedders import Embedder
from indexes.hybrid import HybridIndex
from indexes.layout import Layout
from indexes.piece_rows import read_records
from indexes.piece_store import RECORD, PieceStore
from indexes.pieces import PieceReader, ReadQuery
from indexes.second_stage import reorder
from tests.indexes.test_builder import Counting, document, many

WIDTH = 4
PIECES = arrays(np.int8, st.tuples(st.integers(0, 6), st.just(WIDTH)), elements=st.integers(-127, 127))
HASHES = st.integers(0, 2**64 - 1).map(lambda number: f"{number:016x}")


@pytest.fixture
def reader(embedder: Embedder) -> PieceReader:
    assert isinstance(embedder, PieceReader)
    return embedder


def test_a_passage_gives_a_unit_vector_for_each_piece_that_says_something(reader: PieceReader) -> None:
    vectors, pieces = reader.read(["The social workers are leaving.", "of the, and!"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)
    assert [len(of_one) for of_one in pieces] == [3, 0]
    assert np.allclose(np.linalg.norm(pieces[0] / 127, axis=1), 1.0, atol=0.05)


def test_reading_for_pieces_gives_the_vectors_that_embedding_gives(reader: PieceReader) -> None:
    texts = ["Referrals wait for days.", "Nobody knows how many children wait, and the dashboard says otherwise."]
    assert np.array_equal(reader.read(texts)[0], reader.embed(texts))


def test_a_query_is_nearest_to_the_passage_that_answers_it(reader: PieceReader) -> None:
    query = reader.read_query("How long do referrals wait?")
    assert query.weights.sum() == pytest.approx(1.0, abs=1e-5)
    _, pieces = reader.read(["Referrals wait for nine days.", "The board meets in the town hall.", "of the"])
    near, far, empty = query.nearness(pieces)
    assert near > far + 0.1
    assert np.isnan(empty)


def test_a_query_without_words_is_near_nothing(reader: PieceReader) -> None:
    _, pieces = reader.read(["Referrals wait."])
    assert np.isnan(ReadQuery(np.zeros(384, dtype=np.float32)).nearness(pieces)).all()


@given(st.dictionaries(HASHES, PIECES, max_size=8))
def test_what_was_stored_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, held: dict[str, np.ndarray]
) -> None:
    folder = tmp_path_factory.mktemp("pieces")
    for text_hash, pieces in held.items():
        PieceStore(folder, WIDTH).add([text_hash], [pieces])
    store = PieceStore(folder, WIDTH)
    found = store.mapped(store.find(list(held))).of(range(len(held)))
    for before, after in zip(held.values(), found, strict=True):
        assert np.array_equal(after, before if len(before) else np.zeros((1, WIDTH)))


@given(st.integers(0, 200))
def test_a_store_cut_short_keeps_what_is_whole_and_takes_the_rest_anew(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("pieces")
    names = [f"{number:016x}" for number in range(5)]
    rows = [np.full((3, WIDTH), number + 1, dtype=np.int8) for number in range(5)]
    PieceStore(folder, WIDTH).add(names, rows)
    for name in ("pieces.bin", "pieces.index"):
        raw = (folder / name).read_bytes()
        (folder / name).write_bytes(raw[: max(0, len(raw) - cut)])
    store = PieceStore(folder, WIDTH)
    lacking = [place for place, record in enumerate(store.find(names)) if not record["count"]]
    store.add([names[place] for place in lacking], [rows[place] for place in lacking])
    again = PieceStore(folder, WIDTH)
    for before, after in zip(rows, again.mapped(again.find(names)).of(range(5)), strict=True):
        assert np.array_equal(before, after)


def test_what_is_forgotten_is_overwritten(tmp_path: Path) -> None:
    store = PieceStore(tmp_path, WIDTH)
    kept, gone = f"{1:016x}", f"{2:016x}"
    store.add([kept, gone], [np.full((2, WIDTH), 7, dtype=np.int8), np.full((2, WIDTH), 9, dtype=np.int8)])
    store.keep(store.find([kept])["hash"])
    assert b"\x09" not in (tmp_path / "pieces.bin").read_bytes()
    assert [int(r["count"]) for r in PieceStore(tmp_path, WIDTH).find([kept, gone])] == [2, 0]


def test_every_row_of_a_build_has_its_pieces_and_those_of_removed_text_are_gone(
    tmp_path: Path, embedder: Embedder
) -> None:
    build_index(tmp_path, many(5), embedder)
    layout = Layout(tmp_path)
    before = (layout.pieces / embedder.fingerprint / "pieces.index").stat().st_size
    report = build_index(tmp_path, many(3), embedder)
    records = read_records(layout, report.generation)
    assert records is not None
    assert (records["count"] > 0).tolist() == [True] * 3
    assert (layout.pieces / embedder.fingerprint / "pieces.index").stat().st_size == before - 2 * RECORD.itemsize


def test_lost_pieces_are_read_again_by_the_next_build_and_until_then_search_does_without(
    tmp_path: Path, embedder: Embedder
) -> None:
    import shutil

    report = build_index(tmp_path, many(3), embedder)
    layout = Layout(tmp_path)
    with_pieces = [r.chunk_id for r in HybridIndex(tmp_path, embedder).search("week 2", k=3)]
    shutil.rmtree(layout.pieces)
    (layout.generation(report.generation) / "pieces.npy").unlink()
    assert len(HybridIndex(tmp_path, embedder).search("week 2", k=3)) == 3
    build_index(tmp_path, many(3), embedder)
    records = read_records(layout, report.generation)
    assert records is not None
    assert (records["count"] > 0).all()
    assert [r.chunk_id for r in HybridIndex(tmp_path, embedder).search("week 2", k=3)] == with_pieces


def test_an_embedder_without_pieces_searches_by_fusion_alone(tmp_path: Path, embedder: Embedder) -> None:
    plain = Counting(embedder)
    build_index(tmp_path, [document("a", "Alpha text."), document("b", "Beta text.")], plain)
    assert not Layout(tmp_path).pieces.exists()
    assert HybridIndex(tmp_path, plain).search("alpha")[0].document_id == "a"


def test_the_second_stage_lifts_the_nearer_passage_and_keeps_every_candidate(
    tmp_path: Path, reader: PieceReader
) -> None:
    texts = ["The board meets in the town hall.", "Referrals wait for nine days.", "of the"]
    store = PieceStore(tmp_path, reader.width)
    names = [f"{number:016x}" for number in range(3)]
    store.add(names, reader.read(texts)[1])
    fused = [("board", 0.6), ("wait", 0.5), ("empty", 0.4), ("deep", 0.1)]
    mapped = store.mapped(store.find([*names, f"{9:016x}"]))
    scored = reorder(reader.read_query("How long do referrals wait?"), fused, [0, 1, 2, 3], mapped, 0.6)
    assert scored[0][0] == "wait"
    assert {i for i, _ in scored} == {i for i, _ in fused}
    assert all(0 <= score <= 1 for _, score in scored)
