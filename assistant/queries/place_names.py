"""The places that notes of the corpus are about, under the names that people use."""

import re
from collections.abc import Sequence

from assistant.queries.capitals import CALENDAR, LIST, RUN, text_of
from assistant.queries.models import Name
from assistant.queries.words import normal
from corpus.models import Document

RECOVERED = "recovered service"
ABOUT_PLACES = frozenset(
    {
        RECOVERED,
        "inspection report",
        "inspection letter and reports",
        "commissioner report",
        "adviser report",
        "statutory direction",
    }
)
"""Kinds of note whose titles name places."""
_COUNTS_PLACES = "derived statistics"
"""The kind of note that lists authorities."""


def places_named(documents: Sequence[Document], lower: set[str]) -> list[Name]:
    """Names of places in titles of notes about places, and in lists of authorities. Parts of a joint authority are names of it."""
    found: dict[str, tuple[str, ...]] = {}
    for document in documents:
        info = document.info
        if info.kind in ABOUT_PLACES:
            if joint := _joint_place(info.id, info.title):
                found[joint] = (_letters(joint), *RUN.findall(joint))
            found |= {name: () for name in RUN.findall(info.title) if _is_titled(name, document, lower)}
        if info.kind == _COUNTS_PLACES:
            listed = [name for names in LIST.findall(text_of(document)) for name in RUN.findall(names)]
            found |= {name: () for name in listed if not _is_other(name, document, lower)}
    parts = {part for names in found.values() for part in names}
    return [_name(name, found[name], lower) for name in sorted(found) if name not in parts]


def _is_titled(name: str, document: Document, lower: set[str]) -> bool:
    """Return whether a name in the title of a note about places is one of them: the id says so, or no ordinary word looks like it."""
    info = document.info
    in_id = f"-{'-'.join(name.lower().split())}-" in f"-{info.id}-"
    if name.lower() in lower:
        return in_id and not info.title.startswith(name)
    return (in_id or info.kind == RECOVERED) and not _is_other(name, document, lower)


def _is_other(name: str, document: Document, lower: set[str]) -> bool:
    return name.isupper() or name in document.info.publisher or name.lower() in CALENDAR | lower


def _joint_place(identifier: str, title: str) -> str | None:
    """Return the name of a joint authority whose initials are a part of the id: BCP."""
    for match in LIST.finditer(title):
        if _letters(match[0]) in identifier.split("-"):
            return match[0]
    return None


def _letters(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Z][a-z]+", name)).lower()


def _name(name: str, others: Sequence[str], lower: set[str]) -> Name:
    """Return the record of a place; one that is an ordinary word too (Reading) needs its capital."""
    forms = dict.fromkeys(normal(n) for n in (name, *others))
    return Name(name=name, kind="place", forms=tuple(forms), cased=name.lower() in lower)
