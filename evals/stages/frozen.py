"""The bank and the passages as arrays over the packaged MiniLM's own vectors, for the simpler ways of reading."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.engine.reading import Embeds, counting_mask
from assistant.training.bank import LabelledPassage, LabelledSentence
from assistant.training.lessons import sentence_lessons
from corpus.vocabulary import OUTCOMES


@dataclass(frozen=True)
class Frozen:
    """Bank sentences, the sentences inside passages, and the passages.

    `bank_labels` by head, -1 where unknown; `owner` gives each inside sentence's passage, `counted` whether it counts;
    vectors are unit rows.
    """

    bank_writers: np.ndarray
    bank_labels: dict[str, np.ndarray]
    bank_vectors: np.ndarray
    inside_writers: np.ndarray
    inside_vectors: np.ndarray
    owner: np.ndarray
    counted: np.ndarray
    passage_writers: np.ndarray
    passage_labels: np.ndarray


def freeze(bank: Sequence[LabelledSentence], passages: Sequence[LabelledPassage], embedder: Embeds) -> Frozen:
    """Return the arrays of `bank` and `passages`, embedded by `embedder`."""
    inside = [p.sentences for p in passages]
    owner = np.repeat(np.arange(len(passages)), [len(ss) for ss in inside])
    writers = np.array([p.writer for p in passages])
    return Frozen(
        bank_writers=np.array([s.writer for s in bank]),
        bank_labels=sentence_lessons(bank).labels,
        bank_vectors=embedder.embed([s.text for s in bank]),
        inside_writers=writers[owner],
        inside_vectors=embedder.embed([s.text for sentences in inside for s in sentences]),
        owner=owner,
        counted=np.concatenate([counting_mask(sentences) for sentences in inside]),
        passage_writers=writers,
        passage_labels=np.array([OUTCOMES.index(p.label) for p in passages]),
    )
