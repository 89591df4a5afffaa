"""The sentences of a question in parts: each part leads with its own likeliest sentence, and the rest stand by their best chance."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.models import Intent
from assistant.passages import Unit
from assistant.queries.entities import entities_in, known_places
from assistant.selection.housekeeping import is_housekeeping
from assistant.selection.selector import Selected, Selection, Selector
from assistant.understanding import Understanding, understand
from indexes.models import SearchResult

LEAST_LEAD = 0.3
"""A part whose likeliest sentence is less likely than this has no lead: it would be a guess at the head of an answer."""
_FACTS: frozenset[Intent] = frozenset({"fact", "definition"})
_AS_GUIDANCE: frozenset[Intent] = frozenset({"stage_and_next", "plan_check", "about", "comparison"})
"""Intents that a question has as a whole; a part of it that reads like one asks for guidance."""
_Place = tuple[str, int]
Search = Callable[[str], list[SearchResult]]


@dataclass(frozen=True)
class InParts:
    """A question answered in parts: the whole with a lead from each, what was chosen from for each, and what only they found."""

    selection: Selection
    parts: tuple[Selection, ...]
    further: list[SearchResult]


def with_parts(
    whole: Selection, found: Sequence[SearchResult], parts: Sequence[str], search: Search, selector: Selector
) -> InParts:
    """Return the selection with a lead from each part of its question, and the passages that the parts found and the whole did not.

    Of a part only documents count that the whole question, or another part, led to as well: alone it may say too little. One that
    names a place or a measure of its own says enough.
    """
    by_part = [search(part) for part in parts]
    shared = Counter(i for results in (found, *by_part) for i in {result.document_id for result in results})
    lone = _of_their_own(parts)
    selections = tuple(
        _within(selector.select(_understood(part), results), {i for i, times in shared.items() if times > 1 or alone})
        for part, results, alone in zip(parts, by_part, lone, strict=True)
    )
    held = {result.chunk_id for result in found}
    further = {r.chunk_id: r for results in by_part for r in results if r.chunk_id not in held}
    in_all = selector.select(whole.understanding, [*found, *further.values()])
    chances = {_place(span): span.chance for span in (*in_all.spans, *whole.spans)}
    joined = replace(whole, spans=_joined(whole, chances, selections), leads=_leads(chances, selections, lone))
    return InParts(joined, selections, list(further.values()))


def _understood(part: str) -> Understanding:
    asked = understand((part,))
    return replace(asked, intent="guidance") if asked.intent in _AS_GUIDANCE else asked


def _within(selection: Selection, documents: set[str]) -> Selection:
    return replace(selection, spans=tuple(s for s in selection.spans if s.unit.chunk.info.id in documents))


def _of_their_own(parts: Sequence[str]) -> list[bool]:
    """Return for each part whether it names places or measures and no other part names any of these."""
    named = [{e.key for e in entities_in(part) if e.kind in ("place", "measure")} for part in parts]
    times = Counter(key for keys in named for key in keys)
    return [bool(keys) and all(times[key] == 1 for key in keys) for keys in named]


def _leads(chances: dict[_Place, float], parts: Sequence[Selection], of_their_own: Sequence[bool]) -> tuple[Unit, ...]:
    """Return for each part the sentence likeliest for it and the whole question together, one for no part before it.

    For a part of its own the whole question does not count. A part has none where that sentence is unlikely for the part itself, and a
    fact of one place is none for a part that names no place.
    """
    leads: list[Unit] = []
    for part, alone in zip(parts, of_their_own, strict=True):
        fresh = [s for s in part.spans if s.unit not in leads and _may_lead(s.unit, part.understanding)]
        together = [span.chance + (0.0 if alone else chances.get(_place(span), 0.0)) for span in fresh]
        first = fresh[together.index(max(together))] if fresh else None
        leads += [first.unit] if first and first.chance >= LEAST_LEAD else []
    return tuple(leads)


def _may_lead(unit: Unit, part: Understanding) -> bool:
    of_a_place = part.intent in _FACTS and not known_places(part.query) and bool(known_places(unit.text))
    return not of_a_place and not is_housekeeping(unit.text)


def _joined(whole: Selection, chances: dict[_Place, float], parts: Sequence[Selection]) -> tuple[Selected, ...]:
    """Return the spans of all, likeliest first: a part's counts by the mean of its chances there and in the whole, unless that is more."""
    best = {_place(span): span for span in whole.spans}
    for span in (span for part in parts for span in part.spans):
        place = _place(span)
        mean = (span.chance + chances.get(place, 0.0)) / 2
        if place not in best or best[place].chance < mean:
            best[place] = Selected(span.unit, mean)
    return tuple(sorted(best.values(), key=lambda span: -span.chance))


def _place(span: Selected) -> _Place:
    return span.unit.chunk.id, span.unit.start
