"""How near a unit is to what was asked: vectors for meaning, shared rare stems for the exact thing."""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from assistant.passages import Unit
from indexes.embedders import Embedder
from indexes.lexical import Tokenizer

FRAME = (
    "current currently latest national figure figures usually usual give gives tell tells show shows say says said mean means "
    "please know need want thing things example examples list explain describe question answer"
)
"""Words that frame a question and do not say what is asked."""
_SHORTLIST = 24
"""Units given a vector: some 40 ms on two cores."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MOST_KNOWN = 8192
"""Vectors of the corpus's own sentences that are remembered, 1.5 kB each; then all are forgotten."""


class Ranker:
    """Orders units by nearness to a text."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._stems = Tokenizer()
        self._known: dict[str, np.ndarray] = {}

    def rank(self, text: str, units: Sequence[Unit], prior: Sequence[float] | None = None) -> list[tuple[Unit, float]]:
        """Return (unit, score) best first. `prior` adds to each unit's score; scores are comparable within one call only."""
        if not units:
            return []
        priors = list(prior) if prior is not None else [0.0] * len(units)
        overlap = self.overlaps(text, units)
        first = sorted(range(len(units)), key=lambda i: -(overlap[i] + priors[i]))[:_SHORTLIST]
        cosines = self.cosines(
            text, [units[i].text for i in first], all(units[i].chunk.info.case is None for i in first)
        )
        scored = [(units[i], float(c) + 0.5 * overlap[i] + priors[i]) for i, c in zip(first, cosines, strict=True)]
        return sorted(scored, key=lambda pair: -pair[1])

    def cosines(self, text: str, others: Sequence[str], public: bool = False) -> np.ndarray:
        """Return the cosine of `text` with each of `others`, in 0..1 for ordinary prose.

        Vectors of `public` others are remembered. They are made one by one: in int8 the texts of a batch share their scales, and what an
        answer says must not hang on what was asked before.
        """
        if not others:
            return np.zeros(0, dtype=np.float32)
        if not public:
            vectors = self._embedder.embed([text, *others])
            return np.asarray(vectors[1:] @ vectors[0])
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        held = {other: self._known.get(other) for other in others}
        for other, vector in held.items():
            if vector is None:
                held[other] = self._known[other] = self._embedder.embed([other])[0]
        own = self._embedder.embed([text])[0]
        return np.array([held[other] @ own for other in others], dtype=np.float32)

    def overlaps(self, text: str, units: Sequence[Unit]) -> list[float]:
        """Return for each unit the share of the text's stems it holds, rare stems counting more; 0..1.

        A stem's weight is its inverse frequency over the units given and the heading and title they stand under.
        """
        wanted = self._wanted(text)
        held = [set(self._stems(u.in_context)) for u in units]
        seen = Counter(stem for stems in held for stem in stems & wanted)
        weight = {stem: math.log(1 + len(units) / (1 + seen[stem])) for stem in wanted}
        total = sum(weight.values()) or 1.0
        return [sum(weight[stem] for stem in stems & wanted) / total for stems in held]

    def _wanted(self, text: str) -> set[str]:
        """Return the stems that carry what is asked, without the words that only frame a question."""
        return set(self._stems(text)) - set(self._stems(FRAME))


def _alike(one: Unit, other: Unit) -> bool:
    """Return whether most words of the shorter unit stand in the longer one too, and no figure tells them apart."""
    a, b = set(one.text.lower().split()), set(other.text.lower().split())
    figures = [set(_NUMBER.findall(unit.text)) for unit in (one, other)]
    return figures[0] == figures[1] and len(a & b) >= 0.7 * min(len(a), len(b))


def distinct(units: Sequence[Unit], most: int) -> list[Unit]:
    """Return up to `most` units in order, leaving out those that say nearly what an earlier one says."""
    kept = list[Unit]()
    for unit in units:
        if len(kept) < most and not any(_alike(unit, other) for other in kept):
            kept.append(unit)
    return kept
