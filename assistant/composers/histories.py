"""Councils that have been through what is asked about, one section each: what happened, what turned it, how long, what became of it."""

from collections.abc import Iterator

from assistant.composers.base import DraftSection, DraftStatement, quoted
from assistant.phrases import listed
from assistant.selection.histories import Histories

NEAREST = "nearest, not the same"
"""What stands behind the name of a council whose note does not tell of what is asked."""


def history_sections(found: Histories) -> Iterator[DraftSection]:
    """Yield which councils' notes tell of it and which come nearest, then a section for each, and a line for each further one."""
    yield DraftSection("Who has been through it", (DraftStatement(_who(found), "finding"),))
    for side in found.told:
        yield DraftSection(side.name, tuple(quoted(unit) for unit in side.lines))
    if found.also:
        yield DraftSection("Also told of", tuple(quoted(unit) for side in found.also for unit in side.lines))
    for side in found.near:
        yield DraftSection(f"{side.name} ({NEAREST})", tuple(quoted(unit) for unit in side.lines))


def _who(found: Histories) -> str:
    near = listed([side.name for side in found.near]) if found.near else ""
    if not found.told:
        return (
            f"No note on a council tells of this. The nearest are {near}, and what they went through is not the same."
        )
    told = f"Notes tell of it in {listed([side.name for side in found.told])}."
    below = "Below is what each note says of what was done, how long it took and what became of it."
    return f"{told} {below}" + (f" Nearest, and not the same: {near}." if near else "")
