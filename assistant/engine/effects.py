"""What an answer to a question would do to the stage: Bayes' rule on the stage probabilities, and a sentence that says it."""

import numpy as np

from assistant.chances import percent
from assistant.models import AnswerEffect
from assistant.phrases import LITTLE, named
from corpus.vocabulary import STAGES

_LITTLE = 0.01
"""A change of every stage's probability by less than this is called little."""


def updated(stages: np.ndarray, chances: np.ndarray) -> np.ndarray:
    """Return the stage probabilities, (5,), after something seen whose chance at each stage is `chances`, (5,): Bayes' rule."""
    joint = stages * chances
    return np.asarray(joint / joint.sum())


def effect(opening: str, stages: np.ndarray, chances: np.ndarray) -> AnswerEffect:
    """Return what an answer does whose chance at each stage is `chances`; `opening` names it at the start of the sentence."""
    after = updated(stages, chances)
    return AnswerEffect(
        stage=STAGES[int(after.argmax())],
        probabilities={stage: float(p) for stage, p in zip(STAGES, after, strict=True)},
        words=_sentence(opening, stages, after),
    )


def _sentence(opening: str, before: np.ndarray, after: np.ndarray) -> str:
    top = int(after.argmax())
    name, change = named(STAGES[top]), f"({percent(before[top])} to {percent(after[top])})"
    if np.abs(after - before).max() < _LITTLE:
        return f"{opening} {LITTLE}"
    if top != int(before.argmax()):
        return f"{opening} would make {name} the likeliest {change}."
    if after[top] >= before[top]:
        return f"{opening} would make {name} likelier {change}."
    return f"{opening} would make {name} less likely, though still the likeliest {change}."
