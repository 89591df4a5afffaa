"""The two or three things that a comparison sets beside each other: places that notes are about, or subjects with a page."""

from assistant.queries.entities import entities_in
from assistant.queries.models import Entity

MOST_SIDES = 3
"""Things set beside each other; a question that names more is about a group of them."""


def sides_of(question: str) -> tuple[Entity, ...]:
    """Return what a comparison names to compare, each once, in order; none where it names one thing only, or more than three.

    Where it names several places these are what it compares, and a subject beside them is what they have in common.
    """
    named = {(entity.kind, entity.key): entity for entity in reversed(entities_in(question)) if entity.known}
    inorder = sorted(named.values(), key=lambda entity: entity.start)
    for kind in ("place", "topic"):
        sides = tuple(entity for entity in inorder if entity.kind == kind)
        if len(sides) > 1:
            return sides if len(sides) <= MOST_SIDES else ()
    return ()
