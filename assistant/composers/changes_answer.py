"""The answer to "what has changed since March?", "is it getting better?" and "when did it turn?": from the user's dated papers."""

from collections.abc import Callable, Iterator, Sequence

from assistant.composers.base import DraftSection, DraftStatement, PaperQuote
from assistant.composers.changes_wording import (
    bare_line,
    direction,
    now_together,
    of_the_day,
    paper_named,
    silent_words,
)
from assistant.composers.stage_answer import section
from assistant.models import Assessment
from assistant.passages import Unit
from assistant.phrases import listed, named
from assistant.rendering.bench import NOT_CAUSE
from assistant.rendering.words import readable_date
from assistant.retriever import Retriever
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


class ChangesAnswer:
    """Composes what papers show to have changed. Every word of a paper is a quotation with the paper and its date."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    def compose(self, course: Course, assessment: Assessment | None) -> Iterator[DraftSection]:
        """Yield the direction with both stages and dates, what changed, where it turned, and what the papers do not show."""
        changes = course.changes
        if changes is None:
            said = [*bare_line(course), *now_together(course, assessment)]
        else:
            said = [*direction(course, changes), *of_the_day(course, changes), *now_together(course, assessment)]
        yield DraftSection(SHORT, tuple(DraftStatement(text, "finding") for text in said))
        if changes is not None:
            yield from section(CHANGED, self._signs(course, changes))
            yield from section(TURNED, _turns(course, changes))
        yield from section(UNSHOWN, _unshown(course, changes))

    def _signs(self, course: Course, changes: Changes) -> Iterator[DraftStatement]:
        """Yield the heaviest signs of each kind of change, and how many more there are."""
        heaviest = _heaviest_in(course)
        for change, most in MOST_SIGNS.items():
            found = [_shown(sign, heaviest) for sign in changes.signs if sign.change == change]
            found.sort(key=lambda sign: -max(heaviest(said) for said in (*sign.before, *sign.after)))
            yield from map(self._sign, found[:most])
            if (more := len(found) - most) > 0:
                signs = "sign" if more == 1 else "signs"
                yield DraftStatement(f"{_MORE[change]}: {more} more {signs}, which the timeline shows.", "finding")

    def _sign(self, sign: SignChange) -> DraftStatement:
        before, after = sign.before, sign.after
        quotes = {"appeared": after, "went": before, "stayed": [*before, *after]}[sign.change]
        text = f"{_LEADS[sign.change]}: {listed([_quote(said) for said in quotes])}."
        if sign.change == "went":
            text += (
                f" Against it: {_quote(sign.denied[-1])}." if sign.denied else " The papers of now do not speak of it."
            )
        matched = self._rubric(sign)
        text += f" {_meaning(sign, matched, len(quotes))}"
        shown = [*quotes, *(sign.denied[-1:] if sign.change == "went" else [])]
        return DraftStatement(text, "own_words", (matched,) if matched else (), papers=tuple(map(_of_paper, shown)))

    def _rubric(self, sign: SignChange) -> Unit | None:
        """Return the line of the stage's page on an indicator; none where two signs are only loosely the same."""
        page = self._retriever.stage_page(sign.stage)
        lines = {unit.code: unit for unit in page.get("Signs", ()) if unit.code}
        return None if sign.loosely or sign.indicator is None else lines.get(sign.indicator)


_LEADS = {"appeared": "New", "went": "No longer said", "stayed": "Still there"}
_MORE = {"appeared": "Also new", "went": "No longer said either", "stayed": "Also still there"}


def _heaviest_in(course: Course) -> Callable[[QuotedSign], float]:
    """Return what gives the weight of a quoted sign in its paper."""
    weights = {
        (paper.document.title, signal.start): signal.weight
        for paper in course.papers
        for signal in (*paper.assessment.signals, *paper.assessment.against)
    }
    return lambda said: weights.get((said.paper, said.start), 0.0)


def _shown(sign: SignChange, weight: Callable[[QuotedSign], float]) -> SignChange:
    """Return a sign with the heaviest quotation of each side alone."""
    before, after = sorted(sign.before, key=weight)[-1:], sorted(sign.after, key=weight)[-1:]
    return sign.model_copy(update={"before": before, "after": after})


def _meaning(sign: SignChange, matched: Unit | None, quotes: int) -> str:
    if matched is not None:
        return f"{'Both match' if quotes > 1 else 'It matches'} sign {matched.code}. {matched.text}"
    theme = f", on {THEME_NAMES[sign.theme]}" if sign.theme else ""
    return f"{'Both point' if quotes > 1 else 'It points'} to {named(sign.stage)}{theme}."


def _quote(said: QuotedSign) -> str:
    return f"“{_words(said.quote)}” ({paper_named(said.paper, said.date)})"


def _of_paper(said: QuotedSign) -> PaperQuote:
    return PaperQuote(_words(said.quote), said.paper, paper_named(said.paper, said.date))


def _words(quote: str) -> str:
    return quote.rstrip(".;, ")


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
    quotes = tuple(PaperQuote(_words(quote), turn.paper, where) for quote in signs.get(turn.date, []))
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
