"""The model's weights applied to texts, in NumPy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.engine.artefacts import StageModel
from assistant.engine.network import read_text
from assistant.engine.ngrams import Counts, pool
from assistant.engine.reading import (
    MECHANISMS,
    NONE,
    SentenceInputs,
    calibrate,
    dense_features,
    softmax,
    split_heads,
    stack_features,
)
from corpus.vocabulary import OUTCOMES


@dataclass(frozen=True)
class Prediction:
    """What the model makes of n sentences: `outcomes` (7,), calibrated; `heads` by name, (n, classes); `counting` (n, 6)."""

    outcomes: np.ndarray
    heads: dict[str, np.ndarray]
    counting: np.ndarray


class Predictor:
    """Probabilities of sentences and of whole texts under one model."""

    def __init__(self, model: StageModel) -> None:
        """Use the weights and the vocabulary of `model`."""
        self._vocabulary, self._weights = model.vocabulary, model.tensors
        self._projection_row = np.cumsum(self._weights["sentence_idf"] > 0) - 1

    def predict(self, inputs: SentenceInputs, mask: np.ndarray) -> Prediction:
        """Return what the model makes of sentences of which those in `mask`, (n,), count."""
        w = self._weights
        dense = dense_features(inputs.vectors, inputs.cues, self.project(inputs.counts))
        heads = split_heads(dense @ w["heads"] + w["heads_bias"])
        counting = np.zeros((len(mask), len(MECHANISMS)), dtype=np.float32)
        counting[:, MECHANISMS.index(NONE)] = 1.0
        if not mask.any():
            return Prediction(_nothing_to_count(), heads, counting)
        by_network, counting[mask] = read_text(w, dense[mask])
        by_ngrams = self._by_ngrams([c for c, keep in zip(inputs.counts, mask, strict=True) if keep])
        scores = stack_features(by_ngrams, by_network) @ w["stack"] + w["stack_bias"]
        temperature, doubt = (float(number) for number in w["calibration"])
        return Prediction(calibrate(scores, temperature, doubt), heads, counting)

    def project(self, sentences: Sequence[Counts]) -> np.ndarray:
        """Return the n-grams of each sentence in few numbers, (n, p): their TF-IDF weights times the projection."""
        idf, projection = self._weights["sentence_idf"], self._weights["projection"]
        rows = np.zeros((len(sentences), projection.shape[1]), dtype=np.float32)
        for i, counts in enumerate(sentences):
            known = {gram: n for gram, n in counts.items() if idf[gram] > 0}
            indices, weights = self._vocabulary.weigh(known, idf)
            rows[i] = weights @ projection[self._projection_row[indices]]
        return rows

    def _by_ngrams(self, sentences: Sequence[Counts]) -> np.ndarray:
        w = self._weights
        indices, weights = self._vocabulary.weigh(pool(sentences), w["passage_idf"])
        return softmax(weights @ w["passage_ngrams"][indices] + w["passage_bias"])


def _nothing_to_count() -> np.ndarray:
    """Probabilities of the outcomes when no sentence counts: all but certainly insufficient, the stages even."""
    outcomes = np.full(len(OUTCOMES), 0.01)
    outcomes[OUTCOMES.index("insufficient")] = 1 - 0.01 * (len(OUTCOMES) - 1)
    return outcomes
