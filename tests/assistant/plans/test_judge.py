"""The weights of the plan check: what they were made from, what they give, and what a damaged file says."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.engine.artefacts import FOLDER
from assistant.errors import ModelFileError
from assistant.plans.features import NUMBERS
from assistant.plans.reasons import REASONS
from assistant.plans.said import MOST_SAID, said_first
from assistant.plans.weights import CARD_FILE, FITS, WEIGHTS_FILE, load_plan_weights
from assistant.training.plans import FOLDS, Lessons, digest_of_plans, figures, fit, plan_files


def copied(folder: Path) -> Path:
    for name in (CARD_FILE, WEIGHTS_FILE):
        shutil.copy(FOLDER / name, folder / name)
    return folder


def test_the_committed_weights_are_of_the_labelled_plans_that_stand_here() -> None:
    card = load_plan_weights().card
    assert card["plans"] == digest_of_plans()
    assert card["held_out"]["all"]["actions"] == sum(
        len(json.loads(line)["actions"]) for path in plan_files() for line in path.read_text().splitlines()
    )


def test_every_writer_is_left_out_once_and_every_reason_has_a_sentence() -> None:
    writers = [writer for fold in FOLDS for writer in fold]
    assert sorted(writers) == sorted(path.stem.removeprefix("plans_") for path in plan_files())
    assert {reason for _, reason in load_plan_weights().kinds} == set(REASONS)


def test_second_readings_are_of_actions_that_are_there() -> None:
    plans = {}
    for path in plan_files():
        plans |= {row["id"]: row for row in map(json.loads, path.read_text().splitlines())}
    read = [
        json.loads(line) for line in (plan_files()[0].parent / "plans_second_reader.jsonl").read_text().splitlines()
    ]
    assert len(read) >= 0.15 * sum(len(plan["actions"]) for plan in plans.values())
    agree = [row["fit"] == plans[row["plan"]]["actions"][row["action"]]["fit"] for row in read]
    assert np.mean(agree) > 0.85


def test_chances_of_fits_sum_to_one_and_training_separates_what_can_be_separated() -> None:
    draw = np.random.default_rng(0)
    kinds = [
        ("fits", "right_kind"),
        ("mismatch", "repeats_failed"),
        ("partial", "treats_symptom"),
        ("unclear", "too_vague"),
    ]
    labels = [kinds[i % 4] for i in range(80)]
    vectors = np.array([np.eye(8)[kinds.index(kind)] * 3 for kind in labels]) + draw.normal(0, 0.05, (80, 8))
    lessons = Lessons(np.array(["p1"] * 80), labels, draw.normal(size=(80, len(NUMBERS))), vectors)
    weights = fit(lessons, np.arange(80))
    chances = weights.fits(weights.chances(lessons.numbers, lessons.vectors))
    np.testing.assert_allclose(chances.sum(axis=1), 1.0)
    told = [FITS[i] for i in chances.argmax(axis=1)]
    assert figures(labels, [(name, "") for name in told])["macro_f1"] > 0.95


@pytest.mark.parametrize("name", [CARD_FILE, WEIGHTS_FILE])
def test_a_file_that_is_missing_or_damaged_is_told_with_the_way_out(tmp_path: Path, name: str) -> None:
    (copied(tmp_path) / name).unlink()
    with pytest.raises(
        ModelFileError, match=r"lacks plans\.\w+; rebuild it with `python -m assistant\.training\.plans`"
    ):
        load_plan_weights(tmp_path)
    (tmp_path / name).write_bytes(b"{")
    with pytest.raises(ModelFileError, match="cannot be read"):
        load_plan_weights(tmp_path)


def test_weights_of_another_format_are_refused(tmp_path: Path) -> None:
    card = json.loads((copied(tmp_path) / CARD_FILE).read_text())
    (tmp_path / CARD_FILE).write_text(json.dumps(card | {"numbers": ["another"]}))
    with pytest.raises(ModelFileError, match="another format"):
        load_plan_weights(tmp_path)


def test_of_a_long_situation_the_signs_come_first_and_of_a_short_one_all_stays_in_order() -> None:
    short = said_first(["Visits are late."], ["We are tired. Visits are late."])
    assert short == ["We are tired.", "Visits are late."]
    long = said_first(
        ["Visits are late."], [" ".join(f"Sentence number {n} is here." for n in range(200)) + " Visits are late."]
    )
    assert long[0] == "Visits are late." and len(long) == MOST_SAID
    assert said_first([], [""]) == [""]
