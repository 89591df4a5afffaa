"""The sides of a comparison, one section each, so that every side has its own lines and sources."""

from collections.abc import Iterator, Sequence

from assistant.composers.base import DraftSection, quoted
from assistant.selection.sides import Side


def side_sections(sides: Sequence[Side]) -> Iterator[DraftSection]:
    """Yield a section for each side under its name, in the order of the question."""
    for side in sides:
        title = side.name[:1].upper() + side.name[1:]
        yield DraftSection(title, tuple(quoted(unit) for unit in side.lines))
