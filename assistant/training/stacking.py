"""Fitting the last layer on predictions for writers that the first layer has not seen, and its calibration."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.engine.reading import calibrate, stack_features
from assistant.training.fitting import FirstLayer, fit_first_layer
from assistant.training.matrices import Matrices

STACK_C = 0.1
_TEMPERATURES = np.exp(np.linspace(np.log(0.25), np.log(3.0), 30))
_DOUBTS = (0.0, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1)


@dataclass(frozen=True)
class LastLayer:
    """`weights` (features, 7), `bias` (7,), and what `reading.calibrate` takes."""

    weights: np.ndarray
    bias: np.ndarray
    temperature: float
    doubt: float

    def probabilities(self, features: np.ndarray) -> np.ndarray:
        """Return calibrated probabilities (n, 7) for rows of features."""
        return calibrate(features @ self.weights + self.bias, self.temperature, self.doubt)


def features_for(m: Matrices, layer: FirstLayer, writer: str) -> tuple[np.ndarray, np.ndarray]:
    """Return (positions of the passages of `writer`, their features (n, 14)) under `layer`."""
    rows = np.flatnonzero(m.passage_writers == writer)
    return rows, stack_features(*layer.passages(m, rows))


def out_of_writer_features(m: Matrices, report: Callable[[str], None]) -> tuple[np.ndarray, np.ndarray]:
    """Return (positions, features) of all passages, each from a first layer that never saw its writer."""
    parts = []
    for writer in sorted(set(m.passage_writers)):
        report(f"fitting the first layer without {writer}")
        parts.append(features_for(m, fit_first_layer(m, frozenset((writer,)), with_heads=False), writer))
    return np.concatenate([rows for rows, _ in parts]), np.concatenate([features for _, features in parts])


def fit_last_layer(features: np.ndarray, labels: np.ndarray, writers: Sequence[str] | np.ndarray) -> LastLayer:
    """Return the last layer; its calibration gives the least log loss on writers left out one by one."""
    scores = np.zeros((len(labels), 7))
    for writer in sorted(set(writers)):
        own = np.asarray(writers) == writer
        weights, bias = _fit(features[~own], labels[~own])
        scores[own] = features[own] @ weights + bias
    weights, bias = _fit(features, labels)
    return LastLayer(weights, bias, *_least_loss(scores, labels))


def _least_loss(scores: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Return the temperature and the doubt with the least log loss."""
    rows = np.arange(len(labels))
    losses = {
        (float(t), d): -np.log(calibrate(scores, float(t), d)[rows, labels] + 1e-12).mean()
        for t in _TEMPERATURES
        for d in _DOUBTS
    }
    return min(losses, key=lambda pair: losses[pair])


def _fit(features: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return weights and bias for features as they come; they are standardised inside."""
    from sklearn.linear_model import LogisticRegression

    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    model = LogisticRegression(C=STACK_C, max_iter=3000).fit((features - centre) / spread, labels)
    weights = model.coef_.T / spread[:, None]
    return weights, model.intercept_ - centre @ weights
