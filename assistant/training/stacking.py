"""Fitting the last layer on predictions for writers that neither model has seen, and its calibration."""

from dataclasses import dataclass

import numpy as np

from assistant.engine.reading import calibrate

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


def fit_last_layer(features: np.ndarray, labels: np.ndarray, folds: np.ndarray) -> LastLayer:
    """Return the last layer; its calibration gives the least log loss on folds left out one by one.

    `features` (n, 14) are held-out readings, `labels` (n,) positions in `OUTCOMES`, `folds` (n,) any marks of what belongs together.
    """
    scores = np.zeros((len(labels), 7))
    for fold in np.unique(folds):
        own = folds == fold
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
