"""The numbered sources of a briefing: a document has a number, and each place in it a note."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase

from assistant.briefing.models import Line, Place, Source
from assistant.models import Citation, UserDocument
from assistant.rendering.words import DOCUMENT_STATUS_WORDS, readable_date

OWN, OWN_WORDS, SAID, MESSAGE = "Your own document", "Your own words", "What was said to Regrip", "message"
_QUESTION, _TURN = "question", "turn "


@dataclass
class _Held:
    """A source while its places are being collected."""

    source: Source
    locators: list[str] = field(default_factory=list)

    def mark(self, locator: str) -> tuple[int, int]:
        if locator not in self.locators:
            self.locators.append(locator)
        return self.source.n, self.locators.index(locator)


Mark = tuple[int, int]
"""A source's number and which of its places, from 0."""


class SourceBook:
    """Numbers sources in the order of first use. The same place of the same document has the same note."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}

    def cite(self, citations: Iterable[Citation]) -> list[str]:
        """Return the notes for passages."""
        return [self.place(citation, citation.locator) for citation in citations]

    def place(self, citation: Citation, locator: str) -> str:
        """Return the note for a place of the document that a citation is of."""
        held = self._held.get(citation.document_id) or self._add(
            citation.document_id,
            citation.title,
            citation.publisher,
            readable_date(citation.date),
            DOCUMENT_STATUS_WORDS[citation.status],
            url=citation.url,
        )
        return _note(held.mark(locator))

    def own(self, source: str, documents: Sequence[UserDocument], asked: str) -> str:
        """Return the note for a user's own text, named as signals name it; `asked` is the day on which it was said."""
        if source == _QUESTION or (source.startswith(_TURN) and source.removeprefix(_TURN).isdigit()):
            held = self._held.get(SAID) or self._add(SAID, SAID, "", asked, OWN_WORDS, own=True)
            number = "1" if source == _QUESTION else source.removeprefix(_TURN)
            return _note(held.mark(f"{MESSAGE} {number}"))
        date = next((d.date for d in documents if d.title == source), None)
        key = f"own {source}"
        held = self._held.get(key) or self._add(
            key, source, "", readable_date(date) if date else "no date", OWN, own=True
        )
        return _note(held.mark(""))

    def listed(self) -> list[Source]:
        """Return the sources with their places, in order."""
        return [
            held.source.model_copy(
                update={
                    "places": [
                        Place(note=_note((held.source.n, place)), locator=locator)
                        for place, locator in enumerate(held.locators)
                    ]
                }
            )
            for held in self._held.values()
        ]

    def _add(
        self, key: str, title: str, publisher: str, date: str, status: str, url: str | None = None, own: bool = False
    ) -> _Held:
        self._held[key] = _Held(
            Source(
                n=len(self._held) + 1,
                title=title,
                publisher=publisher,
                date=date,
                status=status,
                url=url if url and url.startswith(("https://", "http://")) else None,
                own=own,
                places=[],
            )
        )
        return self._held[key]


def _note(mark: Mark) -> str:
    """Return 3a for the first place of source 3, 3aa after 3z: letters, so that notes never look like a figure of the text."""
    n, place = mark
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = ascii_lowercase[rest] + letters
    return f"{n}{letters}"


def spread(lines: Sequence[Line], citations: Sequence[Citation], book: SourceBook) -> list[Line]:
    """Return the lines, each with the notes of the citations that it quotes; the last has what none of them quotes word for word."""
    notes: list[list[str]] = [[] for _ in lines]
    for citation in citations:
        quoting = (row for row, line in enumerate(lines) if citation.quote in f"{line.lead} {line.text}")
        row = next(quoting, len(lines) - 1)
        notes[row] += [note for note in book.cite([citation]) if note not in notes[row]]
    return [line.model_copy(update={"notes": [*line.notes, *n]}) for line, n in zip(lines, notes, strict=True)]
