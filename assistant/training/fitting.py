"""Fitting the first layer: the n-gram model of a whole text, the heads on a sentence, and the network."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from assistant.engine.network import read_text
from assistant.engine.reading import HEADS, MECHANISMS, NONE, STANDINGS, dense_features, softmax
from assistant.training.matrices import PASSAGE_DF, SENTENCE_DF, UNKNOWN, Matrices, SentenceRows
from assistant.training.network import Lessons, train_network
from corpus.vocabulary import OUTCOMES, STAGES

PASSAGE_C, HEAD_C = 10.0, 0.05
PROJECTION_SIZE = 96
_PASSAGE_STEPS, _HEAD_STEPS = 200, 100


@dataclass(frozen=True)
class FirstLayer:
    """Weights by name. V n-grams of the whole vocabulary, K of them frequent enough for the projection, D dense numbers, H=23.

    passage_idf (V,), passage_ngrams (V, 7), passage_bias (7,), sentence_idf (V,), projection (K, p), heads (D, H),
    heads_bias (H,), and the network's. An idf of 0 marks an n-gram that is not used.
    """

    tensors: dict[str, np.ndarray]
    words: int

    def dense(self, rows: SentenceRows, positions: np.ndarray) -> np.ndarray:
        """Return the dense numbers (n, D) of the sentences at `positions`."""
        projected = project(rows.counts[positions], self.tensors, self.words)
        return dense_features(rows.vectors[positions], rows.cues[positions], projected)

    def passages(self, m: Matrices, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return probabilities (n, 7) of the passages at `rows` by their n-grams and by the network."""
        t = self.tensors
        by_ngrams = softmax(
            tfidf(m.passage_counts[rows], t["passage_idf"], self.words) @ t["passage_ngrams"] + t["passage_bias"]
        )
        by_network = []
        for row in rows:
            positions = np.flatnonzero((m.owner == row) & m.counted)
            if len(positions):
                by_network.append(read_text(t, self.dense(m.inside, positions))[0])
            else:
                by_network.append(np.eye(len(OUTCOMES))[OUTCOMES.index("insufficient")])
        return by_ngrams, np.array(by_network)


def fit_first_layer(m: Matrices, held_out: frozenset[str] = frozenset(), with_heads: bool = True) -> FirstLayer:
    """Return the first layer fitted on all writers but those `held_out`; without heads it still gives probabilities of passages."""
    bank = np.flatnonzero(~np.isin(m.bank.writers, list(held_out)))
    inside = np.flatnonzero(~np.isin(m.inside.writers, list(held_out)) & m.counted)
    tensors = {**_fit_ngrams(m, held_out), **_fit_projection(m, bank, inside)}
    layer = FirstLayer(tensors, len(m.vocabulary.words))
    bank_dense, inside_dense = layer.dense(m.bank, bank), layer.dense(m.inside, inside)
    tensors.update(train_network(_lessons(m, bank, inside, bank_dense, inside_dense)))
    if with_heads:
        tensors.update(_fit_heads(m, bank, inside, bank_dense, inside_dense))
    return layer


def fit_sentence_heads(m: Matrices, held_out: frozenset[str]) -> FirstLayer:
    """Return a first layer with the heads on a sentence alone, fitted on all writers but those `held_out`."""
    bank = np.flatnonzero(~np.isin(m.bank.writers, list(held_out)))
    inside = np.flatnonzero(~np.isin(m.inside.writers, list(held_out)) & m.counted)
    layer = FirstLayer(_fit_projection(m, bank, inside), len(m.vocabulary.words))
    layer.tensors.update(_fit_heads(m, bank, inside, layer.dense(m.bank, bank), layer.dense(m.inside, inside)))
    return layer


def tfidf(counts: Any, idf: np.ndarray, words: int) -> Any:
    """Return sparse rows as `Vocabulary.weigh` makes them; an n-gram with idf 0 is left out. `words` are the first columns."""
    matrix = counts.astype(np.float64)
    matrix.data = 1.0 + np.log(matrix.data)
    matrix = matrix.multiply(idf).tocsr()
    return sparse.hstack([_unit(matrix[:, :words]), _unit(matrix[:, words:])]).tocsr()


def project(counts: Any, tensors: dict[str, np.ndarray], words: int) -> np.ndarray:
    """Return the sentences' n-grams in few numbers, (n, p)."""
    used = np.flatnonzero(tensors["sentence_idf"] > 0)
    return np.asarray(tfidf(counts, tensors["sentence_idf"], words)[:, used] @ tensors["projection"])


def _unit(matrix: Any) -> Any:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    norms[norms == 0] = 1.0
    return sparse.diags(1.0 / norms) @ matrix


def _idf(counts: Any, least: int) -> np.ndarray:
    """Smoothed inverse document frequency, ln((1 + n) / (1 + df)) + 1, and 0 where df is below `least`."""
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.where(frequency >= least, np.log((1 + counts.shape[0]) / (1 + frequency)) + 1, 0.0)


def _fit_ngrams(m: Matrices, held_out: frozenset[str]) -> dict[str, np.ndarray]:
    rows = ~np.isin(m.passage_writers, list(held_out))
    idf = _idf(m.passage_counts[rows], PASSAGE_DF)
    x = tfidf(m.passage_counts[rows], idf, len(m.vocabulary.words))
    weights, bias = _logistic(x, m.passage_labels[rows], len(OUTCOMES), PASSAGE_C, _PASSAGE_STEPS)
    return {"passage_idf": idf, "passage_ngrams": weights, "passage_bias": bias}


def _fit_projection(m: Matrices, bank: np.ndarray, inside: np.ndarray) -> dict[str, np.ndarray]:
    """Fit the projection of a sentence's n-grams: their truncated singular value decomposition (no label is used)."""
    from sklearn.decomposition import TruncatedSVD

    counts = sparse.vstack([m.bank.counts[bank], m.inside.counts[inside]]).tocsr()
    idf = _idf(counts, SENTENCE_DF)
    x = tfidf(counts, idf, len(m.vocabulary.words))[:, np.flatnonzero(idf > 0)]
    svd = TruncatedSVD(PROJECTION_SIZE, random_state=0).fit(x)
    return {"sentence_idf": idf, "projection": svd.components_.T.copy()}


def _lessons(
    m: Matrices, bank: np.ndarray, inside: np.ndarray, bank_dense: np.ndarray, inside_dense: np.ndarray
) -> Lessons:
    """Marked evidence of the passage's own stage counts for it; nothing counts in a passage without a stage."""
    evidence, label = m.inside.labels["evidence"][inside], m.passage_labels[m.owner[inside]]
    marks = np.full(len(inside), UNKNOWN)
    shown = (evidence == label) & (label < len(STAGES))
    marks[shown] = label[shown]
    marks[label >= len(STAGES)] = MECHANISMS.index(NONE)
    owners = m.owner[inside]
    passages = np.unique(owners)
    return Lessons(
        texts=[inside_dense[owners == p] for p in passages],
        outcomes=m.passage_labels[passages],
        marks=[marks[owners == p] for p in passages],
        bank=bank_dense,
        bank_counting=m.bank.labels["counting"][bank],
        bank_mechanism=m.bank.labels["mechanism"][bank],
    )


def _fit_heads(
    m: Matrices, bank: np.ndarray, inside: np.ndarray, bank_dense: np.ndarray, inside_dense: np.ndarray
) -> dict[str, np.ndarray]:
    """Fit the heads on the bank; evidence marked in passages adds its mechanism, and that it is now and here."""
    evidence = m.inside.labels["evidence"][inside]
    shown = (evidence >= 0) & (evidence < len(STAGES))
    now_here = np.full(shown.sum(), STANDINGS.index("now_here"))
    extra = {"mechanism": evidence[shown], "standing": now_here}
    fitted = []
    for head, classes in HEADS.items():
        labels = m.bank.labels[head][bank]
        known = labels != UNKNOWN
        x, y = bank_dense[known], labels[known]
        if head in extra:
            x, y = np.vstack([x, inside_dense[shown]]), np.concatenate([y, extra[head]])
        fitted.append(_logistic(x, y, len(classes), HEAD_C, _HEAD_STEPS))
    return {"heads": np.hstack([w for w, _ in fitted]), "heads_bias": np.concatenate([b for _, b in fitted])}


def _logistic(x: Any, y: np.ndarray, classes: int, c: float, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (weights (columns, classes), bias (classes,)) of a multinomial logistic regression, stopped after `steps`."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LogisticRegression(C=c, max_iter=steps, tol=1e-3).fit(x, y)
    weights, bias = np.zeros((x.shape[1], classes)), np.full(classes, -30.0)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return weights, bias
