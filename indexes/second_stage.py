"""The second stage of a search: what fusion finds is ordered anew by how near its word pieces are to the query's."""

from collections.abc import Sequence

import numpy as np

from indexes.dense import Scored
from indexes.piece_store import MappedPieces
from indexes.pieces import ReadQuery

DENSE_WEIGHT_WITH_PIECES = 0.3
"""Share of the dense score in what is fused before: pieces bring meaning too, so words count more than without them."""
DEPTH = 100
"""Candidates looked at: below, fusion rarely has a right one."""


def reorder(query: ReadQuery, fused: Scored, rows: Sequence[int], pieces: MappedPieces, weight: float) -> Scored:
    """Return the candidates by (1 - weight) times their fused score plus weight times their nearness, best first.

    Nearness is scaled between the lowest and highest of the first `DEPTH` candidates; `rows` are theirs. Those further down, and those
    without pieces, count as the lowest.
    """
    nearness = query.nearness(pieces.of(rows[:DEPTH]))
    if not np.isfinite(nearness).any():
        return fused
    low, high = float(np.nanmin(nearness)), float(np.nanmax(nearness))
    scaled = np.nan_to_num((nearness - low) / (high - low)) if high > low else np.ones(len(nearness))
    shares = [*scaled.tolist(), *[0.0] * (len(fused) - len(scaled))]
    scored = [(i, (1 - weight) * score + weight * share) for (i, score), share in zip(fused, shares, strict=True)]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))
