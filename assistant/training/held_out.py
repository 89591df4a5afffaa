"""What the network makes of every labelled text and sentence without having seen its writer: kept, so that nothing need be retrained."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "held_out.safetensors"


@dataclass(frozen=True)
class HeldOut:
    """`texts`: probabilities (7,) by id of a passage or a group's member; `sentences`: scores of all heads (23,) by id."""

    texts: dict[str, np.ndarray]
    sentences: dict[str, np.ndarray]


def save_held_out(read: HeldOut, path: Path = FILE) -> None:
    """Write the readings: probabilities in single, scores in half precision."""
    from safetensors.numpy import save_file

    kinds = {"texts": (read.texts, np.float32), "sentences": (read.sentences, np.float16)}
    arrays = {name: np.array([rows[i] for i in sorted(rows)], dtype=kind) for name, (rows, kind) in kinds.items()}
    save_file(arrays, path, metadata={name: json.dumps(sorted(rows)) for name, (rows, _) in kinds.items()})
    path.chmod(0o644)


def load_held_out(path: Path = FILE) -> HeldOut:
    """Return the committed readings."""
    from safetensors import safe_open

    with safe_open(path, framework="numpy") as file:
        ids = {name: json.loads(listed) for name, listed in file.metadata().items()}
        texts, sentences = (_by_id(ids[name], file.get_tensor(name)) for name in ("texts", "sentences"))
    return HeldOut(texts, sentences)


def _by_id(ids: Sequence[str], rows: np.ndarray) -> dict[str, np.ndarray]:
    return dict(zip(ids, rows.astype(np.float32), strict=True))
