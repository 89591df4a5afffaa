"""Reads each sentence with the heads of the stage model as they learned without the fold of the sentence's writer."""

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.engine.reading import split_heads
from assistant.training.bank import LabelledSentence
from assistant.training.held_out import load_held_out

Reading = dict[str, np.ndarray]
"""Probabilities of each head's classes, by head."""


def readings(cases: Sequence[LabelledSentence]) -> Iterator[Reading]:
    """Yield the reading of each sentence, in order."""
    read = load_held_out().sentences
    for case in cases:
        yield {head: rows[0] for head, rows in split_heads(read[case.id][None]).items()}
