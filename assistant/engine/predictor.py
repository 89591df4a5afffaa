"""The model's weights applied to texts, in NumPy."""

from dataclasses import dataclass

import numpy as np

from assistant.engine.artefacts import StageModel
from assistant.engine.highest import highest
from assistant.engine.network import read_text
from assistant.engine.ngrams import pool
from assistant.engine.reading import (
    MECHANISMS,
    NONE,
    VECTOR_SCALE,
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

    def predict(self, inputs: SentenceInputs, mask: np.ndarray) -> Prediction:
        """Return what the model makes of sentences of which those in `mask`, (n,), count."""
        heads = self.read_heads(inputs)
        counting = np.zeros((len(mask), len(MECHANISMS)), dtype=np.float32)
        counting[:, MECHANISMS.index(NONE)] = 1.0
        if not mask.any():
            return Prediction(nothing_to_count(), heads, counting)
        by_ngrams, by_network, counting[mask] = self._read(inputs, mask)
        outcomes = highest(self._joined(by_ngrams, by_network), by_network, counting[mask])
        return Prediction(outcomes, heads, counting)

    def read_heads(self, inputs: SentenceInputs) -> dict[str, np.ndarray]:
        """Return what each sentence shows by itself, by name of head, (n, classes)."""
        w = self._weights
        return split_heads(VECTOR_SCALE * inputs.vectors @ w["heads"] + w["heads_bias"])

    def read_parts(self, inputs: SentenceInputs, mask: np.ndarray) -> dict[str, np.ndarray]:
        """Return the probabilities (7,) of each part by itself and of both joined, by name: what each adds can be measured."""
        if not mask.any():
            return dict.fromkeys(("n-grams", "network", "joined", "engine"), nothing_to_count())
        by_ngrams, by_network, counting = self._read(inputs, mask)
        joined = self._joined(by_ngrams, by_network)
        return {
            "n-grams": by_ngrams,
            "network": by_network,
            "joined": joined,
            "engine": highest(joined, by_network, counting),
        }

    def _read(self, inputs: SentenceInputs, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the outcomes by n-grams and by the network, (7,) each, and what each sentence in `mask` counts for."""
        by_network, counting = read_text(self._weights, dense_features(inputs.vectors, inputs.cues)[mask])
        return self._read_ngrams(inputs, mask), by_network, counting

    def _joined(self, by_ngrams: np.ndarray, by_network: np.ndarray) -> np.ndarray:
        w = self._weights
        scores = stack_features(by_ngrams, by_network) @ w["stack"] + w["stack_bias"]
        temperature, doubt = (float(number) for number in w["calibration"])
        return calibrate(scores, temperature, doubt)

    def _read_ngrams(self, inputs: SentenceInputs, mask: np.ndarray) -> np.ndarray:
        """Return the probabilities (7,) by the n-grams alone of the sentences in `mask`."""
        w = self._weights
        pooled = pool(c for c, keep in zip(inputs.counts, mask, strict=True) if keep)
        indices, weights = self._vocabulary.weigh(pooled, w["passage_idf"])
        return softmax(weights @ w["passage_ngrams"][indices] + w["passage_bias"])


def nothing_to_count() -> np.ndarray:
    """Return the probabilities (7,) of the outcomes when no sentence counts: all but certainly insufficient, the stages even."""
    outcomes = np.full(len(OUTCOMES), 0.01)
    outcomes[OUTCOMES.index("insufficient")] = 1 - 0.01 * (len(OUTCOMES) - 1)
    return outcomes
