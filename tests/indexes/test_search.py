"""Search over the whole corpus, and fusion."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexes.embedders import Embedder
from indexes.hybrid import HybridIndex, fuse
from indexes.lexical import Tokenizer
from indexes.settings import Mode

SCORED = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 50), max_size=8).map(
    lambda d: sorted(d.items(), key=lambda p: -p[1])
)


@pytest.fixture(scope="module")
def index(home: Path, embedder: Embedder) -> HybridIndex:
    return HybridIndex(home, embedder)


@pytest.mark.parametrize("mode", ["hybrid", "dense", "keyword"])
def test_the_workforce_census_answers_for_the_agency_rate_in_every_mode(index: HybridIndex, mode: Mode) -> None:
    results = index.search("What share of children's social workers are agency staff in England?", k=5, mode=mode)
    assert any(r.document_id.startswith("csww") for r in results)
    assert [r.rank for r in results] == [1, 2, 3, 4, 5]
    assert all(a.score >= b.score for a, b in itertools.pairwise(results))


def test_an_empty_query_finds_nothing(index: HybridIndex) -> None:
    assert index.search("  \n") == []


def test_words_that_are_nowhere_find_nothing_by_keyword(index: HybridIndex) -> None:
    assert index.search("xylophone zebra", mode="keyword") == []


def test_passages_come_back_in_the_order_asked_without_unknown_ones(index: HybridIndex) -> None:
    ids = list(index.documents["csww-2025"].chunk_ids[:2])
    assert [c.id for c in index.chunks([ids[1], "no/such/1", ids[0]])] == [ids[1], ids[0]]


def test_a_document_is_read_in_order(index: HybridIndex) -> None:
    chunks = index.document_chunks("cresswell-2013-four-stages")
    assert [c.ordinal for c in chunks] == list(range(len(chunks)))
    assert index.document_chunks("no-such-document") == []


@given(SCORED, SCORED, st.floats(0, 1))
def test_fusion_keeps_every_candidate_once_within_bounds(
    dense: list[tuple[str, float]], keyword: list[tuple[str, float]], weight: float
) -> None:
    fused = fuse(dense, keyword, weight)
    assert sorted(i for i, _ in fused) == sorted({i for i, _ in dense} | {i for i, _ in keyword})
    assert all(-1e-9 <= score <= 1 + 1e-9 for _, score in fused)


@given(SCORED)
def test_fusion_with_all_weight_on_one_half_keeps_its_order(scored: list[tuple[str, float]]) -> None:
    best = {i for i, s in scored if scored and s == scored[0][1]}
    assert not scored or fuse(scored, [], 1.0)[0][0] in best
    assert not scored or fuse([], scored, 0.0)[0][0] in best


def test_numbers_and_possessives_are_kept_whole() -> None:
    assert Tokenizer()("The service's rate was 13.0%, or 1,904 of them.") == ["servic", "rate", "13.0%", "1,904"]
