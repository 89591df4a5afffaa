"""The statements of two answers, put side by side: the same, changed a little, moved, gone or new."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.models import Answer
from assistant.replay.models import Difference
from assistant.state.feedback import places

_ALIKE = 0.6
"""Share of words in common, in order, from which one statement is another version of the other."""


@dataclass(frozen=True)
class Said:
    """A statement with what it cites: what has to be the same in it, and where it stands."""

    text: str
    kind: str
    cites: tuple[tuple[str, str], ...]
    """Document and quoted words of each citation."""
    section: str
    place: str

    @property
    def at(self) -> str:
        """The place with the title of its section."""
        return f"{self.place} ({self.section})"

    @property
    def core(self) -> tuple[object, ...]:
        """What is the same in a statement that has moved."""
        return self.text, self.kind, self.cites

    def whole(self) -> str:
        """Return the words with kind and sources."""
        return f"{self.text} [{self.kind}, cites {'; '.join(f'{d}: “{q}”' for d, q in self.cites) or 'nothing'}]"


def compared_statements(then: Answer, now: Answer) -> tuple[list[Difference], int]:
    """Return the differences in the order of the answers, and how many statements are the same in the same section and order."""
    old, new = said_in(then), said_in(now)
    blocks = SequenceMatcher(None, [(*s.core, s.section) for s in old], [(*s.core, s.section) for s in new], False)
    gone, come, same = list[Said](), list[Said](), 0
    for tag, i1, i2, j1, j2 in blocks.get_opcodes():
        if tag == "equal":
            same += i2 - i1
        else:
            gone += old[i1:i2]
            come += new[j1:j2]
    return list(_paired(gone, come)), same


def said_in(answer: Answer) -> list[Said]:
    """Return the statements of an answer in order."""
    cited = {citation.n: (citation.document_id, citation.quote) for citation in answer.citations}
    return [
        Said(s.text, s.kind, tuple(cited[n] for n in s.citations if n in cited), section.title, place)
        for place, section, s in places(answer)
    ]


def _paired(gone: list[Said], come: list[Said]) -> Iterator[Difference]:
    """Yield each that is gone with the new one that it became, if there is one, then those that are new."""
    became: dict[Said, Said] = {}
    for find in (_moved, _nearest):  # what has only moved is nobody's other version
        for old in (s for s in gone if s not in became):
            if new := find(old, come):
                became[old] = new
                come.remove(new)
    yield from (_difference(old, became.get(old)) for old in gone)
    yield from (_difference(None, new) for new in come)


def _moved(old: Said, come: list[Said]) -> Said | None:
    return next((s for s in come if s.core == old.core), None)


def _nearest(old: Said, come: list[Said]) -> Said | None:
    alike = [(SequenceMatcher(None, old.text.split(), s.text.split(), False).ratio(), s) for s in come]
    best, new = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return new if best >= _ALIKE else None


def _difference(old: Said | None, new: Said | None) -> Difference:
    inside = old is not None and new is not None and old.text == new.text and old.core != new.core
    return Difference(
        part="statement",
        then=(old.whole() if inside else old.text) if old else None,
        now=(new.whole() if inside else new.text) if new else None,
        then_at=old.at if old else "",
        now_at=new.at if new else "",
    )
