"""The committed weights are what the training command gives, and a damaged file is named with the way out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.answerability.weights import (
    ANSWERABILITY_FILE,
    AnswerabilityWeights,
    load_answerability_model,
)
from assistant.engine.artefacts import FOLDER
from assistant.errors import ModelFileError
from assistant.retriever import Retriever
from assistant.settings import Settings
from assistant.training.answerability import read_questions, train
from assistant.training.provenance import texts_digest
from assistant.training.selection_examples import text_files

Change = Callable[[dict[str, Any]], object]


def committed() -> AnswerabilityWeights:
    return AnswerabilityWeights.model_validate_json((FOLDER / ANSWERABILITY_FILE).read_text(encoding="utf-8"))


@pytest.mark.retrain
def test_the_committed_weights_are_what_the_training_command_gives(retriever: Retriever) -> None:
    held, made = committed(), train(read_questions(retriever, Settings().answer.passages))
    for now, then in ((made.answered, held.answered), (made.contradicts, held.contradicts)):
        rounding = 0.06 if "int8" in retriever.index.manifest.embedder else 0.2
        np.testing.assert_allclose(now.centre, then.centre, atol=rounding / 3)
        np.testing.assert_allclose(now.spread, then.spread, atol=rounding / 3)
        np.testing.assert_allclose([*now.weights, now.bias], [*then.weights, then.bias], atol=rounding)
    for name in ("least_answered", "least_sure", "least_contradiction"):
        assert getattr(made, name) == pytest.approx(getattr(held, name), abs=0.02)
    assert made.card["questions"] == held.card["questions"]


def test_the_weights_were_made_from_the_texts_that_lie_here() -> None:
    assert committed().card["texts"] == texts_digest(text_files())


def test_the_limits_lie_in_order_and_the_file_is_small() -> None:
    held = committed()
    assert 0 < held.least_answered < held.least_sure < 1
    assert 0 < held.least_contradiction < 1
    assert (FOLDER / ANSWERABILITY_FILE).stat().st_size < 20_000


def test_few_answerable_questions_of_unseen_writers_are_declined_and_false_premises_stand_out() -> None:
    figures: dict[str, float] = committed().card["figures on unseen writers"]  # type: ignore[assignment]
    assert max(figures["answerable declined"], figures["worked questions declined"]) <= 0.03
    assert figures["answerable declined or doubted"] <= 0.2  # the limit is drawn over the worked ones as well
    assert figures["unanswerable declined or doubted"] >= 1.75 * figures["answerable declined or doubted"]
    assert figures["false premises checked"] >= 2 * figures["answerable checked"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda held: held["answered"]["weights"].pop(), "cannot be read"),
        (lambda held: held.pop("least_sure"), "cannot be read"),
        (lambda held: held.update(format=2), "another version"),
        (lambda held: held["contradicts"]["features"].reverse(), "another version"),
    ],
)
def test_weights_of_another_version_are_named_with_the_way_out(tmp_path: Path, change: Change, named: str) -> None:
    held = json.loads((FOLDER / ANSWERABILITY_FILE).read_text(encoding="utf-8"))
    change(held)
    (tmp_path / ANSWERABILITY_FILE).write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(ModelFileError, match=rf"{named}.*python -m assistant\.training\.answerability"):
        load_answerability_model(tmp_path)


@pytest.mark.parametrize(
    ("content", "named"), [(None, "lacks answerability.json"), (b"{", "cannot be read"), (b"\xff", "cannot be read")]
)
def test_a_missing_or_damaged_file_is_named_with_the_way_out(tmp_path: Path, content: bytes | None, named: str) -> None:
    if content is not None:
        (tmp_path / ANSWERABILITY_FILE).write_bytes(content)
    with pytest.raises(ModelFileError, match=rf"{named}.*python -m assistant\.training\.answerability"):
        load_answerability_model(tmp_path)
