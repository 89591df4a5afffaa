"""A conversation to a reading: what kind its last message is, and whether a part of it tells of danger or of one child's case."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from assistant.errors import ModelFileError
from assistant.messages.features import Surface, last_and_before
from assistant.messages.models import KINDS, STOPS, Reading
from assistant.messages.text import windows
from assistant.messages.weights import MessageModel, load_message_model

_MOST_WINDOWS = 3
"""Parts of a message that are embedded: those whose words alone sound most like danger or one child's case."""
_QUIET = -4.0
"""A part whose words alone speak so clearly against an alarm (in logits) is not embedded."""
FEWEST_WORDS = 4
_ALARMS = len(KINDS)
_WATCHED = [_ALARMS + STOPS.index("emergency"), _ALARMS + STOPS.index("individual_child")]


class Embeds(Protocol):
    """What the reader needs of an embedder."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return one unit row a text."""


class MessageReader:
    """Reads messages with the committed weights. Works offline; safe to share between threads if the embedder is."""

    def __init__(self, embedder: Embeds, model: MessageModel | None = None) -> None:
        """Take the committed weights unless others are given. Raises ModelFileError, also for vectors of another length."""
        self._model = model or load_message_model()
        made_for = self._model.card["embedder"]
        if embedder.dimension != made_for["dimension"]:
            raise ModelFileError(
                f"the message reader was made with {made_for['name']} ({made_for['dimension']} numbers), the embedder gives "
                f"{embedder.dimension}; use that embedder, or rebuild it with `python -m assistant.training.messages`"
            )
        self._embedder, self._surface = embedder, self._model.surface

    @property
    def thresholds(self) -> dict[str, float]:
        """The chances from which decisions hold, as the card has them."""
        return self._model.thresholds

    @property
    def version(self) -> str:
        """The weights' version: changes whenever a reading may."""
        return self._model.version

    def read(self, turns: Sequence[str]) -> Reading:
        """Return the reading of the last of `turns`."""
        last, before = last_and_before(turns)
        whole = self._model.counted(self._surface.read(last, len(turns))) + self._meaning(last, before)
        chances = {kind: float(chance) for kind, chance in zip(KINDS, _softmax(whole[:_ALARMS]), strict=True)}
        alarms, parts = _sigmoid(whole[_ALARMS:]), self._parts(last)
        raised = {kind: _raised(float(alarms[i]), float(parts[i])) for i, kind in enumerate(STOPS)}
        return Reading(chances, {kind: (raised[kind] + chances[kind]) / 2 for kind in STOPS})

    def _meaning(self, last: str, before: str) -> np.ndarray:
        vectors = self._embedder.embed([last, before] if before else [last])
        return self._model.meant(vectors[0], vectors[1] if before else None)

    def _parts(self, last: str) -> np.ndarray:
        """Return the highest alarms over the parts of a message, shape (3,); 0 where it has no parts."""
        pieces = [piece for piece in windows(last) if len(piece.split()) >= FEWEST_WORDS]
        if not pieces:
            return np.zeros(len(STOPS))
        counted = np.array([self._model.counted(self._read_part(piece)) for piece in pieces])
        loud = counted[:, _WATCHED].max(axis=1)
        loudest = [i for i in np.argsort(-loud, kind="stable")[:_MOST_WINDOWS] if loud[i] >= _QUIET]
        if not loudest:
            return np.zeros(len(STOPS))
        vectors = self._embedder.embed([pieces[i] for i in loudest])
        return np.asarray(_sigmoid((counted[loudest] + self._model.meant(vectors))[:, _ALARMS:]).max(axis=0))

    def _read_part(self, piece: str) -> Surface:
        return self._surface.read(piece, 1)


def _raised(whole: float, part: float) -> float:
    """A part raises the alarm of the whole, but not by itself: a few words out of their place can sound like anything."""
    return max(whole, float(np.sqrt(whole * part)))


def _sigmoid(values: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -50, 50))))


def _softmax(values: np.ndarray) -> np.ndarray:
    powers = np.exp(values - values.max())
    return np.asarray(powers / powers.sum())
