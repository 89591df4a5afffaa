"""The committed weights are what the training command gives, and a damaged file is named with the way out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.engine.artefacts import FOLDER
from assistant.errors import ModelFileError
from assistant.retriever import Retriever
from assistant.selection.weights import SELECTION_FILE, Logistic, SelectionWeights, load_selection_model
from assistant.settings import Settings
from assistant.training.provenance import texts_digest
from assistant.training.selection import fit, read_lessons
from assistant.training.selection_examples import load_examples, text_files

Change = Callable[[dict[str, Any]], object]


@pytest.mark.retrain
def test_the_committed_weights_are_what_the_training_command_gives(retriever: Retriever) -> None:
    held = SelectionWeights.model_validate_json((FOLDER / SELECTION_FILE).read_text(encoding="utf-8"))
    made = fit(read_lessons(load_examples(), retriever, Settings().answer.passages))
    rounding = 0.03 if "int8" in retriever.index.manifest.embedder else 0.1
    for now, then in ((made.sentence, held.sentence), (made.whole, held.whole)):
        np.testing.assert_allclose(now.centre, then.centre, atol=rounding / 3)
        np.testing.assert_allclose(now.spread, then.spread, atol=rounding / 3)
    sentence, kept = made.sentence, held.sentence
    np.testing.assert_allclose([*sentence.weights, sentence.bias], [*kept.weights, kept.bias], atol=rounding)
    assert disagreement(made.whole, held.whole) < rounding / 2
    assert made.card["questions"] == held.card["questions"]


def test_the_weights_were_made_from_the_texts_that_lie_here() -> None:
    held = SelectionWeights.model_validate_json((FOLDER / SELECTION_FILE).read_text(encoding="utf-8"))
    assert held.card["texts"] == texts_digest(text_files())


def disagreement(now: Logistic, then: Logistic) -> float:
    """Return how far apart two judges are on average, over rows such as they see. Fitted on a few hundred questions whose features hang
    together, the weights of one wander from machine to machine, and what they say does not.
    """
    rows = np.array(then.centre) + np.random.default_rng(1).normal(size=(2000, len(then.centre))) * np.array(
        then.spread
    )
    return float(np.abs(now.chances(rows) - then.chances(rows)).mean())


def test_the_file_is_small() -> None:
    assert (FOLDER / SELECTION_FILE).stat().st_size < 20_000


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda held: held["sentence"]["weights"].pop(), "cannot be read"),
        (lambda held: held.pop("whole"), "cannot be read"),
        (lambda held: held.update(format=2), "another version"),
        (lambda held: held["whole"]["features"].__setitem__(0, "x"), "another version"),
        (lambda held: held["sentence"]["features"].reverse(), "another version"),
    ],
)
def test_weights_of_another_version_are_named_with_the_way_out(tmp_path: Path, change: Change, named: str) -> None:
    held = json.loads((FOLDER / SELECTION_FILE).read_text(encoding="utf-8"))
    change(held)
    (tmp_path / SELECTION_FILE).write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(ModelFileError, match=rf"{named}.*python -m assistant\.training\.selection"):
        load_selection_model(tmp_path)


@pytest.mark.parametrize(
    ("content", "named"), [(None, "lacks selection.json"), (b"{", "cannot be read"), (b"\xff", "cannot be read")]
)
def test_a_missing_or_damaged_file_is_named_with_the_way_out(tmp_path: Path, content: bytes | None, named: str) -> None:
    if content is not None:
        (tmp_path / SELECTION_FILE).write_bytes(content)
    with pytest.raises(ModelFileError, match=rf"{named}.*python -m assistant\.training\.selection"):
        load_selection_model(tmp_path)


def test_chances_follow_the_weights_and_stay_between_nought_and_one() -> None:
    line = Logistic(features=("a",), centre=(0.0,), spread=(1.0,), weights=(2.0,), bias=0.0)
    chances = line.chances(np.array([[-20.0], [0.0], [20.0]]))
    assert chances[1] == pytest.approx(0.5)
    assert 0 <= chances[0] < 0.01 < 0.99 < chances[2] <= 1
