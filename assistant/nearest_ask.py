"""What a question on an assessment asks where it is put in words of its own: the sort whose wordings come nearest."""

from functools import cached_property

import numpy as np

from assistant.queries.ask_wordings import OTHERS, WORDINGS
from assistant.queries.stage_asks import FollowUpKind
from indexes.embedders import Embedder

LEAST = 0.55
"""Cosine with the nearest wording below which a question is none of them. Tried on some forty questions written for it."""


class NearestAsk:
    """Reads short questions. Safe to share between threads; the wordings are embedded at first use."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def kind(self, question: str) -> FollowUpKind | None:
        """Return the sort that a question after an account comes nearest to, None for another question."""
        near = self._vectors @ self._embedder.embed([question])[0]
        best = int(np.argmax(near))
        return self._kinds[best] if near[best] >= LEAST else None

    @cached_property
    def _kinds(self) -> list[FollowUpKind | None]:
        return [kind for kind, said in WORDINGS.items() for _ in said] + [None] * len(OTHERS)

    @cached_property
    def _vectors(self) -> np.ndarray:
        return self._embedder.embed([*(text for said in WORDINGS.values() for text in said), *OTHERS])
