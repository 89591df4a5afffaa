"""Figures for a run over stages: each takes arrays, gives a number, and says where its formula is from.

`actual` holds positions in `OUTCOMES`, shape (n,); `probabilities` is (n, 7), rows summing to 1; the first five are the stages in
order of difficulty.
"""

from collections.abc import Callable

import numpy as np

from corpus.vocabulary import STAGES
from evals import f1

Metric = Callable[[np.ndarray, np.ndarray], float]
_BINS = 10


def macro_f1(actual: np.ndarray, probabilities: np.ndarray) -> float:
    """Return the mean over the outcomes of F1 = 2TP / (2TP + FP + FN), for outcomes that occur; 0..1."""
    return f1.macro_f1(actual, probabilities.argmax(axis=1))


def quadratic_kappa(actual: np.ndarray, probabilities: np.ndarray) -> float:
    """Return Cohen's kappa with quadratic weights over the texts where label and prediction are both stages; at most 1."""
    a, b = _both_stages(actual, probabilities)
    n = len(STAGES)
    observed = np.zeros((n, n))
    np.add.at(observed, (a, b), 1)
    weights = (np.arange(n)[:, None] - np.arange(n)[None, :]) ** 2
    chance = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / max(observed.sum(), 1)
    return float(1 - (weights * observed).sum() / max((weights * chance).sum(), 1e-12))


def stage_error(actual: np.ndarray, probabilities: np.ndarray) -> float:
    """Return the mean absolute error in stages, over the texts where label and prediction are both stages."""
    a, b = _both_stages(actual, probabilities)
    return float(np.abs(a - b).mean())


def far_errors(actual: np.ndarray, probabilities: np.ndarray) -> float:
    """Return how many texts are two or more stages off."""
    a, b = _both_stages(actual, probabilities)
    return float((np.abs(a - b) >= 2).sum())


def far_share(actual: np.ndarray, probabilities: np.ndarray) -> float:
    """Return the share of texts that are two or more stages off; 0..1."""
    return far_errors(actual, probabilities) / len(actual)


def far_and_sure(actual: np.ndarray, probabilities: np.ndarray) -> float:
    """Return how many texts are two or more stages off with a probability above .8."""
    expected, top = probabilities.argmax(axis=1), probabilities.max(axis=1)
    stages = (actual < len(STAGES)) & (expected < len(STAGES))
    return float((stages & (np.abs(actual - expected) >= 2) & (top > 0.8)).sum())


def false_alarms(actual: np.ndarray, probabilities: np.ndarray) -> float:
    """Return the share of the texts about a steady service that are read as a stage of difficulty; 0..1, nan without any."""
    steady, read = actual == STAGES.index("steady"), probabilities.argmax(axis=1)
    return (
        float(((read > STAGES.index("steady")) & (read < len(STAGES)))[steady].mean()) if steady.any() else float("nan")
    )


def ranked_probability(actual: np.ndarray, probabilities: np.ndarray) -> float:
    """Return the mean ranked probability score over texts labelled with a stage; 0 is best, 1 worst (Epstein 1969).

    The probabilities are those of the stages given that one can be named.
    """
    rows = actual < len(STAGES)
    p = probabilities[rows][:, : len(STAGES)]
    p = (p + 1e-9) / (p + 1e-9).sum(axis=1, keepdims=True)
    truth = np.eye(len(STAGES))[actual[rows]]
    return float((((p.cumsum(axis=1) - truth.cumsum(axis=1)) ** 2).sum(axis=1) / (len(STAGES) - 1)).mean())


def calibration_error(actual: np.ndarray, probabilities: np.ndarray) -> float:
    """Return the expected calibration error of the top probability in ten bins of equal width; 0..1 (Naeini et al. 2015)."""
    top, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == actual
    bins = np.minimum((top * _BINS).astype(int), _BINS - 1)
    gaps = [abs(top[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return float(sum(gaps))


def coverage_at(error: float) -> Metric:
    """Return the metric: the largest share of texts, surest first, of which at most `error` are wrong."""

    def coverage(actual: np.ndarray, probabilities: np.ndarray) -> float:
        order = np.argsort(-probabilities.max(axis=1), kind="stable")
        wrong = (probabilities.argmax(axis=1) != actual)[order]
        within = np.flatnonzero(wrong.cumsum() / np.arange(1, len(wrong) + 1) <= error)
        return float((within[-1] + 1) / len(wrong)) if len(within) else 0.0

    return coverage


METRICS: dict[str, Metric] = {
    "macro_f1": macro_f1,
    "quadratic_kappa": quadratic_kappa,
    "stage_error": stage_error,
    "far_errors": far_errors,
    "far_and_sure": far_and_sure,
    "ranked_probability": ranked_probability,
    "calibration_error": calibration_error,
    "coverage_at_10": coverage_at(0.10),
    "coverage_at_5": coverage_at(0.05),
}


def measure(
    actual: np.ndarray, probabilities: np.ndarray, rounds: int = 1000, seed: int = 0
) -> dict[str, dict[str, float]]:
    """Return each metric as {value, low, high}; low and high are the 95% bootstrap interval over texts (percentiles)."""
    rng = np.random.default_rng(seed)
    samples = [rng.integers(0, len(actual), len(actual)) for _ in range(rounds)]
    figures = {}
    for name, metric in METRICS.items():
        drawn = [metric(actual[s], probabilities[s]) for s in samples]
        low, high = np.percentile(drawn, [2.5, 97.5])
        figures[name] = {"value": metric(actual, probabilities), "low": float(low), "high": float(high)}
    return {k: {n: round(v, 4) for n, v in f.items()} for k, f in figures.items()}


def _both_stages(actual: np.ndarray, probabilities: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    expected = probabilities.argmax(axis=1)
    rows = (actual < len(STAGES)) & (expected < len(STAGES))
    return actual[rows], expected[rows]
