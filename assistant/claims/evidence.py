"""Which sentences of the passages bear on a claim, by words first and by meaning second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.claims.words import Rarity, Sentence, rarity, segments_of, take_apart
from assistant.engine.sentences import split_sentences
from indexes.embedders import Embedder

SHORTLIST = 24
"""Sentences given a vector: a fifth of a second on one core."""
_WORDS_AGAINST_MEANING = 0.5


@dataclass(frozen=True)
class Evidence:
    """A claim held against the sentences of its passages. `order` lists the shortlisted sentences, best first."""

    claim: Sentence
    segments: list[Sentence]
    sentences: list[Sentence]
    weight: Rarity
    overlaps: np.ndarray
    """Share of the claim's weight that each sentence holds."""
    order: list[int]
    cosines: np.ndarray
    """Cosine of claim (row 0) and segments with the shortlisted sentences, columns as in `order`."""

    def best(self, count: int) -> list[Sentence]:
        """Return the best `count` sentences."""
        return [self.sentences[i] for i in self.order[:count]]

    def ranked(self) -> list[int]:
        """Return all sentences, best first: the shortlist, then the others by words."""
        return self.order + [int(i) for i in np.argsort(-self.overlaps, kind="stable")[len(self.order) :]]

    def share(self, wanted: frozenset[str], held: Sequence[Sentence]) -> float:
        """Return the share of the weight of `wanted` that the sentences hold together; 1 when nothing is wanted."""
        total = self.weight.total(wanted)
        found = frozenset[str]().union(*(sentence.bag for sentence in held))
        return self.weight.total(wanted & found) / total if total else 1.0


def gather(claim: str, passages: Sequence[str], embedder: Embedder, background: Mapping[str, float]) -> Evidence:
    """Return the claim held against all sentences of the passages."""
    sentences = sentences_of(passages)
    weight = rarity(sentences, background)
    said, segments = take_apart(claim), segments_of(claim)
    total = weight.total(said.bag) or 1.0
    overlaps = np.array([weight.total(said.bag & sentence.bag) / total for sentence in sentences])
    first = [int(i) for i in np.argsort(-overlaps, kind="stable")[:SHORTLIST]]
    vectors = embedder.embed([claim, *(s.text for s in segments), *(sentences[i].text for i in first)])
    cosines = vectors[: 1 + len(segments)] @ vectors[1 + len(segments) :].T
    joint = cosines[0] * _WORDS_AGAINST_MEANING + overlaps[first] if first else np.zeros(0)
    turn = [int(i) for i in np.argsort(-joint, kind="stable")]
    return Evidence(
        claim=said,
        segments=segments,
        sentences=sentences,
        weight=weight,
        overlaps=overlaps,
        order=[first[i] for i in turn],
        cosines=np.asarray(cosines[:, turn], dtype=float),
    )


def sentences_of(passages: Sequence[str]) -> list[Sentence]:
    """Return the sentences of the passages in order."""
    return [
        take_apart(passage[start:end], number)
        for number, passage in enumerate(passages)
        for start, end in split_sentences(passage)
    ]
