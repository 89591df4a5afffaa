"""The committed weights of the judge of answerability: reading them, and what they make of features."""

import hashlib
from functools import lru_cache
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.answerability import features, premises
from assistant.engine.artefacts import FOLDER
from assistant.errors import ModelFileError
from assistant.selection.weights import Logistic
from assistant.weights_files import read_weights

ANSWERABILITY_FILE = "answerability.json"
FORMAT = 1
_REBUILD = "rebuild it with `python -m assistant.training.answerability`"


class AnswerabilityWeights(BaseModel):
    """What judges whether a question is answered and whether a sentence contradicts it, from which chances on, and from what made."""

    model_config = ConfigDict(extra="forbid")

    format: int
    answered: Logistic
    least_answered: float
    least_sure: float
    contradicts: Logistic
    least_contradiction: float
    card: dict[str, object]


class AnswerabilityModel:
    """Judges features with the given weights."""

    def __init__(self, weights: AnswerabilityWeights) -> None:
        self._weights = weights
        self.version = hashlib.sha256(weights.model_dump_json().encode()).hexdigest()[:8]
        self.least_answered, self.least_sure = weights.least_answered, weights.least_sure
        self.least_contradiction = weights.least_contradiction

    def answered(self, row: np.ndarray) -> float:
        """Return the chance, 0..1, that a question with these features is answered by what was found."""
        return float(self._weights.answered.chances(row[None])[0])

    def contradicts(self, rows: np.ndarray) -> np.ndarray:
        """Return for each sentence the chance, 0..1, that it contradicts what the question takes for granted."""
        return self._weights.contradicts.chances(rows)


@lru_cache(maxsize=4)
def load_answerability_model(folder: Path = FOLDER) -> AnswerabilityModel:
    """Return the model in `folder`; loaded once a process. Raises ModelFileError when it is missing, damaged or another's."""
    weights = read_weights(folder / ANSWERABILITY_FILE, AnswerabilityWeights, "the judge of answerability", _REBUILD)
    names = (weights.answered.features, weights.contradicts.features)
    if weights.format != FORMAT or names != (features.NAMES, premises.NAMES):
        raise ModelFileError(f"{ANSWERABILITY_FILE} is of another version of this program; {_REBUILD}")
    return AnswerabilityModel(weights)
