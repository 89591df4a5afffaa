"""Turns of phrase that the engine's explanations, the composers and the renderings share."""

from collections.abc import Sequence

from corpus.vocabulary import STAGE_NAMES, Stage


def listed(items: Sequence[str]) -> str:
    """Return items as a phrase: a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def named(stage: Stage) -> str:
    """Return a stage as a thing that a sentence can speak of: "a steady service", "losing grip"."""
    return "a steady service" if stage == "steady" else STAGE_NAMES[stage]
