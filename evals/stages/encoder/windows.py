"""Sentences that follow one another are read together: word pieces packed into windows, whole sentences in order."""

from collections.abc import Sequence

WINDOW, LONGEST = 254, 120
"""Word pieces in a window, its marks included, and of one sentence; what is longer is cut."""
CLS, SEP = 101, 102
Window = tuple[list[int], list[tuple[int, int]]]
"""Ids of word pieces, and where in them each sentence begins and ends."""


def windows(sentences: Sequence[list[int]]) -> list[Window]:
    """Return the sentences' word pieces packed into windows, whole sentences in order, a mark after each."""
    packed: list[Window] = []
    ids, spans = [CLS], list[tuple[int, int]]()
    for pieces in sentences:
        if spans and len(ids) + len(pieces) + 1 > WINDOW:
            packed.append((ids, spans))
            ids, spans = [CLS], []
        spans.append((len(ids), len(ids) + len(pieces)))
        ids = [*ids, *pieces, SEP]
    return [*packed, (ids, spans)] if spans else packed
