"""Figures agree with scikit-learn and ir_measures where those have the same one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.chances import BANDS, LEAST_SURE
from evals.beir import NAMES, measured, per_query
from evals.stages import metrics
from evals.stages.tables import certainty, risk_coverage

RNG = np.random.default_rng(0)
LABELS = RNG.integers(0, 7, 300)
PROBABILITIES = RNG.dirichlet(np.ones(7), 300) + 0.4 * np.eye(7)[LABELS] * RNG.random((300, 1))
PROBABILITIES /= PROBABILITIES.sum(axis=1, keepdims=True)


def test_macro_f1_agrees_with_scikit_learn() -> None:
    from sklearn.metrics import f1_score

    expected = f1_score(LABELS, PROBABILITIES.argmax(axis=1), average="macro")
    assert metrics.macro_f1(LABELS, PROBABILITIES) == pytest.approx(expected)


def test_kappa_agrees_with_scikit_learn_over_texts_with_two_stages() -> None:
    from sklearn.metrics import cohen_kappa_score

    read = PROBABILITIES.argmax(axis=1)
    both = (LABELS < 5) & (read < 5)
    expected = cohen_kappa_score(LABELS[both], read[both], weights="quadratic", labels=range(5))
    assert metrics.quadratic_kappa(LABELS, PROBABILITIES) == pytest.approx(expected)


def test_stage_error_agrees_with_scikit_learn() -> None:
    from sklearn.metrics import mean_absolute_error

    read = PROBABILITIES.argmax(axis=1)
    both = (LABELS < 5) & (read < 5)
    assert metrics.stage_error(LABELS, PROBABILITIES) == pytest.approx(mean_absolute_error(LABELS[both], read[both]))


def test_the_ranked_probability_score_of_two_stages_is_the_brier_score() -> None:
    from sklearn.metrics import brier_score_loss

    labels = RNG.integers(0, 2, 200)
    first = RNG.random(200)
    probabilities = np.zeros((200, 7))
    probabilities[:, 0], probabilities[:, 1] = first, 1 - first
    expected = brier_score_loss(labels == 0, first) / 4
    assert metrics.ranked_probability(labels, probabilities) == pytest.approx(expected, abs=1e-6)


def test_calibration_error_is_nought_for_honest_certainty_and_one_for_its_opposite() -> None:
    sure = np.eye(7)[LABELS]
    assert metrics.calibration_error(LABELS, sure) == pytest.approx(0)
    assert metrics.calibration_error((LABELS + 1) % 7, sure) == pytest.approx(1)


def test_each_word_of_certainty_is_held_against_how_often_it_was_right() -> None:
    table = certainty(LABELS, PROBABILITIES)
    least = {words: floor for floor, words in BANDS} | {LEAST_SURE: 0.0}
    right = PROBABILITIES.argmax(axis=1) == LABELS
    assert sum(int(row["texts"]) for row in table) == len(LABELS)
    assert sum(float(row["right"]) * int(row["texts"]) for row in table) == pytest.approx(right.sum(), abs=0.5)
    assert all(float(row["stated"]) >= least[str(row["words"])] for row in table)
    assert [row["words"] for row in table] == [words for words in least if words in {row["words"] for row in table}]


def test_coverage_at_an_error_agrees_with_the_risk_coverage_curve() -> None:
    curve = risk_coverage(LABELS[:40], PROBABILITIES[:40])
    within = max((p["coverage"] for p in curve if p["risk"] <= 0.5), default=0.0)
    assert metrics.coverage_at(0.5)(LABELS[:40], PROBABILITIES[:40]) == pytest.approx(within)


RUNS = st.dictionaries(
    st.sampled_from("qrs"),
    st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.floats(0.1, 9), min_size=1),
    min_size=1,
)


@settings(max_examples=30, deadline=None)
@given(RUNS)
def test_the_mean_of_the_queries_is_what_ir_measures_gives_for_the_run(run: dict[str, dict[str, float]]) -> None:
    judged = {query: {"a": 1, "f": 2} for query in run}
    alone = per_query(judged, run)
    whole = measured(judged, run)
    for measure, name in NAMES.items():
        assert np.mean([values[measure] for values in alone.values()]) == pytest.approx(whole[name], abs=1e-4)


def test_macro_f1_over_the_labels_that_occur_agrees_with_scikit_learn() -> None:
    from sklearn.metrics import f1_score

    from evals.f1 import macro_f1

    labels, read = RNG.integers(0, 6, 200), RNG.integers(0, 6, 200)
    expected = f1_score(labels, read, average="macro", labels=np.unique(labels))
    assert macro_f1(labels, read) == pytest.approx(expected)
