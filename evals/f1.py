"""Macro-F1, in one place for every evaluation."""

from collections.abc import Iterable

import numpy as np


def macro_f1(labels: np.ndarray, read: np.ndarray, over: Iterable[int] | None = None) -> float:
    """Return the mean of F1 = 2TP / (2TP + FP + FN), 0..1, over the classes `over`, by default those that occur in `labels`.

    A class that neither labels nor readings have counts 0, as in scikit-learn with `zero_division=0`; nan without any class.
    """
    scores = []
    for k in np.unique(labels) if over is None else over:
        either = (labels == k).sum() + (read == k).sum()
        scores.append(2 * ((labels == k) & (read == k)).sum() / either if either else 0.0)
    return float(np.mean(scores)) if scores else float("nan")
