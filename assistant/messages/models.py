"""The kinds of message, and what the reader makes of one."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "stage",
    "guidance",
    "fact",
    "comparison",
    "case_example",
    "measure",
    "plan_check",
    "definition",
    "about",
    "greeting",
    "emergency",
    "individual_child",
    "refused",
    "out_of_scope",
    "nonsense",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
STOPS: tuple[Kind, ...] = ("emergency", "individual_child", "refused")
"""Kinds that are answered by a fixed text instead of an answer about a service."""


@dataclass(frozen=True)
class Reading:
    """What the reader makes of a message."""

    chances: dict[Kind, float]
    """The chance of each kind for the message as a whole; they sum to 1."""
    alarms: dict[Kind, float]
    """For each of STOPS how much speaks for it, 0..1: the chance of the kind for the whole message, and an alarm of its own that looks
    at sentences too, in equal parts."""

    @property
    def kind(self) -> Kind:
        """The likeliest kind of the whole message."""
        return max(self.chances, key=lambda kind: self.chances[kind])

    def chance(self, *kinds: Kind) -> float:
        """Return the chance that the whole message is of one of `kinds`."""
        return sum(self.chances[kind] for kind in kinds)
