"""Fitting the n-gram model of a whole text: TF-IDF over what counts in it, and logistic regression."""

import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from assistant.engine.ngrams import Counts, Vocabulary, character_ngrams, normalise, pool, word_ngrams
from assistant.engine.reading import softmax
from assistant.training.bank import LabelledPassage
from corpus.vocabulary import OUTCOMES

LEAST_TEXTS, C, STEPS = 3, 10.0, 200
"""An n-gram that fewer texts have is left out; the inverse strength of the penalty; the most steps of the fit."""


@dataclass(frozen=True)
class CountedTexts:
    """n texts under one vocabulary: `counts` (n, V) sparse, of the sentences that count; `labels` (n,)."""

    vocabulary: Vocabulary
    counts: Any
    labels: np.ndarray


def count_texts(passages: Sequence[LabelledPassage]) -> CountedTexts:
    """Return the n-grams that at least LEAST_TEXTS of `passages` have, and how often each text has them."""
    sentences = [[s.text for s in passage.sentences if s.counts] for passage in passages]
    vocabulary = _vocabulary(sentences)
    counts = _matrix([pool(vocabulary.count(text) for text in texts) for texts in sentences], vocabulary)
    return CountedTexts(vocabulary, counts, np.array([OUTCOMES.index(p.label) for p in passages]))


def fit_ngrams(texts: CountedTexts, rows: np.ndarray) -> dict[str, np.ndarray]:
    """Return `passage_idf` (V,), 0 for an n-gram that is not used, `passage_ngrams` (V, 7) and `passage_bias` (7,)."""
    counts, labels = texts.counts[rows], texts.labels[rows]
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.where(frequency >= LEAST_TEXTS, np.log((1 + counts.shape[0]) / (1 + frequency)) + 1, 0.0)
    weights, bias = _logistic(_tfidf(counts, idf, len(texts.vocabulary.words)), labels)
    return {"passage_idf": idf, "passage_ngrams": weights, "passage_bias": bias}


def read_ngrams(texts: CountedTexts, rows: np.ndarray, tensors: dict[str, np.ndarray]) -> np.ndarray:
    """Return probabilities (rows, 7) under fitted weights, as `Predictor` gives them."""
    x = _tfidf(texts.counts[rows], tensors["passage_idf"], len(texts.vocabulary.words))
    return softmax(x @ tensors["passage_ngrams"] + tensors["passage_bias"])


def prune(vocabulary: Vocabulary, tensors: dict[str, np.ndarray]) -> tuple[Vocabulary, dict[str, np.ndarray]]:
    """Return vocabulary and weights without the n-grams that are not used."""
    kept = np.flatnonzero(tensors["passage_idf"] > 0)
    grams, words = vocabulary.words + vocabulary.characters, len(vocabulary.words)
    smaller = Vocabulary([grams[i] for i in kept if i < words], [grams[i] for i in kept if i >= words])
    return smaller, tensors | {name: tensors[name][kept] for name in ("passage_idf", "passage_ngrams")}


def _vocabulary(texts: Iterable[Sequence[str]]) -> Vocabulary:
    words: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for sentences in texts:
        normal = [normalise(sentence) for sentence in sentences]
        words.update({gram for sentence in normal for gram in word_ngrams(sentence)})
        characters.update({gram for sentence in normal for gram in character_ngrams(sentence)})
    return Vocabulary(*(sorted(g for g, n in found.items() if n >= LEAST_TEXTS) for found in (words, characters)))


def _matrix(counts: Sequence[Counts], vocabulary: Vocabulary) -> Any:
    rows = np.repeat(np.arange(len(counts)), [len(c) for c in counts])
    columns = np.array([gram for c in counts for gram in c], dtype=np.int64)
    values = np.array([n for c in counts for n in c.values()], dtype=np.float64)
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(counts), len(vocabulary)))
    matrix.sort_indices()
    return matrix


def _tfidf(counts: Any, idf: np.ndarray, words: int) -> Any:
    """Return sparse rows as `Vocabulary.weigh` makes them; an n-gram with idf 0 is left out. `words` are the first columns."""
    matrix = counts.astype(np.float64)
    matrix.data = 1.0 + np.log(matrix.data)
    matrix = matrix.multiply(idf).tocsr()
    return sparse.hstack([_unit(matrix[:, :words]), _unit(matrix[:, words:])]).tocsr()


def _unit(matrix: Any) -> Any:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    norms[norms == 0] = 1.0
    return sparse.diags(1.0 / norms) @ matrix


def _logistic(x: Any, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (weights (columns, 7), bias (7,)) of a multinomial logistic regression, stopped after STEPS."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LogisticRegression(C=C, max_iter=STEPS, tol=1e-3).fit(x, y)
    weights, bias = np.zeros((x.shape[1], len(OUTCOMES))), np.full(len(OUTCOMES), -30.0)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return weights, bias
