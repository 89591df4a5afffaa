"""The stage metrics on cases worked by hand."""

import numpy as np
import pytest

from evals.stages.keywords import keyword_probabilities
from evals.stages.metrics import (
    calibration_error,
    coverage_at,
    false_alarms,
    far_and_sure,
    far_errors,
    macro_f1,
    measure,
    quadratic_kappa,
    ranked_probability,
    stage_error,
)


def sure(*outcomes: int, top: float = 0.94) -> np.ndarray:
    rows = np.full((len(outcomes), 7), (1 - top) / 6)
    rows[np.arange(len(outcomes)), outcomes] = top
    return rows


def test_all_right_gives_the_best_of_every_figure() -> None:
    actual = np.arange(7)
    p = sure(*actual, top=1.0)
    assert macro_f1(actual, p) == 1
    assert quadratic_kappa(actual, p) == pytest.approx(1)
    assert stage_error(actual, p) == far_errors(actual, p) == far_and_sure(actual, p) == 0
    assert ranked_probability(actual, p) == pytest.approx(0)
    assert calibration_error(actual, p) == 0
    assert coverage_at(0.05)(actual, p) == 1


def test_an_error_of_three_stages_is_counted_and_marked_as_sure() -> None:
    actual, p = np.array([0, 1]), sure(3, 1)
    assert stage_error(actual, p) == 1.5
    assert far_errors(actual, p) == far_and_sure(actual, p) == 1
    assert far_and_sure(actual, sure(3, 1, top=0.5)) == 0


def test_macro_f1_is_the_mean_over_outcomes_that_occur() -> None:
    # outcome 0: 1 of 2 found, nothing else called 0: 2/3; outcome 1: found, and called once too often: 2/3
    assert macro_f1(np.array([0, 0, 1]), sure(0, 1, 1)) == pytest.approx(2 / 3)


def test_ranked_probability_of_a_certain_neighbour_is_a_quarter() -> None:
    assert ranked_probability(np.array([0]), sure(1, top=1.0)) == pytest.approx(0.25, abs=1e-6)


def test_a_false_alarm_is_a_steady_service_read_as_in_difficulty() -> None:
    assert false_alarms(np.array([0, 0, 0, 2]), sure(0, 3, 5, 0)) == pytest.approx(1 / 3)
    assert np.isnan(false_alarms(np.array([2]), sure(2)))


def test_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    assert calibration_error(np.array([0, 0]), sure(0, 1, top=0.9)) == pytest.approx(0.4)


def test_coverage_takes_the_surest_texts_first() -> None:
    p = np.vstack([sure(0, top=0.9), sure(0, top=0.8), sure(1, top=0.5), sure(0, top=0.4)])
    assert coverage_at(0.1)(np.zeros(4, dtype=int), p) == 0.5


def test_the_interval_holds_the_value() -> None:
    actual = np.tile(np.arange(7), 6)
    p = sure(*np.where(np.arange(42) % 5 == 0, 5, actual))
    for figure in measure(actual, p, rounds=200).values():
        assert figure["low"] <= figure["value"] <= figure["high"]


def test_keywords_say_out_of_scope_without_words_of_the_service() -> None:
    assert keyword_probabilities("The apple tree needs pruning.").argmax() == 6
