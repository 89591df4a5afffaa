"""Leave one writer out, properly nested: whatever is fitted or tuned for a writer is so on the other writers only."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assistant.engine.artefacts import StageModel
from assistant.training.build import prune
from assistant.training.fitting import FirstLayer, fit_first_layer
from assistant.training.matrices import Matrices
from assistant.training.stacking import LastLayer, features_for, fit_last_layer

PARTS: dict[str, slice] = {"n-grams": slice(0, 7), "network": slice(7, 14)}
"""The columns of the last layer's features by where they come from."""
SHORT_WRITERS = frozenset({"r1", "r2", "r3"})
"""The writers of short texts: in training, and held out for the figures on short texts, not for those on passages."""


@dataclass(frozen=True)
class Fold:
    """One writer held out: `rows` their passages; features of them and of the `train_rows`, which come from nested folds."""

    writer: str
    layer: FirstLayer
    rows: np.ndarray
    features: np.ndarray
    train_rows: np.ndarray
    train_features: np.ndarray


def make_folds(m: Matrices, report: Callable[[str], None]) -> list[Fold]:
    """Return a fold for each writer of whole passages. A first layer without two writers serves both of their folds."""
    writers = sorted(set(m.passage_writers))
    nested: dict[frozenset[str], FirstLayer] = {}
    folds = []
    for writer in (w for w in writers if w not in SHORT_WRITERS):
        report(f"holding out {writer}")
        parts = []
        for others in _groups(writers, writer):
            left_out = frozenset((writer, *others))
            if left_out not in nested:
                nested[left_out] = fit_first_layer(m, left_out, with_heads=False)
            parts += [features_for(m, nested[left_out], other) for other in others]
        layer = fit_first_layer(m, frozenset((writer,)))
        rows, features = features_for(m, layer, writer)
        train_rows, train_features = (np.concatenate(p) for p in zip(*parts, strict=True))
        folds.append(Fold(writer, layer, rows, features, train_rows, train_features))
    return folds


def _groups(writers: list[str], writer: str) -> list[list[str]]:
    """The other writers, each alone; those of short texts together, to save the time of one fit each."""
    long = [[w] for w in writers if w != writer and w not in SHORT_WRITERS]
    return [*long, [w for w in writers if w in SHORT_WRITERS]]


def short_held_out(m: Matrices, folds: list[Fold]) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of the short texts and their probabilities (n, 7), each writer's from a first layer without that writer.

    The last layer is fitted on the long passages alone.
    """
    rows = np.concatenate([fold.rows for fold in folds])
    features = np.concatenate([fold.features for fold in folds])
    last = fit_last_layer(features, m.passage_labels[rows], m.passage_writers[rows])
    found = [features_for(m, fit_first_layer(m, frozenset((w,)), with_heads=False), w) for w in sorted(SHORT_WRITERS)]
    return np.concatenate([r for r, _ in found]), np.concatenate([last.probabilities(f) for _, f in found])


def stacked(m: Matrices, folds: list[Fold]) -> np.ndarray:
    """Return probabilities (passages, 7) of the last layer; zero rows for passages in no fold."""
    probabilities = np.zeros((len(m.passage_labels), 7))
    for fold in folds:
        probabilities[fold.rows] = last_layer(m, fold).probabilities(fold.features)
    return probabilities


def first_layer_only(m: Matrices, folds: list[Fold], part: str) -> np.ndarray:
    """Return the probabilities (passages, 7) of one of the two passage models by itself."""
    probabilities = np.zeros((len(m.passage_labels), 7))
    for fold in folds:
        p = np.exp(fold.features[:, PARTS[part]])
        probabilities[fold.rows] = p / p.sum(axis=1, keepdims=True)
    return probabilities


def last_layer(m: Matrices, fold: Fold) -> LastLayer:
    """Return the last layer of a fold, fitted and calibrated on the other writers."""
    rows = fold.train_rows
    return fit_last_layer(fold.train_features, m.passage_labels[rows], m.passage_writers[rows])


def held_out_model(m: Matrices, fold: Fold, shipped: StageModel) -> StageModel:
    """Return the model as it would ship had the fold's writer never written; the rubric is that of `shipped`."""
    last = last_layer(m, fold)
    tensors = fold.layer.tensors | {
        "stack": last.weights,
        "stack_bias": last.bias,
        "calibration": np.array([last.temperature, last.doubt]),
        "indicators": shipped.tensors["indicators"],
    }
    vocabulary, tensors = prune(m.vocabulary, tensors)
    return StageModel(shipped.card, vocabulary, tensors, shipped.rubric)
