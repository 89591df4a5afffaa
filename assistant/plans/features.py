"""What tells whether an action fits: its words, the stage, what was said, and what cards and the stage's page say of the like."""

import numpy as np

from assistant.plans.matching import Matcher
from assistant.plans.said import Said
from corpus.vocabulary import STAGES, Stage

_SHARPNESS = 12.0
"""What cosines are multiplied with before they become shares of the cards."""
_NEAREST = 3
_WORDS, _FEW_WORDS = 40, 8
_SCALE, _SAID_SCALE = 3.0, 1.5
"""What unit vectors are multiplied with, beside numbers that have been standardised."""
_CARD_FITS = ("fits", "partial", "mismatch")
NUMBERS: tuple[str, ...] = (
    *(f"cards say: {fit}" for fit in _CARD_FITS),
    "cards say nothing",
    "nearest card",
    "nearest line of the page that asks for something",
    "nearest line of the page that warns",
    "the one less the other",
    "nearest sentence said",
    "second nearest",
    "third nearest",
    "all that was said",
    "length",
    "few words",
)
"""One name for each number of `numbers`."""


def numbers(text: str, vector: np.ndarray, stage: Stage, said: Said, matcher: Matcher) -> np.ndarray:
    """Return the numbers of NUMBERS for an action with its unit vector."""
    cosines = matcher.card_nearness(text, vector)
    shares = np.exp(_SHARPNESS * (cosines - cosines.max()))
    told = dict.fromkeys((*_CARD_FITS, None), 0.0)
    for share, card in zip(shares / shares.sum(), matcher.cards, strict=True):
        told[card.info.fit.get(stage)] += float(share)
    asks, warns = matcher.line_nearness(vector, stage)
    near = np.sort(said.vectors @ vector)[::-1]
    three = np.pad(near[:_NEAREST], (0, max(0, _NEAREST - len(near))))
    words = len(text.split())
    return np.array(
        [
            *told.values(),
            cosines.max(),
            asks,
            warns,
            asks - warns,
            *three,
            near.mean(),
            min(words, _WORDS) / _WORDS,
            float(words <= _FEW_WORDS),
        ]
    )


def vectors(vector: np.ndarray, stage: Stage, said: Said) -> np.ndarray:
    """Return what the vectors of an action and of what was said make together: the action's own, at the stage's place, beside the rest."""
    at_stage = np.zeros((len(STAGES), len(vector)))
    at_stage[STAGES.index(stage)] = vector
    nearest = said.vectors[int(np.argmax(said.vectors @ vector))]
    return np.concatenate(
        [
            _SCALE * vector,
            _SCALE * at_stage.ravel(),
            [float(stage == name) for name in STAGES],
            _SAID_SCALE * _unit(said.vectors.mean(axis=0)),
            _SAID_SCALE * nearest,
            _SCALE * _unit(vector * nearest),
        ]
    )


def _unit(row: np.ndarray) -> np.ndarray:
    return row / (np.linalg.norm(row) or 1.0)
