"""The committed model file: reading it, and what is in it."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.engine.ngrams import Vocabulary
from assistant.errors import ModelFileError
from indexes.onnx_model import digest_of

FOLDER = Path(__file__).parent.parent / "artefacts"
WEIGHTS_FILE, CARD_FILE, VOCABULARY_FILE, RUBRIC_FILE, LAYERS_FILE = (
    "stages.safetensors",
    "stages.json",
    "vocabulary.json",
    "rubric.json",
    "stage_reader.safetensors",
)
FORMAT = 2
_PARTS = ("input", "context", "attention", "counting", "output")
_NEEDED = (
    *("passage_idf", "passage_ngrams", "passage_bias", "heads", "heads_bias"),
    *(f"network.{part}.{kind}" for part in _PARTS for kind in ("weight", "bias")),
    *("stack", "stack_bias", "calibration", "indicators"),
)
_REBUILD = "rebuild it with `python -m assistant.training`"


@dataclass(frozen=True)
class StageModel:
    """Everything that `assess` needs, in memory.

    `card` holds settings, versions and figures; `tensors` the weights by name, float32; `rubric` the indicators and
    questions taken from `corpus/rubric.yaml` when the model was built; `layers` is the file of the upper layers
    that go into MiniLM, `layers_digest` twelve hexadecimal digits over it.
    """

    card: dict[str, Any]
    vocabulary: Vocabulary
    tensors: dict[str, np.ndarray]
    rubric: dict[str, Any]
    layers: Path
    layers_digest: str
    version: str = "unsaved"
    """Twelve hexadecimal digits over the weights, the layers, the vocabulary and the rubric."""


@lru_cache(maxsize=4)
def load_model(folder: Path) -> StageModel:
    """Return the model in `folder`; loaded once a process and folder.

    Raises ModelFileError when a file is missing, damaged or of another format.
    """
    from safetensors.numpy import load_file

    try:
        card = json.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
        words = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
        rubric = json.loads((folder / RUBRIC_FILE).read_text(encoding="utf-8"))
        layers = folder / LAYERS_FILE
        digest = digest_of(layers)
        tensors = {name: array.astype(np.float32) for name, array in load_file(folder / WEIGHTS_FILE).items()}
        vocabulary = Vocabulary(words["words"], words["characters"])
    except FileNotFoundError as error:
        raise ModelFileError(f"the stage model lacks {Path(str(error.filename)).name}; {_REBUILD}") from error
    except Exception as error:
        raise ModelFileError(f"the stage model cannot be read ({type(error).__name__}); {_REBUILD}") from error
    _check(card, vocabulary, tensors)
    return StageModel(card, vocabulary, tensors, rubric, layers, digest, _hash(folder))


def _hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in (WEIGHTS_FILE, LAYERS_FILE, VOCABULARY_FILE, RUBRIC_FILE):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]


def _check(card: dict[str, Any], vocabulary: Vocabulary, tensors: dict[str, np.ndarray]) -> None:
    if card.get("format") != FORMAT:
        raise ModelFileError(
            f"the stage model is of format {card.get('format')!r}, this program reads {FORMAT}; {_REBUILD}"
        )
    lacking = set(_NEEDED) - tensors.keys()
    if lacking:
        raise ModelFileError(f"the stage model lacks {', '.join(sorted(lacking))}; {_REBUILD}")
    rows = tensors["passage_ngrams"].shape[0]
    if rows != len(vocabulary):
        raise ModelFileError(
            f"the stage model has weights for {rows} n-grams but a vocabulary of {len(vocabulary)}; {_REBUILD}"
        )
