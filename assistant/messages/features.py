"""A message as numbers: the meaning of the last turn and of a little before it, its n-grams, and its cues."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.engine.ngrams import Vocabulary
from assistant.messages.cues import read_cues

BEFORE_CHARACTERS = 300
"""How much of the turn before is read, from its end."""
MOST_CHARACTERS = 1_500
"""How much of a message is read; anything longer is a document."""


@dataclass(frozen=True)
class Surface:
    """What can be counted in a text without a model: its n-grams (indices and weights) and its cues."""

    indices: np.ndarray
    weights: np.ndarray
    cues: np.ndarray


class SurfaceReader:
    """Counts n-grams and cues over a fixed vocabulary."""

    def __init__(self, vocabulary: Vocabulary, idf: np.ndarray) -> None:
        """`idf` has one number an n-gram of the vocabulary, in its order."""
        self._vocabulary, self._idf = vocabulary, idf
        self._known = frozenset(word for word in vocabulary.words if " " not in word)

    def read(self, text: str, turns: int = 1) -> Surface:
        """Return what can be counted in `text`, the last of `turns` messages."""
        indices, weights = self._vocabulary.weigh(self._vocabulary.count(text), self._idf)
        return Surface(indices, weights, np.array(read_cues(text, turns, self._known)))


def last_and_before(turns: Sequence[str]) -> tuple[str, str]:
    """Return the message to be read and the end of the one before it, empty when there is none."""
    before = turns[-2][-BEFORE_CHARACTERS:] if len(turns) > 1 else ""
    return turns[-1][:MOST_CHARACTERS], before
