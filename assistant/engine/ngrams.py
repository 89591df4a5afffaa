"""Word and character n-grams of a sentence, counted over a fixed vocabulary, and their TF-IDF weights.

The counts are those of scikit-learn's `TfidfVectorizer` (words: `ngram_range=(1, 2)`; characters: `analyzer="char_wb"`,
`ngram_range=(3, 5)`), after every digit is made a 0, so that a model never learns a particular number.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

_WORD = re.compile(r"(?u)\b\w\w+\b")
_DIGIT = re.compile(r"\d")
CHARACTER_SIZES = (3, 4, 5)

Counts = dict[int, int]
"""Vocabulary index to how often the n-gram occurs."""


def normalise(text: str) -> str:
    """Return `text` in lower case with every digit made 0."""
    return _DIGIT.sub("0", text.lower())


def word_ngrams(text: str) -> list[str]:
    """Return the single words and the pairs of words of normalised `text`."""
    words = _WORD.findall(text)
    return words + [f"{left} {right}" for left, right in itertools.pairwise(words)]


def character_ngrams(text: str) -> list[str]:
    """Return the n-grams of three to five characters inside the words of normalised `text`, each word padded by a space."""
    return [gram for word in text.split() for gram in _inside_word(word)]


@lru_cache(maxsize=20_000)
def _inside_word(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    grams: list[str] = []
    for size in CHARACTER_SIZES:
        grams.extend(padded[i : i + size] for i in range(max(1, len(padded) - size + 1)))
        if len(padded) <= size:
            break
    return tuple(grams)


class Vocabulary:
    """The n-grams that the models know: words first, then character n-grams, each group with indices of its own."""

    def __init__(self, words: Sequence[str], characters: Sequence[str]) -> None:
        """Keep the two lists in the order given; that order is the order of the models' weights."""
        self.words, self.characters = list(words), list(characters)
        self._word_index = {gram: i for i, gram in enumerate(self.words)}
        self._character_index = {gram: i + len(self.words) for i, gram in enumerate(self.characters)}

    def __len__(self) -> int:
        """Return how many n-grams there are in both groups."""
        return len(self.words) + len(self.characters)

    def count(self, sentence: str) -> Counts:
        """Return how often each known n-gram occurs in `sentence`."""
        text = normalise(sentence)
        counts = _known(word_ngrams(text), self._word_index)
        counts.update(_known(character_ngrams(text), self._character_index))
        return counts

    def weigh(self, counts: Counts, idf: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (indices, weights) of a text: (1 + ln count) x idf, each group scaled to length one.

        `idf` has one number an n-gram. Both arrays have one entry for each n-gram in `counts`, in rising order of index.
        """
        indices = np.array(sorted(counts), dtype=np.int64)
        tf = np.array([counts[int(i)] for i in indices], dtype=np.float64)
        weights = (1.0 + np.log(tf)) * idf[indices] if len(tf) else tf
        is_word = indices < len(self.words)
        for group in (is_word, ~is_word):
            norm = float(np.sqrt((weights[group] ** 2).sum()))
            if norm > 0:
                weights[group] /= norm
        return indices, weights


def pool(sentences: Iterable[Counts]) -> Counts:
    """Return the counts of a text from those of its sentences; no n-gram crosses a sentence."""
    total: Counter[int] = Counter()
    for counts in sentences:
        total.update(counts)
    return dict(total)


def _known(grams: list[str], index: dict[str, int]) -> Counts:
    return dict(Counter(index[gram] for gram in grams if gram in index))
