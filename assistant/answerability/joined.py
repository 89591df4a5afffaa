"""Whether what a question says happened to a place stands anywhere in the sentences found."""

import re
from collections.abc import Iterator

from assistant.answerability.premises import assumes
from assistant.passages import Unit
from assistant.queries.entities import known_places
from assistant.selection import Selection

_EVENTS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "had a trust": (
        re.compile(r"\bchildren'?s (?:services )?trust\b|\ba trust\b|\binto (?:its |their |the )?trust\b"),
        re.compile(
            r"\btrusts?\b|\bcompany\b|\balternative delivery\b|\btogether for children\b|\bachieving for children\b"
        ),
    ),
    "had a commissioner": (re.compile(r"\bcommissioners?\b"), re.compile(r"\bcommissioners?\b")),
    "was under a direction": (
        re.compile(
            r"\bstatutory direction\b|\bdirection (?:from|by) the (?:department|dfe|secretary|minister|government)\b"
            r"|\b(?:under|given|issued|issued with|got|received|had|have|needed?) (?:a |an |the |its |in )?direction\b(?! of)"
        ),
        re.compile(r"\bdirect(?:ions?|ed)\b"),
    ),
    "issued a section 114 notice": (re.compile(r"\b(?:section|s)\.? ?114\b"), re.compile(r"\bsection 114\b")),
}
"""What may be said of a place: how a question puts it, and how a source does."""
_DENIES = re.compile(r"\b(?:no|not|never|without|rather than|instead of|avoided|neither)\b")
_APART = re.compile(r"[,;:]|\bbut\b|\band (?:an?|its|the)\b")
_WORDS_BEFORE = 5
"""A denial stands as near as this before what it denies, and nothing that begins anew between them."""


def unjoined(selection: Selection) -> str | None:
    """Return what a question takes for granted of one place and no sentence found says of it, as "Leeds had a trust"; None otherwise.

    A sentence that denies it does not say it. Questions about several places, or about none that notes are about, are left alone, and
    what a question denies itself is nothing that it takes to have been.
    """
    for place, said, holds, denied in _taken(selection):
        if not denied and not any(_says(span.unit, place, holds) for span in selection.spans):
            return f"{place} {said}"
    return None


def affirmed(selection: Selection) -> Unit | None:
    """Return the likeliest sentence that says of a place what a question denies of it, as "without any commissioners"; None otherwise."""
    for place, _, _, denied in _taken(selection):
        if denied is not None:
            for span in selection.spans:
                if place in span.unit.text and _says(span.unit, place, denied):
                    return span.unit
    return None


def _taken(selection: Selection) -> Iterator[tuple[str, str, re.Pattern[str], re.Pattern[str] | None]]:
    """Yield each event taken for granted of the one place: place, event, how sources put it, and how if the question denies it."""
    query = selection.understanding.query
    places = known_places(query)
    if len(places) != 1 or not assumes(query):
        return
    plain = query.lower().replace("\u2019", "'")
    for said, (asked, holds) in _EVENTS.items():
        if found := asked.search(plain):
            yield places[0], said, holds, asked if _is_denied(plain[: found.start()]) else None


def _says(unit: Unit, place: str, holds: re.Pattern[str]) -> bool:
    text = unit.text.lower().replace("\u2019", "'")
    about = place in unit.text or place in unit.chunk.info.title
    return about and any(not _is_denied(text[: found.start()]) for found in holds.finditer(text))


def _is_denied(before: str) -> bool:
    return _DENIES.search(" ".join(_APART.split(before)[-1].split()[-_WORDS_BEFORE:])) is not None
