"""Judges every action of a plan by its words, the stage and what was said of the service, with weights learned from labelled plans."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.plans.features import numbers, vectors
from assistant.plans.matching import Matcher
from assistant.plans.models import PlanFit
from assistant.plans.said import Said
from assistant.plans.weights import FITS, PlanWeights, load_plan_weights
from corpus.vocabulary import Stage


@dataclass(frozen=True)
class Judged:
    """The likeliest fit of an action with its likeliest reason, and the chance of each fit."""

    fit: PlanFit
    reason: str
    chances: dict[PlanFit, float]


class PlanJudge:
    """Judges actions. Safe to share between threads."""

    def __init__(self, weights: PlanWeights | None = None) -> None:
        """Take the committed weights where none are given. Raises ModelFileError."""
        self._weights = weights or load_plan_weights()

    def judge(
        self, actions: Sequence[str], rows: np.ndarray, stage: Stage, said: Said, matcher: Matcher
    ) -> list[Judged]:
        """Return what each action is, from its unit row, (n, 384)."""
        if not actions:
            return []
        read = [numbers(text, row, stage, said, matcher) for text, row in zip(actions, rows, strict=True)]
        chances = self._weights.chances(np.array(read), np.array([vectors(row, stage, said) for row in rows]))
        fits = self._weights.fits(chances)
        return [self._judged(*each) for each in zip(chances, fits, strict=True)]

    def _judged(self, chances: np.ndarray, fits: np.ndarray) -> Judged:
        fit = FITS[int(fits.argmax())]
        return Judged(
            fit,
            self._weights.reason(chances, fit),
            {name: round(float(chance), 3) for name, chance in zip(FITS, fits, strict=True)},
        )
