"""The committed weights of the plan check: reading them, and what is in them."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.engine.artefacts import FOLDER
from assistant.engine.reading import softmax
from assistant.errors import ModelFileError
from assistant.plans.features import NUMBERS
from assistant.plans.models import PlanFit

WEIGHTS_FILE, CARD_FILE, FORMAT = "plans.safetensors", "plans.json", 1
FITS: tuple[PlanFit, ...] = ("fits", "partial", "mismatch", "unclear")
_REBUILD = "rebuild it with `python -m assistant.training.plans`"


@dataclass(frozen=True)
class PlanWeights:
    """A multinomial logistic regression over kinds: a fit with its reason. `kinds` names the columns of `tensors["weight"]`."""

    tensors: dict[str, np.ndarray]
    kinds: tuple[tuple[PlanFit, str], ...]
    card: dict[str, Any]

    def chances(self, numbers: np.ndarray, vectors: np.ndarray) -> np.ndarray:
        """Return the chance of each kind, (n, kinds), from the rows of `features.numbers` and `features.vectors`."""
        standard = (numbers - self.tensors["mean"]) / self.tensors["scale"]
        return softmax(np.hstack([standard, vectors]) @ self.tensors["weight"] + self.tensors["bias"])

    def fits(self, chances: np.ndarray) -> np.ndarray:
        """Return the chance of each of FITS, (n, 4), from those of kinds; `partial`, which is rarer, is given its due."""
        summed = np.stack([chances[:, [fit == name for fit, _ in self.kinds]].sum(axis=1) for name in FITS], axis=1)
        weighed = summed * self.tensors["due"]
        return np.asarray(weighed / weighed.sum(axis=1, keepdims=True))

    def reason(self, chances: np.ndarray, fit: PlanFit) -> str:
        """Return the likeliest reason of a fit, from the chances of kinds of one action, (kinds,)."""
        own = [i for i, (kind, _) in enumerate(self.kinds) if kind == fit]
        return self.kinds[max(own, key=lambda i: float(chances[i]))][1]


@lru_cache(maxsize=2)
def load_plan_weights(folder: Path = FOLDER) -> PlanWeights:
    """Return the weights in `folder`, loaded once a process. Raises ModelFileError when a file is missing, damaged or of another format."""
    from safetensors.numpy import load_file

    for name in (CARD_FILE, WEIGHTS_FILE):
        if not (folder / name).is_file():
            raise ModelFileError(f"the plan model lacks {name}; {_REBUILD}")
    try:
        card = json.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
        tensors = {name: array.astype(np.float64) for name, array in load_file(folder / WEIGHTS_FILE).items()}
        kinds = tuple((kind["fit"], kind["reason"]) for kind in card["kinds"])
        as_written = (card["format"], tuple(card["numbers"]), tensors["weight"].shape[1])
    except Exception as error:
        raise ModelFileError(f"the plan model cannot be read ({type(error).__name__}); {_REBUILD}") from error
    if as_written != (FORMAT, NUMBERS, len(kinds)):
        raise ModelFileError(f"the plan model is of another format than this program reads; {_REBUILD}")
    return PlanWeights(tensors, kinds, card)
