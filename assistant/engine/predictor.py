"""The heads' weights applied to texts, in NumPy."""

import numpy as np

from assistant.engine.artefacts import StageModel
from assistant.engine.ngrams import Counts
from assistant.engine.reading import SentenceInputs, calibrate, passage_inputs, softmax, split_heads, stack_features


class Predictor:
    """Probabilities of sentences and of whole texts under one model."""

    def __init__(self, model: StageModel) -> None:
        """Use the weights and the vocabulary of `model`."""
        self._vocabulary, self._weights = model.vocabulary, model.tensors

    def sentences(self, inputs: SentenceInputs) -> dict[str, np.ndarray]:
        """Return each head's probabilities for n sentences: name of the head to (n, classes)."""
        w = self._weights
        columns = w["sentence_bias"].shape[0]
        if not inputs.counts:
            return split_heads(np.zeros((0, columns), dtype=np.float32))
        by_ngrams = [self._sparse(counts, "sentence") for counts in inputs.counts]
        return split_heads(np.array(by_ngrams) + inputs.dense @ w["sentence_dense"] + w["sentence_bias"])

    def passage(self, inputs: SentenceInputs, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return two views of the outcome, shape (7,) each: by the n-grams and by the mean vector of what `mask` keeps."""
        counts, vector = passage_inputs(inputs, mask)
        w = self._weights
        by_ngrams = softmax(self._sparse(counts, "passage") + w["passage_bias"])
        return by_ngrams, softmax(vector @ w["vector"] + w["vector_bias"])

    def outcome(self, inputs: SentenceInputs, mask: np.ndarray, counting: np.ndarray) -> np.ndarray:
        """Return calibrated probabilities of the seven outcomes, shape (7,).

        `counting` is that head's probabilities, (n, 6), of all sentences; `mask`, (n,), says which of them count.
        """
        by_ngrams, by_vector = self.passage(inputs, mask)
        w = self._weights
        scores = stack_features(by_ngrams, by_vector, counting[mask]) @ w["stack"] + w["stack_bias"]
        return calibrate(scores, *map(float, w["calibration"]))

    def _sparse(self, counts: Counts, name: str) -> np.ndarray:
        indices, weights = self._vocabulary.weigh(counts, self._weights[f"{name}_idf"])
        return np.asarray(weights @ self._weights[f"{name}_ngrams"][indices])
