"""Reads each passage for its stage: with the shipped model, or with one that has not seen the passage's writer."""

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.engine import StageEngine
from assistant.engine.artefacts import load_model
from assistant.models import Assessment
from assistant.training.bank import LabelledPassage, load_passages, load_sentences
from assistant.training.matrices import build_matrices
from corpus.vocabulary import OUTCOMES
from evals.evaluation import Subject
from evals.stages.baselines import floor_model, keywords
from evals.stages.compare import as_row
from evals.stages.holdout import held_out_model, make_folds

Reading = tuple[np.ndarray, Assessment | None]
"""Probabilities of the seven outcomes, shape (7,), and the assessment where the way of reading gives one."""


def readings(cases: Sequence[LabelledPassage], subject: Subject, held_out: bool) -> Iterator[Reading]:
    """Yield the reading of each passage, in order. `held_out`: by models that have not seen the passage's writer."""
    if subject.model == "keywords":
        yield from ((row, None) for row in keywords(cases))
    elif subject.model == "n-grams":
        yield from _by_ngrams(cases, held_out)
    else:
        engines = held_out_engines(subject) if held_out else {}
        shipped = None if held_out else StageEngine(subject.embedder)
        for case in cases:
            assessment = (shipped or engines[case.writer]).assess(case.texts)
            yield as_row(assessment), assessment


def held_out_engines(subject: Subject) -> dict[str, StageEngine]:
    """Return an engine for each writer of the training texts, as it would ship had that writer never written."""
    m = build_matrices(load_sentences(), load_passages(), subject.embedder)
    shipped = load_model()
    folds = make_folds(m, lambda line: None)
    return {fold.writer: StageEngine(subject.embedder, model=held_out_model(m, fold, shipped)) for fold in folds}


def _by_ngrams(cases: Sequence[LabelledPassage], held_out: bool) -> Iterator[Reading]:
    bank = load_passages()
    for writer in dict.fromkeys(case.writer for case in cases):
        model = floor_model([p for p in bank if not (held_out and p.writer == writer)])
        for row in model.predict_proba([" ".join(c.turns) for c in cases if c.writer == writer]):
            full = np.zeros(len(OUTCOMES))
            full[model.classes_] = row
            yield full, None
