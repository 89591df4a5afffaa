import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.evaluation import mean
from evals.intervals import interval, paired_difference, resampled, sign_test


def test_the_interval_of_a_mean_is_close_to_the_normal_one() -> None:
    values = np.random.default_rng(1).normal(0.6, 0.2, 400).reshape(-1, 1)
    value, low, high = interval(values, np.arange(400), mean)
    error = 1.96 * values.std() / np.sqrt(400)
    assert value == pytest.approx(values.mean())
    assert low == pytest.approx(value - error, abs=0.004)
    assert high == pytest.approx(value + error, abs=0.004)


def test_resampling_takes_whole_groups() -> None:
    groups = np.array(["a", "a", "a", "b", "c", "c"])
    for sample in resampled(groups, rounds=50):
        counts = {g: int((groups[sample] == g).sum()) for g in "abc"}
        assert counts["a"] % 3 == 0
        assert counts["c"] % 2 == 0
        assert counts["a"] // 3 + counts["b"] + counts["c"] // 2 == 3


def test_results_of_one_case_make_a_wider_interval_than_results_of_many() -> None:
    values = np.repeat(np.random.default_rng(2).integers(0, 2, 30), 10).astype(float).reshape(-1, 1)
    _, low, high = interval(values, np.repeat(np.arange(30), 10), mean)
    _, low_alone, high_alone = interval(values, np.arange(300), mean)
    assert high - low > 2 * (high_alone - low_alone)


def test_a_run_against_itself_differs_by_nothing() -> None:
    values = np.random.default_rng(3).random((50, 1))
    assert paired_difference(values, values, np.arange(50), mean) == (0.0, 0.0, 0.0)


def test_pairing_sees_a_small_change_that_single_intervals_hide() -> None:
    first = np.random.default_rng(4).random((100, 1))
    second = first + 0.02
    change, low, high = paired_difference(first, second, np.arange(100), mean)
    assert low == pytest.approx(change) == pytest.approx(0.02)
    assert high == pytest.approx(0.02)
    _, first_low, first_high = interval(first, np.arange(100), mean)
    assert first_low < second.mean() < first_high


def test_the_sign_test_leaves_ties_out() -> None:
    first, second = np.array([0, 0, 0, 0, 0, 0, 1, 1.0]), np.array([1, 1, 1, 1, 1, 1, 1, 1.0])
    assert sign_test(first, second) == (6, 0, pytest.approx(2 * 0.5**6))
    assert sign_test(first, first) == (0, 0, 1.0)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_value_lies_within_its_interval_up_to_resampling(values: list[float]) -> None:
    rows = np.array(values).reshape(-1, 1)
    value, low, high = interval(rows, np.arange(len(values)), mean)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert min(values) - 1e-9 <= value <= max(values) + 1e-9
