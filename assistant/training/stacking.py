"""Fitting the last layer on predictions for writers that the first layer has not seen, and its calibration."""

from collections.abc import Iterable, Sequence
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


def features_for(m: Matrices, layer: FirstLayer, writers: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return (positions of the passages of `writers`, their features (n, F)) under `layer`."""
    rows = np.flatnonzero(np.isin(m.passage_writers, list(writers)))
    words = len(m.vocabulary.words)
    by_ngrams, by_vector = layer.passages(m.passage_counts[rows], m.passage_vectors[rows], words)
    features = []
    for i, row in enumerate(rows):
        inside = (m.owner == row) & m.counted
        counting = layer.sentences(m.inside.counts[inside], m.inside.dense[inside], words)["counting"]
        features.append(stack_features(by_ngrams[i], by_vector[i], counting))
    return rows, np.array(features)


def out_of_writer_features(m: Matrices, held_out: frozenset[str] = frozenset()) -> tuple[np.ndarray, np.ndarray]:
    """Return (positions, features) of all passages but those of `held_out`, each from a layer that never saw its writer."""
    writers = [w for w in sorted(set(m.passage_writers)) if w not in held_out]
    parts = [features_for(m, fit_first_layer(m, held_out | {w}, heads=("counting",)), [w]) for w in writers]
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
