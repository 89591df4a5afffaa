"""Intervals and paired tests by resampling whole cases (Efron and Tibshirani 1993, chapter 13: the percentile interval)."""

from collections.abc import Callable

import numpy as np

ROUNDS = 1000
LEVEL = 95.0
Statistic = Callable[[np.ndarray], float]


def resampled(groups: np.ndarray, rounds: int = ROUNDS, seed: int = 0) -> list[np.ndarray]:
    """Return `rounds` arrays of row positions: each draws as many groups as there are, with replacement, rows and all.

    `groups` holds the group of each row, shape (n,).
    """
    rng = np.random.default_rng(seed)
    names = np.unique(groups)
    members = [np.flatnonzero(groups == name) for name in names]
    drawn = rng.integers(0, len(names), (rounds, len(names)))
    return [np.concatenate([members[i] for i in row]) for row in drawn]


def interval(rows: np.ndarray, groups: np.ndarray, statistic: Statistic, seed: int = 0) -> tuple[float, float, float]:
    """Return (value, low, high) of `statistic` over `rows`, shape (n, columns); nan where it is not defined."""
    value = statistic(rows)
    drawn = [statistic(rows[sample]) for sample in resampled(groups, seed=seed)]
    return (value, *_percentiles(drawn))


def paired_difference(
    first: np.ndarray, second: np.ndarray, groups: np.ndarray, statistic: Statistic, seed: int = 0
) -> tuple[float, float, float]:
    """Return (difference, low, high) of `statistic` of `second` less that of `first`, over the same resampled cases."""
    drawn = [statistic(second[sample]) - statistic(first[sample]) for sample in resampled(groups, seed=seed)]
    return (statistic(second) - statistic(first), *_percentiles(drawn))


def sign_test(first: np.ndarray, second: np.ndarray) -> tuple[int, int, float]:
    """Return (better, worse, p): cases in which `second` is above and below `first`, and the two-sided sign test.

    Ties are left out (Dixon and Mood 1946). Without a case that differs, p is 1.
    """
    from scipy.stats import binomtest

    better, worse = int((second > first).sum()), int((second < first).sum())
    if better + worse == 0:
        return 0, 0, 1.0
    return better, worse, float(binomtest(better, better + worse).pvalue)


def _percentiles(drawn: list[float]) -> tuple[float, float]:
    values = np.array(drawn)
    values = values[~np.isnan(values)]
    if not len(values):
        return float("nan"), float("nan")
    tail = (100 - LEVEL) / 2
    low, high = np.percentile(values, [tail, 100 - tail])
    return float(low), float(high)
