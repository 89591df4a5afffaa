"""Signs of papers before and after: which appeared, which went, which stayed."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.models import Signal
from assistant.timeline.change_models import QuotedSign, SignChange
from assistant.timeline.tracing import Paper
from corpus.vocabulary import STAGES, Stage

MOST_QUOTES = 3
"""Quotes of one sign on each side, the heaviest first."""
_OVER = ("past", "negated")

Key = tuple[Stage, str | None]
"""A stage with an indicator, or with a theme where there is none."""
Seen = list[tuple[Paper, Signal]]


def sign_changes(before: Sequence[Paper], after: Sequence[Paper]) -> list[SignChange]:
    """Return each sign that counts before or after: the new ones first, then those that went, then those that stayed.

    Signs are the same by their indicator; of what is left on both sides, those of one stage and theme are taken together, loosely.
    """
    then, now = _by_sign(before), _by_sign(after)
    over = _spoken_of(after, _OVER)
    stayed = [_change("stayed", key, then[key], now[key]) for key in then if key in now]
    went, came = [key for key in then if key not in now], [key for key in now if key not in then]
    for key in list(went):
        if (near := next((other for other in came if _alike(then[key], now[other])), None)) is not None:
            went.remove(key)
            came.remove(near)
            stayed.append(_change("stayed", near, then[key], now[near], loosely=True))
    found = [_change("appeared", key, [], now[key]) for key in came]
    for key in went:
        gone = _change("went", key, then[key], [])
        found.append(gone.model_copy(update={"denied": _denied(gone, over)}))
    return _ordered([*found, *stayed])


def _ordered(found: Iterable[SignChange]) -> list[SignChange]:
    """Return the changes by kind, those of the gravest stage first."""
    order = {"appeared": 0, "went": 1, "stayed": 2}
    return sorted(found, key=lambda one: (order[one.change], -STAGES.index(one.stage), one.indicator or ""))


def _by_sign(papers: Sequence[Paper]) -> dict[Key, Seen]:
    found: dict[Key, Seen] = {}
    for paper, signal in _spoken_of(papers, ("now_here",)):
        found.setdefault((signal.stage, signal.indicator or signal.theme), []).append((paper, signal))
    return found


def _alike(one: Seen, other: Seen) -> bool:
    """Whether two signs are of one stage and theme."""
    first, second = one[0][1], other[0][1]
    return first.theme is not None and (first.stage, first.theme) == (second.stage, second.theme)


def _spoken_of(papers: Sequence[Paper], standings: Sequence[str]) -> Seen:
    """Return the signs of these standings. What its own paper holds against its stage, now and here, is no sign of the service's state."""

    def all_of() -> Iterator[tuple[Paper, Signal]]:
        for paper in papers:
            aside = [s for s in paper.assessment.against if s.standing != "now_here"]
            for signal in (*paper.assessment.signals, *aside):
                if signal.standing in standings:
                    yield paper, signal

    return list(all_of())


def _denied(gone: SignChange, over: Seen) -> list[QuotedSign]:
    """Return what later papers say of a sign as over or not so: of its indicator, else of its stage and theme."""
    same = [each for each in over if each[1].stage == gone.stage and each[1].indicator == gone.indicator]
    near = [each for each in over if (each[1].stage, each[1].theme) == (gone.stage, gone.theme)]
    return _quotes(same or near)


def _change(change: str, key: Key, before: Seen, after: Seen, loosely: bool = False) -> SignChange:
    signs = [signal for _, signal in [*after, *before]]
    meaning = next((signal.indicator_text for signal in signs if signal.indicator_text), None)
    return SignChange.model_validate(
        {
            "change": change,
            "stage": key[0],
            "theme": next((signal.theme for signal in signs if signal.theme), None),
            "indicator": signs[0].indicator,
            "meaning": meaning,
            "loosely": loosely,
            "before": _quotes(before),
            "after": _quotes(after),
        }
    )


def _quotes(seen: Seen) -> list[QuotedSign]:
    """Return the heaviest quotes in order of date."""
    best = sorted(seen, key=lambda each: -each[1].weight)[:MOST_QUOTES]
    return [
        QuotedSign(
            quote=signal.quote,
            paper=paper.document.title,
            date=paper.document.date or "",
            start=signal.start,
            end=signal.end,
        )
        for paper, signal in sorted(best, key=lambda each: each[0].day or "")
    ]
