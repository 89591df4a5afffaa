"""What was said of a service, as sentences with their vectors: what an action of its plan is held against."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.engine.sentences import split_sentences
from indexes.embedders import Embedder

MOST_SAID = 80
"""Sentences of a situation that are looked at."""


@dataclass(frozen=True)
class Said:
    """The sentences of a situation with their unit vectors, (n, 384), n > 0."""

    sentences: Sequence[str]
    vectors: np.ndarray

    @classmethod
    def of(cls, sentences: Sequence[str], embedder: Embedder) -> "Said":
        """Read sentences, at least one."""
        return cls(sentences, embedder.embed(sentences))


def sentences_in(texts: Sequence[str]) -> list[str]:
    """Return the sentences of texts in order; those of blank texts are left out."""
    return [text[start:end] for text in texts for start, end in split_sentences(text)]


def said_first(signs: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return at most MOST_SAID sentences of `texts`, all where they are few; of many the `signs` first, for those carry the stage."""
    sentences = sentences_in(texts)
    if len(sentences) > MOST_SAID:
        sentences = list(dict.fromkeys([*signs, *sentences]))[:MOST_SAID]
    return sentences or [*texts[:1], ""][:1]
