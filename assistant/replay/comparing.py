"""Two answers to one question, compared. Ids, timings and the numbering of citations do not count."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from assistant.models import Answer
from assistant.replay.models import Change, Difference, Replay
from assistant.replay.reading import facts, lists, numbers
from assistant.replay.statements import compared_statements
from assistant.state.feedback import places
from assistant.state.models import Exchange, MadeWith

CLOSE = 0.005
"""Chances this near are the same: they are said in whole per cent."""
Value = TypeVar("Value")


def compared(kept: Exchange, answer: Answer, now: MadeWith) -> Replay:
    """Return what is not the same in `answer`, made again with `now`, as in the kept exchange."""
    then = kept.answer
    statements, same = compared_statements(then, answer)
    differences = [*_fields(then, answer), *statements, *_citations(then, answer)]
    return Replay(
        exchange_id=kept.id,
        asked_at=kept.asked_at,
        words=kept.question.text,
        same=not differences,
        statements=len(places(then)),
        statements_same=same,
        settings_known=kept.made_with is not None,
        changes=list(_changes(kept, now)),
        differences=differences,
        answer=answer,
    )


def _changes(kept: Exchange, now: MadeWith) -> Iterator[Change]:
    """Yield versions and settings that differ; what was not kept is not compared."""
    if kept.made_with is None:
        known = {name: now.versions.get(name) for name in kept.answer.versions}
        yield from _unlike(kept.answer.versions, known)
        return
    yield from _unlike(kept.made_with.versions, now.versions)
    if kept.made_with.fingerprint != now.fingerprint:
        yield from _unlike(kept.made_with.settings, now.settings, "setting ")


def _unlike(then: Mapping[str, str], now: Mapping[str, str | None], before: str = "") -> Iterator[Change]:
    for name in dict.fromkeys([*then, *now]):
        if then.get(name) != now.get(name):
            yield Change(name=before + name, then=then.get(name), now=now.get(name))


def _fields(then: Answer, now: Answer) -> Iterator[Difference]:
    """Yield what differs beside statements and citations: status, query, the assessment's outcome, chances, signals, warnings."""
    for part, (old, new) in _side_by_side(facts(then), facts(now)).items():
        if old != new:
            yield Difference(part=part, then=old, now=new)
    for part, (was, value) in _side_by_side(numbers(then), numbers(now)).items():
        if was is None or value is None or abs(was - value) > CLOSE:
            yield Difference(part=part, then=_number(was), now=_number(value))
    for part, (before, after) in _side_by_side(lists(then), lists(now)).items():
        yield from (Difference(part=part, then=item, now=None) for item in before or () if item not in (after or ()))
        yield from (Difference(part=part, then=None, now=item) for item in after or () if item not in (before or ()))


def _side_by_side(then: Mapping[str, Value], now: Mapping[str, Value]) -> dict[str, tuple[Value | None, Value | None]]:
    return {part: (then.get(part), now.get(part)) for part in dict.fromkeys([*then, *now])}


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:.3f}"


def _citations(then: Answer, now: Answer) -> Iterator[Difference]:
    """Yield what else is said of a passage that both quote: its place, title, date or standing."""
    old, new = ({(c.document_id, c.quote): c for c in answer.citations} for answer in (then, now))
    for key in [key for key in old if key in new]:
        was, value = old[key].model_dump(exclude={"n"}), new[key].model_dump(exclude={"n"})
        for name in [name for name in was if was[name] != value[name]]:
            yield Difference(part="citation", then_at=f"{key[0]}, {name}", then=str(was[name]), now=str(value[name]))
