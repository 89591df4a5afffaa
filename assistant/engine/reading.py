"""What the heads make of a text, sentence by sentence and as a whole, and the features that the last layer reads.

Training and serving both come through here, so that they can never see different features.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, get_args

import numpy as np

from assistant.engine.cues import CUES, cue_features
from assistant.engine.ngrams import Counts, Vocabulary, pool
from assistant.engine.texts import Sentence
from assistant.models import Standing
from corpus.vocabulary import OUTCOMES, STAGES, THEMES

NONE = "none"
MECHANISMS: tuple[str, ...] = (*STAGES, NONE)
STANDINGS: tuple[Standing, ...] = get_args(Standing)
THEME_CLASSES: tuple[str, ...] = (*THEMES, NONE)
COUNTING: tuple[str, ...] = (*STAGES, NONE)
HEADS: dict[str, tuple[str, ...]] = {
    "mechanism": MECHANISMS,
    "standing": STANDINGS,
    "counting": COUNTING,
    "theme": THEME_CLASSES,
}
"""The heads on a sentence, in the order of their columns. `counting` is the mechanism of what counts now and here."""
VECTOR_SCALE, PASSAGE_VECTOR_SCALE = 2.0, 3.0
"""How much the embedder's numbers weigh beside the n-grams, whose vectors have length one a group."""
_FLOOR = 0.02
_PASSAGE_FLOOR = 1e-3


class Embeds(Protocol):
    """What the engine asks of an embedder; `indexes.embedders.Embedder` has more."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever vectors may change."""

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return float32 unit rows, shape (len(texts), dimension)."""


@dataclass(frozen=True)
class SentenceInputs:
    """What is known of n sentences before any model: `dense` is (n, dimension + cues), `vectors` its unscaled vectors."""

    counts: list[Counts]
    vectors: np.ndarray
    dense: np.ndarray


def read_inputs(texts: Sequence[str], embedder: Embeds, vocabulary: Vocabulary) -> SentenceInputs:
    """Return n-gram counts, vectors and cues of sentences."""
    vectors = embedder.embed(texts) if texts else np.zeros((0, embedder.dimension), dtype=np.float32)
    cues = np.array([cue_features(text) for text in texts], dtype=np.float32).reshape(len(texts), len(CUES))
    dense = np.hstack([vectors * VECTOR_SCALE, cues])
    return SentenceInputs([vocabulary.count(text) for text in texts], vectors, dense)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return rows of probabilities from rows of scores."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))


def calibrate(scores: np.ndarray, temperature: float, doubt: float) -> np.ndarray:
    """Return rows of probabilities from rows of scores over a temperature, mixed with an even spread by `doubt` (0..1)."""
    return (1 - doubt) * softmax(scores / temperature) + doubt / scores.shape[-1]


def split_heads(scores: np.ndarray) -> dict[str, np.ndarray]:
    """Return each head's probabilities from the columns of all heads side by side; each (n, classes of the head)."""
    heads, column = {}, 0
    for name, classes in HEADS.items():
        heads[name] = softmax(scores[:, column : column + len(classes)])
        column += len(classes)
    return heads


def counting_mask(sentences: Sequence[Sentence]) -> np.ndarray:
    """Return which of `sentences` count, as booleans, shape (n,)."""
    return np.array([sentence.counts for sentence in sentences], dtype=bool)


def passage_inputs(inputs: SentenceInputs, mask: np.ndarray) -> tuple[Counts, np.ndarray]:
    """Return the pooled n-gram counts and the mean vector, shape (dimension,), of the sentences that count."""
    counts = pool(c for c, keep in zip(inputs.counts, mask, strict=True) if keep)
    mean = inputs.vectors[mask].mean(axis=0) if mask.any() else np.zeros(inputs.vectors.shape[1], dtype=np.float32)
    return counts, mean * PASSAGE_VECTOR_SCALE


def stack_features(by_ngrams: np.ndarray, by_vector: np.ndarray, counting: np.ndarray) -> np.ndarray:
    """Return the features of the last layer, shape (7 + 7 + 6 + 5,).

    The logarithms of the two passage models' probabilities, shape (7,) each, of the sentences' mean `counting` probability,
    and of the mean of each stage's two strongest sentences. `counting` is (n, 6), of the sentences that count.
    """
    if not len(counting):
        counting = np.eye(len(COUNTING), dtype=np.float32)[-1:]
    logs = np.log(counting + _FLOOR).mean(axis=0)
    strongest = np.sort(counting[:, : len(STAGES)], axis=0)[-2:].mean(axis=0)
    passage = np.concatenate([np.log(by_ngrams + _PASSAGE_FLOOR), np.log(by_vector + _PASSAGE_FLOOR)])
    return np.concatenate([passage, logs, np.log(strongest + _FLOOR)])


OUTCOME_COUNT = len(OUTCOMES)
