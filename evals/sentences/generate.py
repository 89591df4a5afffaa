"""Reads each sentence with the heads of the stage model, fitted without the sentence's writer."""

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.engine.reading import split_heads
from assistant.training.bank import LabelledSentence, load_passages, load_sentences
from assistant.training.fitting import fit_sentence_heads
from assistant.training.matrices import build_matrices
from evals.evaluation import Subject

Reading = dict[str, np.ndarray]
"""Probabilities of each head's classes, by head."""


def readings(cases: Sequence[LabelledSentence], subject: Subject) -> Iterator[Reading]:
    """Yield the reading of each sentence, in order."""
    bank = load_sentences()
    m = build_matrices(bank, load_passages(), subject.embedder)
    position = {sentence.id: i for i, sentence in enumerate(bank)}
    found: dict[str, Reading] = {}
    for writer in dict.fromkeys(case.writer for case in cases):
        layer = fit_sentence_heads(m, frozenset((writer,)))
        own = [case.id for case in cases if case.writer == writer]
        dense = layer.dense(m.bank, np.array([position[name] for name in own]))
        heads = split_heads(dense @ layer.tensors["heads"] + layer.tensors["heads_bias"])
        found.update({name: {head: rows[i] for head, rows in heads.items()} for i, name in enumerate(own)})
    yield from (found[case.id] for case in cases)
