"""The size benchmark: passages in any number that differ, vectors that stay the same, and a whole run at a small size."""

from pathlib import Path

import numpy as np
import pytest

from corpus.splitter import split_documents
from evals.scale.__main__ import Measuring
from evals.scale.passages import documents
from evals.scale.vectors import QueryEmbedder, RandomEmbedder
from indexes.embedders import Embedder


def test_there_are_as_many_passages_as_asked_for_and_no_two_are_alike(embedder: Embedder) -> None:
    chunks = list(split_documents(documents(203, per_document=5), lambda text: embedder.pieces(text) <= 256))
    assert len(chunks) == len({chunk.text for chunk in chunks}) == len({chunk.id for chunk in chunks}) == 203
    assert {chunk.info.case is None for chunk in chunks} == {True, False}


def test_the_same_arguments_give_the_same_documents() -> None:
    assert documents(60) == documents(60)
    assert documents(60) != documents(60, seed=1)


def test_random_vectors_are_unit_vectors_near_real_ones_and_stay_the_same(tmp_path: Path, embedder: Embedder) -> None:
    few_real(tmp_path / "real.npy", embedder)
    random = RandomEmbedder(embedder, tmp_path / "real.npy")
    texts = [f"text {n}" for n in range(20)]
    vectors = random.embed(texts)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(20), abs=1e-5)
    assert (vectors @ np.load(tmp_path / "real.npy").T).max(axis=1).min() > 0.8
    assert np.array_equal(vectors, RandomEmbedder(embedder, tmp_path / "real.npy").embed(texts))
    assert random.fingerprint == QueryEmbedder(embedder).fingerprint != embedder.fingerprint


def few_real(path: Path, embedder: Embedder) -> None:
    """Spare a test the embedding of the whole corpus."""
    np.save(path, embedder.embed([f"passage {n} about councils" for n in range(30)]))


@pytest.mark.slow
def test_a_run_gives_every_figure_after_a_real_kill(tmp_path: Path, embedder: Embedder) -> None:
    few_real(tmp_path / "real-vectors.npy", embedder)
    figures = Measuring(tmp_path, passages=300, per_document=20, vectors="random").figures()
    assert (figures["passages"], figures["documents"]) == (300, 15)
    assert 150 <= figures["killed_after_passages"] < 300
    assert 0 <= figures["resume_embedded_again"] <= 64
    assert figures["add_one_document_embedded"] == 20
    assert figures["search_hybrid"]["share"] == 1.0
    assert 0 < figures["filtered_one_source"]["share"] < 0.1
    assert sum(figures["disk_bytes"][part] for part in ("passages_and_records", "keyword_index")) > 0
