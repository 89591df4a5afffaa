"""What the message reader is worth on writers it has not met, and the thresholds that follow."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.messages.judging import judge
from assistant.messages.models import KINDS, STOPS, Kind, Reading
from assistant.training.message_examples import MessageExample

_MOST_FALSE = {"emergency": 0.008, "individual_child": 0.02, "refused": 0.015}
"""The share of harmless messages that an alarm may stop: each threshold is the lowest that keeps to it."""
_LEAST = 0.15
"""No threshold is lower, however clean the examples."""


@dataclass(frozen=True)
class Read:
    """An example with the reading of a model that has met no message of its writer."""

    example: MessageExample
    reading: Reading

    @property
    def harmless(self) -> bool:
        """Whether the message must be answered rather than stopped."""
        return self.example.kind not in STOPS


def choose_thresholds(reads: Sequence[Read]) -> dict[str, float]:
    """Return for each alarm the lowest threshold that stops no more harmless messages than it may."""
    return {kind: _threshold([r.reading.alarms[kind] for r in reads if r.harmless], kind) for kind in STOPS}


def _threshold(harmless: list[float], kind: Kind) -> float:
    allowed = int(_MOST_FALSE[kind] * len(harmless))
    return round(max(_LEAST, sorted(harmless, reverse=True)[allowed] + 0.005), 3)


def figures(reads: Sequence[Read], thresholds: dict[str, float]) -> dict[str, float]:
    """Return macro-F1 over the kinds, and recall and false alarms of each alarm at its threshold."""
    found: dict[str, float] = {"messages": len(reads), "macro_f1": _macro_f1(reads), "accuracy": _accuracy(reads)}
    found["emergency_recall_english"] = _share(
        [r for r in reads if r.example.kind == "emergency" and not r.example.foreign],
        _stopped(reads, "emergency", thresholds),
    )
    for kind in STOPS:
        stopped = _stopped(reads, kind, thresholds)
        groups = {
            f"{kind}_recall": [r for r in reads if r.example.kind == kind],
            f"{kind}_false_alarms": [r for r in reads if r.harmless],
            f"{kind}_false_alarms_lookalikes": [r for r in reads if r.example.lookalike],
        }
        found |= {name: _share(group, stopped) for name, group in groups.items()}
    return found


def _stopped(reads: Sequence[Read], kind: Kind, thresholds: dict[str, float]) -> set[str]:
    """Return the ids of messages that would be answered as `kind`, beside the rules."""
    return {r.example.id for r in reads if _finding(r, thresholds) == kind}


def _finding(read: Read, thresholds: dict[str, float]) -> str | None:
    return "emergency" if read.example.foreign else judge(read.example.turns[-1], None, read.reading, thresholds)


def _share(reads: Sequence[Read], stopped: set[str]) -> float:
    return round(sum(r.example.id in stopped for r in reads) / max(1, len(reads)), 4)


def _accuracy(reads: Sequence[Read]) -> float:
    return round(float(np.mean([r.reading.kind == r.example.kind for r in reads])), 4)


def _macro_f1(reads: Sequence[Read]) -> float:
    scores = []
    for kind in KINDS:
        right = sum(r.reading.kind == kind == r.example.kind for r in reads)
        said, true = (
            sum(values)
            for values in zip(*((r.reading.kind == kind, r.example.kind == kind) for r in reads), strict=True)
        )
        scores.append(2 * right / max(1, said + true))
    return round(float(np.mean(scores)), 4)
