"""Councils that have been through something: which notes tell of it, and of each what turned it, how long it took and what came after."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.passages import Unit
from assistant.phrases import listed
from assistant.queries.comebacks import asks_for_a_fall, condition_of
from assistant.queries.entities import known_places
from assistant.queries.place_names import ABOUT_PLACES, RECOVERED
from assistant.relevance import distinct
from assistant.retriever import Retriever
from assistant.selection.candidates import candidates
from assistant.selection.selector import Selector
from assistant.selection.sides import Side
from assistant.selection.telling import Tellers, Told
from assistant.understanding import Understanding
from corpus.models import DocumentInfo
from indexes.filters import Filter
from indexes.models import SearchResult

MOST = 5
"""Councils shown."""
NEAREST = 4
"""Councils shown where no note, or only one or two, tells of what is asked."""
_RECOVERED = 0.15
"""What it adds to a council's worth that it has come back, where that is asked."""
_TURNED_IT = 0.3
"""What it adds that its note tells of the condition under what was done: this council has changed it."""
TURNED, TOOK, ARC = ("What was done",), ("How long it took", "What changed and how long it took"), ("What it is",)
_TELLING = frozenset(
    {*ARC, "Stage signs seen", "What went wrong", "What it found", "What did not work", *TURNED, *TOOK}
)
"""Headings under which a note tells what happened, and not what Regrip makes of it."""
Search = Callable[[str, Filter], list[SearchResult]]


@dataclass(frozen=True)
class Histories:
    """Councils whose notes tell of what is asked, best first, and then the nearest, whose notes do not."""

    told: tuple[Side, ...]
    near: tuple[Side, ...]
    also: tuple[Side, ...] = ()
    """Further councils whose notes tell of it, each with the line that does."""

    @property
    def sides(self) -> tuple[Side, ...]:
        """All of them, those that are told of first."""
        return (*self.told, *self.also, *self.near)


@dataclass
class _Council:
    """One council, or two of one note: its notes, its own page first, and its sentences, best first."""

    notes: list[DocumentInfo]
    found: list[Told] = field(default_factory=list)

    @property
    def recovered(self) -> bool:
        return self.notes[0].kind == RECOVERED

    def telling(self) -> Told:
        """Return its sentence that tells most of the condition, the nearest where none does."""
        return next((one for one in self.found if one.tells), self.found[0])

    def worth(self, wants_recovery: bool) -> float:
        turned = any(one.tells and one.unit.chunk.heading[:1] == TURNED for one in self.found)
        return self.found[0].worth + wants_recovery * (_RECOVERED * self.recovered + _TURNED_IT * turned)


def histories_found(asked: Understanding, retriever: Retriever, search: Search, selector: Selector) -> Histories:
    """Return the councils that a question for such asks for. Without a condition in it the notes are ranked by the question itself."""
    condition = condition_of(asked.query)
    councils = _councils(retriever)
    only = Filter(documents=frozenset(note.id for council in councils for note in council.notes))
    wanted = replace(asked, query=condition or asked.query, intent="case_example", places=())
    results = {r.chunk_id: r for text in dict.fromkeys((asked.query, wanted.query)) for r in search(text, only)}
    told = Tellers(wanted, retriever, selector).told(
        [c for c in candidates(list(results.values()), retriever) if _tells(c.unit)]
    )
    for council in councils:
        ids = {note.id for note in council.notes}
        council.found = [one for one in told if one.unit.chunk.info.id in ids]
    back = not asks_for_a_fall(asked.query)
    ranked = sorted((c for c in councils if c.found), key=lambda c: -c.worth(back))
    if not condition:
        return Histories(tuple(_history(c, retriever, condition) for c in ranked if c.recovered or not back)[:MOST], ())
    telling = [c for c in ranked if any(one.tells for one in c.found)]
    sure, more = telling[:MOST], telling[MOST : 2 * MOST]
    near = [c for c in ranked if c not in sure and (c.recovered or not back)][: max(0, NEAREST - len(sure))]
    return Histories(
        tuple(_history(c, retriever, condition) for c in sure),
        tuple(_history(c, retriever, condition) for c in near),
        tuple(_in_a_line(c) for c in more),
    )


def _tells(unit: Unit) -> bool:
    heading = unit.chunk.heading[0] if unit.chunk.heading else ""
    return heading in _TELLING and not unit.is_inference and not unit.is_unverified


def _councils(retriever: Retriever) -> list[_Council]:
    """Return the notes on councils, those on the same places together: a page on its recovery takes in the reports on it."""
    infos = [d.info for d in retriever.index.documents.values() if d.info.kind in ABOUT_PLACES and d.info.case is None]
    homes = [(_Council([info]), set(known_places(info.title))) for info in infos if info.kind == RECOVERED]
    for info in sorted((info for info in infos if info.kind != RECOVERED), key=lambda info: info.id):
        places = set(known_places(info.title))
        home = next((council for council, held in homes if places <= held), None)
        if home is not None:
            home.notes.append(info)
        elif places:
            homes.append((_Council([info]), places))
    return [council for council, _ in homes]


def _in_a_line(council: _Council) -> Side:
    first = council.telling().unit
    return Side(_name(council, [first]), (first,))


def _history(council: _Council, retriever: Retriever, condition: str) -> Side:
    """Return a council's name with what it went through, what turned it, how long it took and where it is now; each once."""
    first = council.telling()
    ranks = {one.unit: one.worth for one in council.found}
    parts = [retriever.parts(note.id) for note in council.notes]

    def of(headings: Iterable[str], best: bool = False) -> Iterator[Unit]:
        for held in parts:
            lines = [unit for heading in headings for unit in held.get(heading, ())]
            if lines:
                plain = [unit for unit in lines if not unit.is_inference] or lines
                yield max(plain, key=lambda unit: ranks.get(unit, 0.0)) if best else plain[0]
                return

    lines = [*([first.unit] if condition else of(ARC)), *of(TURNED, best=True), *of(TOOK), *of(ARC)]
    return Side(_name(council, lines), tuple(distinct(lines, len(lines))))


def _name(council: _Council, lines: Sequence[Unit]) -> str:
    """Return the places that the notes are about and the lines speak of; a partner that only the recovery's page names is none."""
    own = known_places(council.notes[0].title)
    of_reports = [place for note in council.notes[1:] for place in known_places(note.title)]
    about = [place for place in own if place == own[0] or not of_reports or place in of_reports]
    said = " ".join(unit.text for unit in lines)
    return listed([place for place in about if place in said] or about[:1])
