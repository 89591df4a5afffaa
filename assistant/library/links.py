"""Which documents name which: by the ids in the brackets after their sentences."""

import re
from collections.abc import Collection, Iterable

from corpus.models import PLACE, Document

_ID = re.compile(r"(?<![a-z0-9])[a-z0-9]++(?:-[a-z0-9]++)++")


def cited_ids(document: Document, known: Collection[str]) -> list[str]:
    """Return the ids of the `known` documents that the document names as sources, in the order they come."""
    places = (place for section in document.sections for place in PLACE.findall(section.text))
    named = dict.fromkeys(name for place in places for name in _ID.findall(place))
    return [name for name in named if name in known and name != document.info.id]


def cited_by(links: Iterable[tuple[str, Collection[str]]]) -> dict[str, list[str]]:
    """Return for each document that is named the ids of those that name it, in the order of `links`."""
    back: dict[str, list[str]] = {}
    for citing, cited in links:
        for name in cited:
            back.setdefault(name, []).append(citing)
    return back
