"""The n-gram counts and weights are scikit-learn's."""

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.engine.artefacts import FOLDER, load_model
from assistant.engine.ngrams import Vocabulary, normalise, pool
from assistant.training.bank import load_passages

TEXTS = [p.turns[-1] for p in load_passages()[::25]]


def sklearn_rows(vocabulary: Vocabulary, texts: list[str], idf: np.ndarray) -> np.ndarray:
    """Rows of weights by scikit-learn over the committed vocabulary and idf."""
    groups = []
    for grams, options, part in (
        (vocabulary.words, {"ngram_range": (1, 2)}, idf[: len(vocabulary.words)]),
        (vocabulary.characters, {"analyzer": "char_wb", "ngram_range": (3, 5)}, idf[len(vocabulary.words) :]),
    ):
        vectoriser = TfidfVectorizer(vocabulary=grams, preprocessor=normalise, sublinear_tf=True, **options)
        vectoriser.fit(["a"])
        vectoriser.idf_ = part.astype(np.float64)
        groups.append(vectoriser.transform(texts).toarray())
    return np.hstack(groups)


def test_weights_equal_those_of_scikit_learn_over_the_committed_vocabulary() -> None:
    model = load_model(FOLDER)
    vocabulary, idf = model.vocabulary, model.tensors["passage_idf"]
    expected = sklearn_rows(vocabulary, TEXTS, idf)
    for text, row in zip(TEXTS, expected, strict=True):
        indices, weights = vocabulary.weigh(vocabulary.count(text), idf)
        dense = np.zeros(len(vocabulary))
        dense[indices] = weights
        np.testing.assert_allclose(dense, row, atol=1e-6)


def test_a_particular_number_is_never_a_feature() -> None:
    assert normalise("Agency 24% in 2023") == normalise("AGENCY 57% in 2019")


def test_pooled_counts_are_the_sum_over_sentences() -> None:
    vocabulary = Vocabulary(["late", "work"], ["lat"])
    assert pool([vocabulary.count("Work is late."), vocabulary.count("Late again.")]) == {0: 2, 1: 1, 2: 2}


def test_a_text_of_unknown_words_has_no_weights() -> None:
    vocabulary = Vocabulary(["late"], ["lat"])
    indices, weights = vocabulary.weigh(vocabulary.count("zzz"), np.ones(2))
    assert len(indices) == len(weights) == 0
