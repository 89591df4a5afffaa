"""Fitting the message reader: n-grams, cues and vectors to fifteen kinds and three alarms."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from assistant.engine.ngrams import Vocabulary, character_ngrams, normalise, word_ngrams
from assistant.messages.cues import NAMES
from assistant.messages.features import SurfaceReader, last_and_before
from assistant.messages.models import KINDS, STOPS, Kind
from assistant.messages.reader import FEWEST_WORDS
from assistant.messages.text import windows
from assistant.training.message_examples import BANK, MessageExample
from indexes.embedders import Embedder

WORD_DF, CHARACTER_DF, MOST_CHARACTERS = 2, 3, 8_000
SCALES = {"last": 2.0, "before": 0.8, "ngrams": 1.0, "cues": 1.0}
"""How much each group of numbers weighs against the others under one penalty; chosen leave-one-writer-out."""
STRENGTH = 3.0
_BANK_WEIGHT = 0.05
_PART_WEIGHT = 0.45
_FOUND_WEIGHT = 0.7
_ALARM_WEIGHT = {"emergency": 2.0, "individual_child": 2.0, "refused": 3.0}
_OPEN = {("emergency", "individual_child"), ("individual_child", "emergency")}
"""Pairs (alarm, kind) where a part of a message of that kind may well sound like the alarm."""

Item = tuple[str, str, int]
"""A text to be read, the end of the turn before, and how many turns there are."""


class Fitting:
    """One fit on `examples`: the vocabulary, the matrix of the whole messages, and the layer that comes of them."""

    def __init__(self, examples: Sequence[MessageExample], embedder: Embedder) -> None:
        self.examples = [example for example in examples if not example.foreign]
        self._embedder = embedder
        self.vocabulary, self.idf = make_vocabulary([e.turns[-1] for e in self.examples if e.writer != BANK])
        self._surface = SurfaceReader(self.vocabulary, self.idf)
        self._whole = self._matrix([_item(example) for example in self.examples])
        self._weights = np.array([_BANK_WEIGHT if e.writer == BANK else 1.0 for e in self.examples])

    def tensors(self) -> dict[str, np.ndarray]:
        """Return the layer's weights by name, one column a kind and one an alarm."""
        columns = [self._kinds(), *(self._alarm(kind) for kind in STOPS)]
        layer = np.concatenate([weights for weights, _ in columns], axis=1)
        sizes = [self._embedder.dimension, self._embedder.dimension, len(self.vocabulary), len(NAMES)]
        parts = np.split(layer, np.cumsum(sizes)[:-1])
        scaled = {name: part * SCALES[name] for name, part in zip(SCALES, parts, strict=True)}
        return scaled | {"bias": np.concatenate([bias for _, bias in columns]), "idf": self.idf}

    def _kinds(self) -> tuple[np.ndarray, np.ndarray]:
        """Return (weights, bias) of the fifteen kinds; every kind counts the same."""
        labels = np.array([KINDS.index(example.kind) for example in self.examples])
        model = _regression(balanced=True).fit(self._whole, labels, self._weights)
        weights, bias = np.zeros((self._whole.shape[1], len(KINDS))), np.full(len(KINDS), -20.0)
        weights[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
        return weights, bias

    def _alarm(self, kind: Kind) -> tuple[np.ndarray, np.ndarray]:
        """Return (weights, bias) of one alarm, fitted on whole messages, on parts of harmless ones, and on the loudest parts."""
        rows, wanted, weights = self._with_harmless_parts(kind)
        first = _regression().fit(rows, wanted, weights)
        loudest = [part for example in self.examples if example.kind == kind for part in self._loudest(example, first)]
        if loudest:
            rows = sparse.vstack([rows, self._matrix([(part, "", 1) for part in loudest])]).tocsr()
            wanted = np.concatenate([wanted, np.ones(len(loudest), dtype=bool)])
            weights = np.concatenate([weights, np.full(len(loudest), _FOUND_WEIGHT)])
        model = _regression().fit(rows, wanted, weights)
        return model.coef_.T, model.intercept_

    def _with_harmless_parts(self, kind: Kind) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray]:
        wanted = np.array([example.kind == kind for example in self.examples])
        weights = self._weights * np.where(wanted, _ALARM_WEIGHT[kind], 1.0)
        harmless = [e for e in self.examples if e.kind != kind and e.writer != BANK and (kind, e.kind) not in _OPEN]
        parts = [(part, _PART_WEIGHT / len(found)) for e in harmless if (found := parts_of(e)) for part in found]
        rows = sparse.vstack([self._whole, self._matrix([(part, "", 1) for part, _ in parts])]).tocsr()
        weights = np.concatenate([weights, [weight for _, weight in parts]])
        return rows, np.concatenate([wanted, np.zeros(len(parts), dtype=bool)]), weights

    def _loudest(self, example: MessageExample, model: Any) -> list[str]:
        parts = parts_of(example)
        if not parts:
            return []
        return [parts[int(np.argmax(model.decision_function(self._matrix([(p, "", 1) for p in parts]))))]]

    def _matrix(self, items: Sequence[Item]) -> sparse.csr_matrix:
        """Return the scaled numbers of `items`, one row each: last, before, n-grams, cues."""
        if not items:
            return sparse.csr_matrix((0, 2 * self._embedder.dimension + len(self.vocabulary) + len(NAMES)))
        texts = [item[0] for item in items] + [item[1] for item in items if item[1]]
        vectors = self._embedder.embed(texts)
        before = np.zeros((len(items), self._embedder.dimension))
        before[[i for i, item in enumerate(items) if item[1]]] = vectors[len(items) :]
        read = [self._surface.read(text, turns) for text, _, turns in items]
        starts = np.cumsum([0] + [len(surface.indices) for surface in read])
        indices = np.concatenate([surface.indices for surface in read])
        grams = np.concatenate([surface.weights for surface in read])
        counted = sparse.csr_matrix(
            (grams * SCALES["ngrams"], indices, starts), shape=(len(items), len(self.vocabulary))
        )
        cues = np.array([surface.cues for surface in read]) * SCALES["cues"]
        dense = [vectors[: len(items)] * SCALES["last"], before * SCALES["before"]]
        return sparse.hstack([*(sparse.csr_matrix(d) for d in dense), counted, sparse.csr_matrix(cues)]).tocsr()


def make_vocabulary(texts: Sequence[str]) -> tuple[Vocabulary, np.ndarray]:
    """Return the n-grams that come in enough of `texts`, and their inverse document frequencies."""
    words = Counter(gram for text in texts for gram in set(word_ngrams(normalise(text))))
    characters = Counter(gram for text in texts for gram in set(character_ngrams(normalise(text))))
    kept_words = sorted(gram for gram, count in words.items() if count >= WORD_DF)
    often = sorted((g for g, n in characters.items() if n >= CHARACTER_DF), key=lambda g: (-characters[g], g))
    kept = sorted(often[:MOST_CHARACTERS])
    counts = [words[gram] for gram in kept_words] + [characters[gram] for gram in kept]
    idf = np.array([math.log((1 + len(texts)) / (1 + count)) + 1 for count in counts])
    return Vocabulary(kept_words, kept), idf


def parts_of(example: MessageExample) -> list[str]:
    """Return the parts of an example's last message that the reader would look at."""
    last, _ = last_and_before(example.turns)
    return [part for part in windows(last) if len(part.split()) >= FEWEST_WORDS]


def _item(example: MessageExample) -> Item:
    return (*last_and_before(example.turns), len(example.turns))


def _regression(balanced: bool = False) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=500, class_weight="balanced" if balanced else None)
