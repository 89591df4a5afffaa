"""Texts that the model learned from, read by models that have not seen the fold of their writer."""

from functools import lru_cache

import numpy as np

from assistant.engine.predictor import nothing_to_count
from assistant.engine.reading import stack_features
from assistant.training import ngrams
from assistant.training.bank import load_passages
from assistant.training.build import fit_last, held_out_readings, passages_read, texts_read
from assistant.training.folds import FOLDS, fold_of
from assistant.training.held_out import load_held_out


@lru_cache(maxsize=1)
def held_out_probabilities() -> dict[str, dict[str, np.ndarray]]:
    """Return by way of reading ("n-grams", "network", "engine") the probabilities (7,) of each passage by its id.

    N-grams and network come from the two other folds of writers, the network's as committed when it learned. The last layer of a fold
    is fitted on the two others' readings; those come from models that have seen this fold, which flatters a little.
    """
    texts = passages_read()
    by_ngrams, by_network = held_out_readings(texts, ngrams.count_texts(texts_read()), load_held_out())
    folds = np.array([fold_of(text) for text in texts])
    joined = np.zeros_like(by_ngrams)
    for fold in range(len(FOLDS)):
        own, others = folds == fold, np.flatnonzero(folds != fold)
        last = fit_last([texts[i] for i in others], by_ngrams[others], by_network[others])
        joined[own] = last.probabilities(stack_features(by_ngrams[own], by_network[own]))
    ways = {"n-grams": by_ngrams, "network": by_network, "engine": joined}
    unread = {text.id: nothing_to_count() for text in load_passages()}
    return {way: unread | {t.id: row for t, row in zip(texts, rows, strict=True)} for way, rows in ways.items()}
