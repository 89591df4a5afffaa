"""The committed weights of the message reader: one linear layer over a message's numbers."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.engine.artefacts import FOLDER
from assistant.engine.ngrams import Vocabulary
from assistant.errors import ModelFileError
from assistant.messages.cues import NAMES
from assistant.messages.features import Surface, SurfaceReader
from assistant.messages.models import KINDS, STOPS

WEIGHTS_FILE, CARD_FILE = "messages.safetensors", "messages.json"
FORMAT = 1
COLUMNS: tuple[str, ...] = (*KINDS, *(f"alarm:{kind}" for kind in STOPS))
"""What the layer gives: a number for each kind, then one alarm for each kind that stops an answer."""
_REBUILD = "rebuild it with `python -m assistant.training.messages`"


@dataclass(frozen=True)
class MessageModel:
    """Weights with one column for each of COLUMNS. D numbers of a vector, V n-grams.

    `tensors`: last (D, C), before (D, C), ngrams (V, C), cues (len(NAMES), C), bias (C,), idf (V,).
    """

    card: dict[str, Any]
    vocabulary: Vocabulary
    tensors: dict[str, np.ndarray]
    version: str = "unsaved"
    """Twelve hexadecimal digits over the two files."""

    @property
    def surface(self) -> SurfaceReader:
        """What counts n-grams and cues for this model."""
        return SurfaceReader(self.vocabulary, self.tensors["idf"])

    @property
    def thresholds(self) -> dict[str, float]:
        """The chance from which each alarm, and each other decision, holds."""
        return {name: float(value) for name, value in self.card["thresholds"].items()}

    def counted(self, surface: Surface) -> np.ndarray:
        """Return what n-grams, cues and bias alone add up to, shape (C,)."""
        t = self.tensors
        grams = surface.weights @ t["ngrams"][surface.indices]
        return np.asarray(grams + surface.cues @ t["cues"] + t["bias"])

    def meant(self, last: np.ndarray, before: np.ndarray | None = None) -> np.ndarray:
        """Return what the vectors of the message and of the end of the one before add, shape (C,) or (n, C)."""
        added = last @ self.tensors["last"]
        return np.asarray(added if before is None else added + before @ self.tensors["before"])


@lru_cache(maxsize=4)
def load_message_model(folder: Path = FOLDER) -> MessageModel:
    """Return the model in `folder`; loaded once a process. Raises ModelFileError when it is missing, damaged or another's."""
    from safetensors.numpy import load_file

    try:
        card = json.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
        tensors = {name: array.astype(np.float32) for name, array in load_file(folder / WEIGHTS_FILE).items()}
        words = card.pop("vocabulary")
        vocabulary = Vocabulary(words["words"], words["characters"])
        model = MessageModel(card, vocabulary, tensors, _hash(folder))
        fits = _fits(model)
    except FileNotFoundError as error:
        raise ModelFileError(f"the message reader lacks {Path(str(error.filename)).name}; {_REBUILD}") from error
    except Exception as error:
        raise ModelFileError(f"the message reader cannot be read ({type(error).__name__}); {_REBUILD}") from error
    if not fits:
        raise ModelFileError(f"the message reader's files are of another version of this program; {_REBUILD}")
    return model


def _hash(folder: Path) -> str:
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in (WEIGHTS_FILE, CARD_FILE))).hexdigest()[:12]


def _fits(model: MessageModel) -> bool:
    t, rows, columns = model.tensors, len(model.vocabulary), len(COLUMNS)
    shapes = {"ngrams": (rows, columns), "cues": (len(NAMES), columns), "bias": (columns,), "idf": (rows,)}
    right = all(t[name].shape == shape for name, shape in shapes.items())
    same_dense = t["last"].shape == t["before"].shape == (int(model.card["embedder"]["dimension"]), columns)
    return right and same_dense and model.card["format"] == FORMAT and model.card["columns"] == list(COLUMNS)
