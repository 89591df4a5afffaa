"""What is known of sentences before the network judges them: n-gram counts, vectors, cues, and the numbers made of these.

Training and serving both come through here, so that they can never see different features.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, get_args

import numpy as np

from assistant.engine.cues import CUES, cue_features
from assistant.engine.ngrams import Counts, Vocabulary
from assistant.engine.texts import Sentence
from assistant.models import Standing
from corpus.vocabulary import STAGES, THEMES

NONE = "none"
MECHANISMS: tuple[str, ...] = (*STAGES, NONE)
STANDINGS: tuple[Standing, ...] = get_args(Standing)
THEME_CLASSES: tuple[str, ...] = (*THEMES, NONE)
HEADS: dict[str, tuple[str, ...]] = {"mechanism": MECHANISMS, "standing": STANDINGS, "theme": THEME_CLASSES}
"""The linear heads on a sentence, in the order of their columns."""
VECTOR_SCALE = 5.0
"""How much a sentence's unit vector weighs beside the cues, which are 0 or 1."""
_LOG_FLOOR = 1e-3


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
    """n sentences: n-gram counts, unit vectors (n, d) and cues (n, number of cues)."""

    counts: list[Counts]
    vectors: np.ndarray
    cues: np.ndarray


def read_inputs(texts: Sequence[str], encoder: Embeds, vocabulary: Vocabulary) -> SentenceInputs:
    """Return n-gram counts, vectors and cues of sentences; `encoder` is MiniLM with the model's own upper layers.

    A sentence that comes again is read once: what the encoder makes of a text hangs on that text alone.
    """
    distinct = list(dict.fromkeys(texts))
    number = {text: n for n, text in enumerate(distinct)}
    rows = [number[text] for text in texts]
    vectors = encoder.embed(distinct) if distinct else np.zeros((0, encoder.dimension), dtype=np.float32)
    cues = np.array([cue_features(text) for text in distinct], dtype=np.float32).reshape(len(distinct), len(CUES))
    counts = [vocabulary.count(text) for text in distinct]
    return SentenceInputs([counts[row] for row in rows], vectors[rows], cues[rows])


def dense_features(vectors: np.ndarray, cues: np.ndarray) -> np.ndarray:
    """Return the numbers that the network reads, (n, d + cues), from unit vectors and cues."""
    return np.hstack([vectors * VECTOR_SCALE, cues]).astype(np.float32)


def counting_mask(sentences: Sequence[Sentence]) -> np.ndarray:
    """Return which of `sentences` count, as booleans, shape (n,)."""
    return np.array([sentence.counts for sentence in sentences], dtype=bool)


def softmax(scores: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return probabilities along `axis` from scores."""
    shifted = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=axis, keepdims=True))


def split_heads(scores: np.ndarray) -> dict[str, np.ndarray]:
    """Return each head's probabilities from the columns of all heads side by side; each (n, classes of the head)."""
    heads, column = {}, 0
    for name, classes in HEADS.items():
        heads[name] = softmax(scores[:, column : column + len(classes)])
        column += len(classes)
    return heads


def stack_features(by_ngrams: np.ndarray, by_network: np.ndarray) -> np.ndarray:
    """Return what the last layer reads: the logarithms of both models' probabilities side by side, (..., 14)."""
    return np.asarray(np.log(np.concatenate([by_ngrams, by_network], axis=-1) + _LOG_FLOOR))


def calibrate(scores: np.ndarray, temperature: float, doubt: float) -> np.ndarray:
    """Return rows of probabilities from rows of scores over a temperature, mixed with an even spread by `doubt` (0..1)."""
    return np.asarray((1 - doubt) * softmax(scores / temperature) + doubt / scores.shape[-1])
