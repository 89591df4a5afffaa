"""The keyword index: bm25s's scores, made at once for all passages, and kept when other passages come and go."""

from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexes import lexical
from indexes.lexical import K1, B, KeywordIndex, best, saved_stems
from indexes.stems import Stems, bm25

PASSAGES = st.lists(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=9), min_size=1, max_size=12)


@given(PASSAGES, st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=3, unique=True))
def test_scores_are_those_of_bm25s(passages: list[list[str]], query: list[str]) -> None:
    theirs = bm25s.BM25(k1=K1, b=B, method="lucene")
    theirs.index(passages, show_progress=False)
    stems = Stems.of(passages)
    made = bm25(stems, K1, B)
    ours = np.zeros(len(passages))
    for stem in query:
        if stem in stems.words:
            start, end = made.starts[stems.words[stem]], made.starts[stems.words[stem] + 1]
            ours[made.rows[start:end]] += made.weights[start:end]
    assert ours == pytest.approx(np.asarray(theirs.get_scores(query)), abs=1e-5)


@given(PASSAGES, PASSAGES, st.data())
def test_passages_taken_from_two_readings_are_those_that_went_in(
    first: list[list[str]], second: list[list[str]], data: st.DataObject
) -> None:
    both = Stems.of(first).with_more(second)
    rows = data.draw(st.lists(st.integers(0, len(both) - 1), max_size=10))
    taken = both.take(np.array(rows, dtype=np.int64))
    words = {number: word for word, number in taken.words.items()}
    parts = np.split(taken.numbers, taken.starts[1:-1]) if rows else []
    assert [[words[n] for n in part] for part in parts] == [[*first, *second][row] for row in rows]
    assert set(words.values()) == {stem for row in rows for stem in [*first, *second][row]}


@given(st.lists(st.sampled_from((0.5, 1.0, 2.0, 3.0)), max_size=30), st.integers(1, 40))
def test_the_best_are_those_a_full_sort_would_put_first(scores: list[float], k: int) -> None:
    given_scores = np.array(scores, dtype=np.float32)
    assert best(given_scores, k).tolist() == np.argsort(-given_scores, kind="stable")[:k].tolist()


def test_only_marked_rows_are_found_and_unmarked_ones_take_no_place(tmp_path: Path) -> None:
    index = KeywordIndex.build(tmp_path, list("abcd"), ["court court", "court", "court of law", "law"])
    marks = np.array([False, True, True, True])
    assert [i for i, _ in index.search("court", 1, marks)] == ["b"]
    assert [i for i, _ in index.search("court", 9, marks)] == ["b", "c"]


def test_an_index_written_over_another_leaves_nothing_of_it(tmp_path: Path) -> None:
    KeywordIndex.build(tmp_path, ["a", "b"], ["courts", "teams"])
    KeywordIndex.build(tmp_path, ["c"], ["queues"])
    loaded = KeywordIndex.load(tmp_path)
    assert loaded.ids == ["c"]
    assert loaded.search("courts", 5) == []
    assert [i for i, _ in loaded.search("queue", 5)] == ["c"]


def test_stems_read_by_other_code_are_not_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    KeywordIndex.build(tmp_path, ["a"], ["The courts of law"])
    saved = saved_stems(tmp_path)
    assert saved is not None and len(saved) == 1
    monkeypatch.setattr(lexical, "way_of_reading", lambda: "other code")
    assert saved_stems(tmp_path) is None
    assert saved_stems(tmp_path / "nowhere") is None
