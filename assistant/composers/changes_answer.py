"""The answer to "what has changed since March?", "is it getting better?" and "when did it turn?": from the user's dated papers."""

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.composers.base import DraftSection, DraftStatement, PaperQuote
from assistant.composers.changes_wording import (
    bare_line,
    direction,
    now_together,
    of_the_day,
    of_the_shift,
    paper_named,
    silent_words,
)
from assistant.composers.stage_answer import section
from assistant.models import Assessment
from assistant.phrases import listed, named
from assistant.rendering.bench import NOT_CAUSE
from assistant.rendering.words import readable_date
from assistant.timeline.change_models import Changes, EvidenceGap, QuotedSign, SignChange, StageChange
from assistant.timeline.course import Course
from assistant.timeline.tracing import doubts, warnings_of
from corpus.vocabulary import THEME_NAMES

SHORT, CHANGED, TURNED, UNSHOWN = (
    "Short answer",
    "What changed",
    "Where it turned",
    "What the papers do not show",
)
MOST_SIGNS = {"appeared": 4, "went": 4, "stayed": 3}
"""What is shown of each kind of change."""
MOST_GAPS, LEAST_GAP = 3, 2
"""Stretches without a paper that are named, the longest, and their fewest months."""
LEAST_WORDS = 5
"""Words of a quotation that can be understood away from its paper."""
_MARK = re.compile(r"^\s*[-*\u2022\u2013]\s+")


_LEADS = {"appeared": "New", "went": "No longer said", "stayed": "Still spoken of"}
_MORE = {"appeared": "Also new", "went": "No longer said either", "stayed": "Also still spoken of"}
_NOT_SHOWN_GONE = "What the newest papers do not speak of is not shown to be over: look before you count on it."


def changes_answer(course: Course, assessment: Assessment | None) -> Iterator[DraftSection]:
    """Yield the direction with both stages and dates, what changed, where it turned, and what the papers do not show."""
    changes = course.changes
    if changes is None:
        said = [*bare_line(course), *now_together(course, assessment)]
    else:
        said = [*of_the_shift(course), *direction(course, changes), *of_the_day(course, changes)]
        said += now_together(course, assessment)
    yield DraftSection(SHORT, tuple(DraftStatement(text, "finding") for text in said))
    if changes is not None:
        yield from section(CHANGED, _signs(course, changes))
        yield from section(TURNED, _turns(course, changes))
    yield from section(UNSHOWN, _unshown(course, changes))


def _signs(course: Course, changes: Changes) -> Iterator[DraftStatement]:
    """Yield the signs of each kind of change, and how many more there are.

    Those of the stages then and now come first, then those whose very indicator is there on both sides, then the heavier.
    """
    weigh, stages = _weights(course), {changes.before.stage, changes.after.stage}
    for change, most in MOST_SIGNS.items():
        signs = [_heaviest(sign, weigh) for sign in changes.signs if sign.change == change]
        shown = [sign for sign in signs if (sign.before or change == "appeared") and (sign.after or change == "went")]
        shown.sort(key=lambda one: (one.stage not in stages, one.loosely, -max(map(weigh, (*one.before, *one.after)))))
        yield from map(_sign, shown[:most])
        if shown and (more := len(signs) - len(shown[:most])) > 0:
            yield DraftStatement(
                f"{_MORE[change]}: {more} more {'sign' if more == 1 else 'signs'}, in the timeline.", "finding"
            )
        if shown and change == "went":
            yield DraftStatement(_NOT_SHOWN_GONE, "finding")


def _weights(course: Course) -> Callable[[QuotedSign], float]:
    """Return what gives the weight of a quoted sign in its paper."""
    weights = {
        (paper.document.title, signal.start): signal.weight
        for paper in course.papers
        for signal in (*paper.assessment.signals, *paper.assessment.against)
    }
    return lambda said: weights.get((said.paper, said.start), 0.0)


def _heaviest(sign: SignChange, weigh: Callable[[QuotedSign], float]) -> SignChange:
    """Return a sign with the heaviest quotation of each side alone, of those that can be understood by themselves."""
    sides = ([said for said in side if _is_readable(said.quote)] for side in (sign.before, sign.after))
    before, after = (sorted(side, key=weigh)[-1:] for side in sides)
    return sign.model_copy(update={"before": before, "after": after})


def _is_readable(quote: str) -> bool:
    """Return whether words make sense by themselves and can be put between quotation marks: no heading, no scrap, none with such marks."""
    whole = not quote.lstrip().startswith("#") and len(quote.split()) >= LEAST_WORDS
    return whole and not {"\u201c", "\u201d"} & set(quote)


def _sign(sign: SignChange) -> DraftStatement:
    quotes = tuple(_of_paper(said) for said in (*sign.before, *sign.after))
    lead = "On the same theme still" if sign.loosely else _LEADS[sign.change]
    theme = f", on {THEME_NAMES[sign.theme]}" if sign.theme else ""
    points = f"{'Both point' if len(quotes) > 1 else 'It points'} to {named(sign.stage)}{theme}."
    said = listed([f"“{each.quote}” ({each.named})" for each in quotes])
    return DraftStatement(f"{lead}: {said}. {points}", "own_words", papers=quotes)


def _of_paper(said: QuotedSign) -> PaperQuote:
    return PaperQuote(_words(said.quote), said.paper, paper_named(said.paper, said.date))


def _words(quote: str) -> str:
    """Return a quotation without what only sets it apart in its paper: a list's mark, the stop at its end."""
    return _MARK.sub("", quote).rstrip(".;, ")


def _turns(course: Course, changes: Changes) -> Iterator[DraftStatement]:
    """Say of each change of stage in which paper it shows, with its words, and which plans came before."""
    for turn in changes.changes:
        yield from _turn(course, turn)
    if any(turn.plans for turn in changes.changes):
        yield DraftStatement(NOT_CAUSE, "finding")


def _turn(course: Course, turn: StageChange) -> Iterator[DraftStatement]:
    where = paper_named(turn.paper, turn.date)
    text = f"From {named(turn.from_)} to {named(turn.to)}: {where} shows it first."
    if turn.plans:
        text += f" Before it came {listed([f'{plan.title}, {readable_date(plan.date)}' for plan in turn.plans])}."
    signs = {
        point.date: point.quotes
        for point in course.timeline.turning_points
        if (point.from_, point.to) == (turn.from_, turn.to)
    }
    readable = filter(_is_readable, signs.get(turn.date, []))
    quotes = tuple(PaperQuote(_words(quote), turn.paper, where) for quote in readable)
    if not quotes:
        yield DraftStatement(text, "finding")
    else:
        said = listed([f"“{each.quote}”" for each in quotes])
        yield DraftStatement(f"{text} Its words: {said}.", "own_words", papers=quotes)


def _unshown(course: Course, changes: Changes | None) -> Iterator[DraftStatement]:
    """Say in which months no paper says a stage, which papers say none, and which of them move no line and why."""
    said = [
        *(_gaps(changes.gaps) if changes else ()),
        *silent_words(course),
        *(warning for paper in course.papers for warning in warnings_of(paper)),
        *doubts(course.told),
    ]
    yield from (DraftStatement(text, "finding") for text in said)


def _gaps(gaps: Sequence[EvidenceGap]) -> Iterator[str]:
    long = sorted((gap for gap in gaps if gap.months >= LEAST_GAP), key=lambda gap: -gap.months)
    shown = sorted(long[:MOST_GAPS], key=lambda gap: gap.first)
    if shown:
        spans = [f"{readable_date(g.first)} to {readable_date(g.last)} ({g.months} months)" for g in shown]
        yield f"No paper says a stage from {listed(spans)}, so what happened then is not known."
