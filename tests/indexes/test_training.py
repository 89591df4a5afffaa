"""The heads for word pieces: they learn, the same data gives the same heads, and what ships was made from today's data."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexes.embedders import MAX_PIECES, Embedder
from indexes.pieces import HEADS
from indexes.training.__main__ import described, read_collections
from indexes.training.collections import Collection
from indexes.training.heads import Heads, Material, fit
from indexes.training.reading import material


@pytest.fixture(scope="module")
def collections(embedder: Embedder) -> list[Collection]:
    return read_collections(lambda text: embedder.pieces(text) <= MAX_PIECES)


@pytest.mark.slow
def test_the_heads_that_ship_were_made_from_the_questions_and_halves_of_today(collections: list[Collection]) -> None:
    card = json.loads(HEADS.with_suffix(".json").read_text(encoding="utf-8"))
    for collection in collections:
        learned, today = card["learned_from"][collection.name], described(collection)
        same = [learned[key] == today[key] for key in ("queries", "sha256_of_queries")]
        assert all(same), f"{collection.name} has other queries; run `python -m indexes.training`"


def test_no_test_half_is_learned_from(collections: list[Collection]) -> None:
    assert [c.name for c in collections] == ["corpus", "or-sharc", "scifact"]
    sets = Path(__file__).parents[2] / "evals" / "sets"
    judged = {line.split("\t")[0] for line in (sets / "scifact/qrels/test.tsv").read_text().splitlines()[1:]}
    assert len(judged) == 300
    assert len(collections[2].asked) == 809


@pytest.fixture(scope="module")
def small(collections: list[Collection], embedder: Embedder) -> Material:
    """Thirty passages of the corpus and the questions asked of them."""
    own = collections[0]
    asked = [a for a in own.asked if max(a.right) < 30]
    inside = [replace(a, alike=frozenset(n for n in a.alike if n < 30)) for a in asked]
    return material(Collection("small", own.passages[:30], inside), embedder, 20)


@pytest.mark.slow
def test_fitting_brings_right_passages_forward_and_gives_the_same_heads_each_time(small: Material) -> None:
    def places(heads: Heads) -> float:
        scores = heads.nearness(small.queries, small.passages).detach().numpy()
        right = np.array([min(a.right) for a in small.collection.asked])
        own = scores[np.arange(len(right)), right]
        return float((scores > own[:, None]).sum(1).mean())

    first, again = fit([small]), fit([small])
    assert places(first) < places(Heads()) - 0.2
    assert np.array_equal(first.projection.weight.detach().numpy(), again.projection.weight.detach().numpy())


@pytest.mark.slow
def test_saved_heads_have_the_names_that_the_export_reads(tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    Heads().save(tmp_path / "heads.safetensors")
    shapes = {name: values.shape for name, values in load_file(tmp_path / "heads.safetensors").items()}
    assert shapes == {name: values.shape for name, values in load_file(HEADS).items()}
