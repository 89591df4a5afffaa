"""How many of the likeliest sentences an answer shows, and whether they are likely to be all of it."""

from collections.abc import Sequence

import numpy as np

from assistant.models import Intent
from assistant.passages import Unit
from assistant.relevance import distinct

MOST = 12
_MOST: dict[Intent, int] = {"fact": 8, "definition": 8}
"""Sentences of an answer, fewer where one thing is asked."""
LEAST_CHANCE = 0.12
"""A sentence likelier than this to belong into the answer is shown: about one in seven of those just above it does."""
_RELATIVE = 0.25
"""How likely a sentence must be beside the likeliest one where one thing is asked."""
WHOLE_NAMES = ("likeliest", "mean of three", "chances left out", "share shown", "one thing asked", "two questions")


def choose(units: Sequence[Unit], chances: Sequence[float], intent: Intent) -> list[Unit]:
    """Return the sentences to show, likeliest first and without repeats; `units` come likeliest first with their chances."""
    least = max(LEAST_CHANCE, _RELATIVE * chances[0] if chances and intent in _MOST else 0.0)
    likely = [unit for n, (unit, chance) in enumerate(zip(units, chances, strict=True)) if chance >= least or n == 0]
    return distinct(likely, _MOST.get(intent, MOST))


def whole_features(chances: Sequence[float], shown: int, intent: Intent, query: str) -> np.ndarray:
    """Return what tells whether `shown` sentences say all that is asked, in the order of WHOLE_NAMES; `chances` fall."""
    left = sum(chances[shown:])
    two = query.count("?") > 1 or " and " in query
    top = [*chances[:3], 0.0, 0.0, 0.0][:3]
    return np.array([top[0], sum(top) / 3, left, shown / MOST, float(intent in _MOST), float(two)])
