"""The committed weights are what the training command gives, and a damaged file is named."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.claims.features import FEATURES, direction
from assistant.claims.weights import CLAIMS_FILE, load_claim_model
from assistant.engine.artefacts import FOLDER
from assistant.errors import ModelFileError
from assistant.training.claim_examples import load_examples
from assistant.training.claim_fitting import fit_line
from assistant.training.claims import read_rows, train
from assistant.training.provenance import texts_digest
from indexes.embedders import Embedder

SCIFACT = Path(__file__).parents[3] / "evals" / "sets" / "scifact"


FILES = (SCIFACT / "claims-train.jsonl.gz", SCIFACT / "corpus.jsonl.gz")


@pytest.mark.retrain
def test_the_committed_weights_are_what_the_training_command_gives(embedder: Embedder) -> None:
    """The corpus grows, so the rarity of words is taken from the file; all else is made again."""
    rounding = 2e-3 if "int8" in embedder.fingerprint else 0.03
    held = load_claim_model().weights
    made = train(load_examples(*FILES), embedder, held.background, texts_digest(FILES))
    for now, then in ((made.support, held.support), *((made.others[k], held.others[k]) for k in held.others)):
        np.testing.assert_allclose([*now.weights, now.bias], [*then.weights, then.bias], atol=rounding)
    np.testing.assert_allclose([made.centre, made.spread], [held.centre, held.spread], atol=rounding)
    assert made.card["examples"] == held.card["examples"]


def test_the_weights_were_made_from_the_texts_that_lie_here() -> None:
    assert load_claim_model().weights.card["texts"] == texts_digest(FILES)


@pytest.mark.slow
def test_examples_are_read_as_they_were_when_the_weights_were_made(embedder: Embedder) -> None:
    weights = load_claim_model().weights
    every, rows = weights.card["sample"]["every"], np.array(weights.card["sample"]["rows"])
    now = read_rows(load_examples(*FILES)[::every], embedder, weights.background)
    assert now.shape == rows.shape
    assert np.abs(now - rows).mean() <= (0.006 if "int8" in embedder.fingerprint else 0.02)


def test_no_weight_points_against_its_feature() -> None:
    weights = load_claim_model().weights.support.weights
    assert [name for name, w in zip(FEATURES, weights, strict=True) if w * direction(name) < 0] == []


def test_the_file_holds_words_and_figures_only() -> None:
    assert (FOLDER / CLAIMS_FILE).stat().st_size < 50_000
    assert all(stem == "" or stem.isalpha() for stem in load_claim_model().weights.background)


@pytest.mark.parametrize(
    ("content", "named"),
    [(None, "lacks claims.json"), ("{", "cannot be read"), ("{}", "cannot be read"), ("other", "another version")],
)
def test_a_missing_or_damaged_file_is_named_with_the_way_out(tmp_path: Path, content: str | None, named: str) -> None:
    if content == "other":
        content = json.dumps(json.loads((FOLDER / CLAIMS_FILE).read_text(encoding="utf-8")) | {"features": ["x"]})
    if content is not None:
        (tmp_path / CLAIMS_FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ModelFileError, match=rf"{named}.*python -m assistant\.training\.claims"):
        load_claim_model(tmp_path)


def test_a_weight_that_would_point_the_wrong_way_is_nought() -> None:
    column = np.linspace(-1, 1, 40)[:, None]
    wanted = column[:, 0] > 0
    assert fit_line(column, wanted, [1])[0][0] > 0
    assert fit_line(column, wanted, [-1])[0][0] == pytest.approx(0)
    assert fit_line(column, ~wanted, [0])[0][0] < 0
