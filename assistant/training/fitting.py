"""Fitting the first layer: the heads on a sentence and the two models of a whole passage."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from assistant.engine.reading import HEADS, STANDINGS, softmax, split_heads
from assistant.training.matrices import PASSAGE_DF, SENTENCE_DF, UNKNOWN, Matrices
from corpus.vocabulary import OUTCOMES, STAGES

SENTENCE_C, PASSAGE_C = 5.0, 10.0
NOT_COUNTING = len(STAGES)
_NEGATIVE_WEIGHT, _GUESSED_WEIGHT, _LOWER_STAGE = 0.5, 0.7, 0.5


@dataclass(frozen=True)
class FirstLayer:
    """Weights over the whole vocabulary, zero for n-grams too rare in the training texts. V n-grams, D dense numbers, H=29 columns.

    Shapes: sentence_idf (V,), sentence_ngrams (V, H), sentence_dense (D, H), sentence_bias (H,), passage_idf (V,),
    passage_ngrams (V, 7), passage_bias (7,), vector (d, 7), vector_bias (7,).
    """

    tensors: dict[str, np.ndarray]

    def sentences(self, counts: Any, dense: np.ndarray, words: int) -> dict[str, np.ndarray]:
        """Return each head's probabilities, (n, classes), for rows of counts and of dense numbers."""
        t = self.tensors
        return split_heads(
            tfidf(counts, t["sentence_idf"], words) @ t["sentence_ngrams"]
            + dense @ t["sentence_dense"]
            + t["sentence_bias"]
        )

    def passages(self, counts: Any, vectors: np.ndarray, words: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the two passage models' probabilities, (n, 7) each."""
        t = self.tensors
        by_ngrams = softmax(tfidf(counts, t["passage_idf"], words) @ t["passage_ngrams"] + t["passage_bias"])
        return by_ngrams, softmax(vectors @ t["vector"] + t["vector_bias"])


def fit_first_layer(
    m: Matrices, held_out: frozenset[str] = frozenset(), heads: Sequence[str] = tuple(HEADS)
) -> FirstLayer:
    """Return the first layer fitted on all writers but those `held_out`; heads not in `heads` are left at zero."""
    return FirstLayer({**_fit_passages(m, held_out), **_fit_sentences(m, held_out, heads)})


def tfidf(counts: Any, idf: np.ndarray, words: int) -> Any:
    """Return sparse rows as `Vocabulary.weigh` makes them; an n-gram with idf 0 is left out. `words` are the first columns."""
    matrix = counts.astype(np.float64)
    matrix.data = 1.0 + np.log(matrix.data)
    matrix = matrix.multiply(idf).tocsr()
    return sparse.hstack([_unit(matrix[:, :words]), _unit(matrix[:, words:])]).tocsr()


def _unit(matrix: Any) -> Any:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    norms[norms == 0] = 1.0
    return sparse.diags(1.0 / norms) @ matrix


def _idf(counts: Any, least: int) -> np.ndarray:
    """Smoothed inverse document frequency, ln((1 + n) / (1 + df)) + 1, and 0 where df is below `least`."""
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.where(frequency >= least, np.log((1 + counts.shape[0]) / (1 + frequency)) + 1, 0.0)


def _fit_passages(m: Matrices, held_out: frozenset[str]) -> dict[str, np.ndarray]:
    rows = ~np.isin(m.passage_writers, list(held_out))
    labels = m.passage_labels[rows]
    idf = _idf(m.passage_counts[rows], PASSAGE_DF)
    ngrams, bias = _logistic(
        tfidf(m.passage_counts[rows], idf, len(m.vocabulary.words)), labels, len(OUTCOMES), PASSAGE_C
    )
    vector, vector_bias = _logistic(m.passage_vectors[rows], labels, len(OUTCOMES), PASSAGE_C, balanced=True)
    return {
        "passage_idf": idf,
        "passage_ngrams": ngrams,
        "passage_bias": bias,
        "vector": vector,
        "vector_bias": vector_bias,
    }


def _fit_sentences(m: Matrices, held_out: frozenset[str], heads: Sequence[str]) -> dict[str, np.ndarray]:
    bank_rows = ~np.isin(m.bank.writers, list(held_out))
    inside_rows = ~np.isin(m.inside.writers, list(held_out))
    idf = _idf(sparse.vstack([m.bank.counts[bank_rows], m.inside.counts[inside_rows & m.counted]]).tocsr(), SENTENCE_DF)
    words = len(m.vocabulary.words)
    bank = sparse.hstack([tfidf(m.bank.counts, idf, words), m.bank.dense]).tocsr()
    inside = sparse.hstack([tfidf(m.inside.counts, idf, words), m.inside.dense]).tocsr()
    evidence = m.inside.labels["evidence"]
    shown = inside_rows & m.counted & (evidence >= 0) & (evidence < len(STAGES))
    extra = {
        "mechanism": (shown, evidence[shown]),
        "standing": (shown, np.full(shown.sum(), STANDINGS.index("now_here"))),
        "theme": (np.zeros_like(shown), np.zeros(0, dtype=int)),
    }
    parts = [
        _empty(bank.shape[1], head)
        if head not in heads
        else _fit_counting(m, bank, inside, bank_rows, inside_rows)
        if head == "counting"
        else _fit_head(m, bank, inside, bank_rows, head, *extra[head])
        for head in HEADS
    ]
    weights = np.hstack([w for w, _ in parts])
    size = len(m.vocabulary)
    return {
        "sentence_idf": idf,
        "sentence_ngrams": weights[:size],
        "sentence_dense": weights[size:],
        "sentence_bias": np.concatenate([b for _, b in parts]),
    }


def _empty(columns: int, head: str) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros((columns, len(HEADS[head]))), np.zeros(len(HEADS[head]))


def _fit_head(
    m: Matrices, bank: Any, inside: Any, bank_rows: np.ndarray, head: str, extra: np.ndarray, extra_labels: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Fit one head on the bank's labels and on the passage sentences at `extra`."""
    labels = m.bank.labels[head]
    rows = bank_rows & (labels != UNKNOWN)
    x = sparse.vstack([bank[rows], inside[extra]]).tocsr()
    return _logistic(x, np.concatenate([labels[rows], extra_labels]), len(HEADS[head]), SENTENCE_C)


def _fit_counting(
    m: Matrices, bank: Any, inside: Any, bank_rows: np.ndarray, inside_rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Fit what counts now and here, twice: once on what is labelled, then also on its own guesses for the rest.

    A guess may only be what the passage's label allows: its own stage, nothing, or (at half weight) a lower stage.
    """
    evidence, label = m.inside.labels["evidence"], m.passage_labels[m.owner]
    usable = inside_rows & m.counted
    shown = usable & (evidence == label) & (label < len(STAGES))
    nothing = usable & (label >= len(STAGES))
    unlabelled = np.flatnonzero(usable & ~shown & ~nothing)
    x = sparse.vstack([bank[bank_rows], inside[shown], inside[nothing]]).tocsr()
    y = np.concatenate([m.bank.labels["counting"][bank_rows], label[shown], np.full(nothing.sum(), NOT_COUNTING)])
    w = np.concatenate([np.ones(bank_rows.sum() + shown.sum()), np.full(nothing.sum(), _NEGATIVE_WEIGHT)])
    weights, bias = _logistic(x, y, len(HEADS["counting"]), SENTENCE_C, sample_weight=w)
    guesses = _allowed(softmax(inside[unlabelled] @ weights + bias), label[unlabelled])
    return _logistic(
        sparse.vstack([x, inside[unlabelled]]).tocsr(),
        np.concatenate([y, guesses.argmax(axis=1)]),
        len(HEADS["counting"]),
        SENTENCE_C,
        sample_weight=np.concatenate([w, guesses.max(axis=1) * _GUESSED_WEIGHT]),
    )


def _allowed(guesses: np.ndarray, labels: np.ndarray) -> np.ndarray:
    allowed = np.zeros_like(guesses)
    allowed[:, NOT_COUNTING] = 1.0
    for i, label in enumerate(labels):
        allowed[i, 1:label] = _LOWER_STAGE
        allowed[i, label] = 1.0
    scaled = guesses * allowed
    return np.asarray(scaled / scaled.sum(axis=1, keepdims=True))


def _logistic(
    x: Any, y: np.ndarray, classes: int, c: float, balanced: bool = False, sample_weight: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return (weights (columns, classes), bias (classes,)) of a multinomial logistic regression."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=c, max_iter=400, tol=1e-3, class_weight="balanced" if balanced else None)
    model.fit(x, y, sample_weight=sample_weight)
    weights, bias = np.zeros((x.shape[1], classes)), np.full(classes, -30.0)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return weights, bias
