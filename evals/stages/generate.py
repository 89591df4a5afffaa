"""Reads each passage for its stage: with the shipped model, or with one that has not seen the passage's writer."""

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.models import Assessment
from assistant.training.bank import LabelledPassage, load_passages
from corpus.vocabulary import OUTCOMES
from evals.evaluation import Subject
from evals.stages.baselines import floor_model, keywords
from evals.stages.holdout import held_out_probabilities

Reading = tuple[np.ndarray, Assessment | None]
"""Probabilities of the seven outcomes, shape (7,), and the assessment where the way of reading gives one."""


def readings(cases: Sequence[LabelledPassage], subject: Subject, held_out: bool) -> Iterator[Reading]:
    """Yield the reading of each passage, in order. `held_out`: by models that have not seen the fold of the passage's writer."""
    if subject.model == "keywords":
        yield from ((row, None) for row in keywords(cases))
    elif subject.model == "n-grams":
        yield from _by_ngrams(cases, held_out)
    elif held_out:
        read = held_out_probabilities()["engine"]
        yield from ((read[case.id], None) for case in cases)
    else:
        for case in cases:
            assessment = subject.engine.assess(case.texts)
            yield as_row(assessment), assessment


def as_row(assessment: Assessment) -> np.ndarray:
    """Return the probabilities of the seven outcomes, shape (7,), that an assessment holds."""
    nameable = 1 - assessment.p_insufficient - assessment.p_out_of_scope
    stages = [p * nameable for p in assessment.probabilities.values()]
    return np.array([*stages, assessment.p_insufficient, assessment.p_out_of_scope])


def _by_ngrams(cases: Sequence[LabelledPassage], held_out: bool) -> Iterator[Reading]:
    bank = load_passages()
    for writer in dict.fromkeys(case.writer for case in cases):
        model = floor_model([p for p in bank if not (held_out and p.writer == writer)])
        for row in model.predict_proba([" ".join(c.turns) for c in cases if c.writer == writer]):
            full = np.zeros(len(OUTCOMES))
            full[model.classes_] = row
            yield full, None
