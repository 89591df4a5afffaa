"""The committed weights: reading them, and what they make of features."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.claims.features import FEATURES, TURNED
from assistant.claims.models import ClaimLabel, ClaimWeights, Line
from assistant.engine.artefacts import FOLDER
from assistant.errors import ModelFileError
from assistant.weights_files import read_weights

CLAIMS_FILE = "claims.json"
FORMAT = 1
_TURNED_FROM = 0.64
"""From here on the nearest sentence holds four fifths of the claim and says otherwise: the score is halved."""
_REBUILD = "rebuild it with `python -m assistant.training.claims`"


class ClaimModel:
    """Judges features with the given weights."""

    def __init__(self, weights: ClaimWeights) -> None:
        self.weights = weights
        self._centre, self._spread = np.array(weights.centre), np.array(weights.spread)
        self._turned = [weights.features.index(name) for name in TURNED]

    def score(self, features: np.ndarray) -> float:
        """Return the chance that the claim is supported, 0..1."""
        chance = float(1 / (1 + np.exp(-self._line(self.weights.support, features))))
        return chance / 2 if self.turned(features) else chance

    def turned(self, features: np.ndarray) -> bool:
        """Return whether the nearest sentence says the claim but for a negation, an opposite or a number."""
        return bool(max(features[i] for i in self._turned) >= _TURNED_FROM)

    def label(self, features: np.ndarray, score: float) -> ClaimLabel:
        """Return the label of features with that score."""
        if score >= self.weights.threshold:
            return "supported"
        if self.turned(features):
            return "contradicted"
        others = self.weights.others
        return max(others, key=lambda label: self._line(others[label], features))

    def _line(self, line: Line, features: np.ndarray) -> float:
        standard = (features - self._centre) / self._spread
        return float(standard @ np.array(line.weights) + line.bias)


@lru_cache(maxsize=4)
def load_claim_model(folder: Path = FOLDER) -> ClaimModel:
    """Return the model in `folder`; loaded once a process. Raises ModelFileError when it is missing, damaged or another's."""
    weights = read_weights(folder / CLAIMS_FILE, ClaimWeights, "the claim checker", _REBUILD)
    sizes = {len(part) for part in (weights.features, weights.centre, weights.spread, weights.support.weights)}
    sizes |= {len(line.weights) for line in weights.others.values()}
    if weights.format != FORMAT or weights.features != list(FEATURES) or sizes != {len(FEATURES)}:
        raise ModelFileError(f"{CLAIMS_FILE} is of another version of this program; {_REBUILD}")
    return ClaimModel(weights)
