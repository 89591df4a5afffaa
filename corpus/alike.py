"""Texts that say nearly the same, told by the runs of words that they have in common."""

import re

NEAR = 0.9
"""Share of eight-word runs in common from which two texts are reported as near-duplicates."""
_RUN = 8

Runs = frozenset[int]


def runs_of(text: str) -> Runs:
    """Return the runs of eight words in `text`, as numbers that hold within this process."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(hash(tuple(words[i : i + _RUN])) for i in range(max(1, len(words) - _RUN + 1)))


def alike(one: Runs, other: Runs) -> bool:
    """Return whether two texts say nearly the same."""
    return len(one & other) >= NEAR * max(len(one), len(other))
