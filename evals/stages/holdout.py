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


def make_folds(m: Matrices, report: Callable[[str], None], nested: bool = False) -> list[Fold]:
    """Return a fold for each writer: what the first layer makes of their texts without having seen them.

    The last layer of a fold is fitted on the other writers' features. Nested, these come from first layers that have not seen the
    fold's writer either, which takes a fit for each pair of writers; otherwise from those writers' own folds, which have.
    """
    writers = sorted(set(m.passage_writers))
    single = {}
    for writer in writers:
        report(f"holding out {writer}")
        layer = fit_first_layer(m, frozenset((writer,)))
        single[writer] = (layer, *features_for(m, layer, writer))
    pairs: dict[frozenset[str], FirstLayer] = {}
    folds = []
    for writer, (layer, rows, features) in single.items():
        others = [w for w in writers if w != writer]
        parts = [_without_both(m, pairs, writer, w) if nested else single[w][1:] for w in others]
        train_rows, train_features = (np.concatenate(part) for part in zip(*parts, strict=True))
        folds.append(Fold(writer, layer, rows, features, train_rows, train_features))
    return folds


def _without_both(
    m: Matrices, pairs: dict[frozenset[str], FirstLayer], writer: str, other: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return the other writer's rows and features from a first layer that has seen neither; it serves both of their folds."""
    pair = frozenset((writer, other))
    if pair not in pairs:
        pairs[pair] = fit_first_layer(m, pair, with_heads=False)
    return features_for(m, pairs[pair], other)


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
