"""Simpler ways of reading the stage, each leave one writer out, to set beside the engine."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.engine.reading import HEADS, STANDINGS, softmax
from assistant.training.bank import LabelledPassage
from assistant.training.lessons import UNKNOWN
from corpus.vocabulary import OUTCOMES, STAGES
from evals.stages.frozen import Frozen
from evals.stages.keywords import keyword_probabilities

SHORT_WRITERS = frozenset({"r1", "r2", "r3"})
"""The writers of short texts, which the floor on passages does without."""


def keywords(passages: Sequence[LabelledPassage]) -> np.ndarray:
    """Return probabilities (passages, 7) by counting the rubric's words; nothing is learned."""
    return np.array([keyword_probabilities(" ".join(p.turns)) for p in passages])


def floor(passages: Sequence[LabelledPassage]) -> np.ndarray:
    """Return probabilities (passages, 7) of `floor_model`, each writer's from the others."""
    writers = np.array([p.writer for p in passages])
    probabilities = np.zeros((len(passages), len(OUTCOMES)))
    for writer in sorted(set(writers)):
        model = floor_model([p for p in passages if p.writer != writer])
        own = writers == writer
        probabilities[own] = model.predict_proba([" ".join(p.turns) for p in passages if p.writer == writer])
    return probabilities


def floor_model(passages: Sequence[LabelledPassage]) -> Any:
    """Return word and character n-grams with logistic regression, as in the trial on the bank, fitted on `passages`."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2)
    model = make_pipeline(make_union(words, characters), LogisticRegression(C=10, max_iter=1000))
    return model.fit([" ".join(p.turns) for p in passages], [OUTCOMES.index(p.label) for p in passages])


def mean_vector(m: Frozen) -> np.ndarray:
    """Return probabilities (passages, 7) of the mean MiniLM vector of what counts, with logistic regression."""
    counted = [(m.owner == i) & m.counted for i in range(len(m.passage_labels))]
    means = np.array(
        [m.inside_vectors[c].mean(axis=0) if c.any() else np.zeros(m.inside_vectors.shape[1]) for c in counted]
    )
    probabilities = np.zeros((len(means), len(OUTCOMES)))
    for writer in _writers(m):
        train, own = m.passage_writers != writer, m.passage_writers == writer
        probabilities[own] = _predict(3 * means[train], m.passage_labels[train], 3 * means[own], len(OUTCOMES), 10.0)
    return probabilities


def linear_signals(m: Frozen) -> np.ndarray:
    """Return probabilities (passages, 7) of linear heads on frozen MiniLM sentence vectors with learned aggregation.

    The heads of a training writer's own passages are fitted without that writer.
    """
    everyone = sorted(set(m.passage_writers))
    features = {(out, own): _signal_features(m, {out, own}, own) for out in _writers(m) for own in everyone}
    probabilities = np.zeros((len(m.passage_labels), len(OUTCOMES)))
    for writer in _writers(m):
        others = [w for w in everyone if w != writer]
        x = np.vstack([features[writer, w] for w in others])
        y = np.concatenate([m.passage_labels[m.passage_writers == w] for w in others])
        own = features[writer, writer]
        centre, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
        probabilities[m.passage_writers == writer] = _predict(
            (x - centre) / spread, y, (own - centre) / spread, len(OUTCOMES), 0.1
        )
    return probabilities


def _signal_features(m: Frozen, held_out: set[str], own: str) -> np.ndarray:
    """For each passage of `own`: by stage the strongest sign, the mean of two and the sum; the share of nothing; the length."""
    rows = ~np.isin(m.bank_writers, list(held_out))
    inside = 3 * m.inside_vectors[m.inside_writers == own]
    heads = {}
    for head in ("mechanism", "standing"):
        labels = m.bank_labels[head]
        known = rows & (labels != UNKNOWN)
        heads[head] = _predict(3 * m.bank_vectors[known], labels[known], inside, len(HEADS[head]), 5.0)
    owners, counted = m.owner[m.inside_writers == own], m.counted[m.inside_writers == own]
    signs = heads["mechanism"][:, : len(STAGES)] * heads["standing"][:, [STANDINGS.index("now_here")]]
    features = []
    for passage in np.flatnonzero(m.passage_writers == own):
        here = (owners == passage) & counted
        if not here.any():
            features.append(np.zeros(3 * len(STAGES) + 2))
            continue
        ordered = np.sort(signs[here], axis=0)[::-1]
        nothing = heads["mechanism"][here, -1].mean()
        features.append(
            np.concatenate(
                [ordered[0], ordered[:2].mean(axis=0), np.log1p(ordered.sum(axis=0)), [nothing, np.log(here.sum())]]
            )
        )
    return np.array(features)


def _writers(m: Frozen) -> list[str]:
    return sorted(set(m.passage_writers))


def _predict(x: np.ndarray, y: np.ndarray, new: np.ndarray, classes: int, c: float) -> np.ndarray:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=c, max_iter=1000).fit(x, y)
    scores = np.full((len(new), classes), -30.0)
    scores[:, model.classes_] = model.decision_function(new)
    return softmax(scores)
