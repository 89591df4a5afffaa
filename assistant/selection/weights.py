"""The committed weights of the sentence selector: reading them, and what they make of features."""

import hashlib
from functools import lru_cache
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, model_validator

from assistant.engine.artefacts import FOLDER
from assistant.errors import ModelFileError
from assistant.selection.choice import WHOLE_NAMES
from assistant.selection.features import NAMES
from assistant.weights_files import read_weights

SELECTION_FILE = "selection.json"
FORMAT = 1
_REBUILD = "rebuild it with `python -m assistant.training.selection`"


class Logistic(BaseModel):
    """A logistic regression over standardised features."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    features: tuple[str, ...]
    centre: tuple[float, ...]
    spread: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    @model_validator(mode="after")
    def _is_even(self) -> "Logistic":
        if {len(self.centre), len(self.spread), len(self.weights)} != {len(self.features)}:
            raise ValueError(f"{len(self.features)} features, but other numbers of weights")
        return self

    def chances(self, rows: np.ndarray) -> np.ndarray:
        """Return the chance, 0..1, of each row of features."""
        standard = (rows - np.array(self.centre)) / np.array(self.spread)
        return np.asarray(1 / (1 + np.exp(-(standard @ np.array(self.weights) + self.bias))))


class SelectionWeights(BaseModel):
    """What judges sentences, what judges whether the chosen ones are all of it, and what both were made from."""

    model_config = ConfigDict(extra="forbid")

    format: int
    sentence: Logistic
    whole: Logistic
    card: dict[str, object]


class SelectionModel:
    """Judges features with the given weights."""

    def __init__(self, weights: SelectionWeights) -> None:
        self._weights = weights
        self.version = hashlib.sha256(weights.model_dump_json().encode()).hexdigest()[:8]

    def chances(self, features: np.ndarray) -> np.ndarray:
        """Return for each row the chance, 0..1, that a good answer says it."""
        return self._weights.sentence.chances(features)

    def wholeness(self, features: np.ndarray) -> float:
        """Return the chance, 0..1, that an answer with these `whole_features` says all that a good one says."""
        return float(self._weights.whole.chances(features[None])[0])


@lru_cache(maxsize=4)
def load_selection_model(folder: Path = FOLDER) -> SelectionModel:
    """Return the model in `folder`; loaded once a process. Raises ModelFileError when it is missing, damaged or another's."""
    weights = read_weights(folder / SELECTION_FILE, SelectionWeights, "the sentence selector", _REBUILD)
    if (weights.format, weights.sentence.features, weights.whole.features) != (FORMAT, NAMES, WHOLE_NAMES):
        raise ModelFileError(f"{SELECTION_FILE} is of another version of this program; {_REBUILD}")
    return SelectionModel(weights)
