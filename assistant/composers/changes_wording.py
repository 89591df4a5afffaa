"""The sentences on a service's course: which way it goes, from which day it is counted, and why papers draw no line."""

from collections.abc import Iterator
from datetime import date, timedelta

from assistant.chances import is_unsure
from assistant.composers.wording import verdict
from assistant.models import Assessment
from assistant.phrases import listed, named
from assistant.rendering.words import readable_date
from assistant.timeline.change_models import Changes, StateAt
from assistant.timeline.course import Course
from assistant.timeline.dates import looks_back
from corpus.vocabulary import STAGES

_MOVED = {"better": "has got better", "worse": "has got worse", "same": "has not moved", "unknown": "has not been seen"}
_WHAT_WOULD = (
    "What would: a paper from another time (minutes, a performance report, a letter, a survey), and the date of each. Two that say "
    "enough for a stage are the fewest; a third shows whether a change held."
)


def paper_named(title: str, day: str | None) -> str:
    """Return what a paper is called in a sentence: its title and date, which is said once where the title ends with its month."""
    dated = readable_date(day or "")
    if not dated or dated.lower() in title.lower() or (day or "") in title:
        return title
    month = readable_date((day or "")[:7])
    return f"{title.removesuffix(f', {month}')}, {dated}"


def day_words(day: date) -> str:
    """Return a day as a reader says it: the end of a month or year where it is one."""
    ends = (day + timedelta(days=1)).day == 1
    if ends and day.month == 12:
        return f"the end of {day.year}"
    return f"the end of {readable_date(day.isoformat()[:7])}" if ends else readable_date(day.isoformat())


def direction(course: Course, changes: Changes) -> Iterator[str]:
    """Yield which way the service went, with the stage then and now and the papers that show them, and when it turned if that is asked."""
    before, now = changes.before, changes.after
    if changes.status != "answered" or before.stage is None or now.stage is None or before.paper == now.paper:
        yield f"What has changed since {_start(course, changes)} is not known: no paper after it says a stage."
        if before.stage is not None:
            yield f"The newest paper that does shows {_stood(before)}."
        return
    if course.ask.kind == "turn":
        yield _turned(changes)
    moved = _MOVED[changes.moved]
    if changes.moved == "same" and now.stage == before.stage:
        went = "has stayed steady" if now.stage == "steady" else moved
        yield f"{_span(course, changes)} the service {went}: {_stood(before)} then, and {_stood(now)} {_by_then(course, changes)}."
    else:
        yield f"{_span(course, changes)} the service {moved}: from {_stood(before)} to {_stood(now)}."
    yield from _between(changes)


def _span(course: Course, changes: Changes) -> str:
    """Return the time that is told of, to the newest paper unless an earlier end is asked for."""
    if _by_then(course, changes) == "now":
        return f"Since {_start(course, changes)}"
    return f"From {_start(course, changes)} to {day_words(date.fromisoformat(changes.until))}"


def _by_then(course: Course, changes: Changes) -> str:
    return "now" if (course.dated[-1].day or "") <= changes.until else "at the end"


def _start(course: Course, changes: Changes) -> str:
    """Return the day that is counted from, or the paper of that day."""
    asked = course.asked
    if asked and asked.paper and not course.shift:
        return f"{asked.paper},"
    counted = asked is None or asked.day is None or course.shift
    first = changes.before.paper_date if counted else None
    return readable_date(first) if first else day_words(date.fromisoformat(changes.since))


def _stood(state: StateAt) -> str:
    assert state.stage is not None, "only a state that is known is told of"
    return f"{named(state.stage)} ({paper_named(state.paper or '', state.paper_date)})"


def _turned(changes: Changes) -> str:
    if not changes.changes:
        return "It did not turn: in no paper is the stage surely another than before."
    shown = [paper_named(turn.paper, turn.date) for turn in changes.changes]
    times = "once" if len(shown) == 1 else "twice" if len(shown) == 2 else f"{len(shown)} times"
    return f"It turned {times}, as far as the papers show: first seen in {listed(shown)}."


def _between(changes: Changes) -> Iterator[str]:
    """Yield what one direction does not say: turns both ways, and stages named that the line does not follow."""
    steps = [STAGES.index(turn.to) - STAGES.index(turn.from_) for turn in changes.changes]
    assert changes.before.stage is not None, "both states are known"
    assert changes.after.stage is not None, "both states are known"
    apart = STAGES.index(changes.after.stage) - STAGES.index(changes.before.stage)
    if min(steps, default=0) < 0 < max(steps, default=0):
        yield "In between it went both ways, so one direction does not tell the whole of it."
    if changes.moved == "same" and apart:
        yield "The two papers name different stages, but not surely enough to say that the service moved."
    elif (changes.moved == "worse" and apart <= 0) or (changes.moved == "better" and apart >= 0):
        yield "The newest paper alone does not bear that out: the direction is that of the papers since the last turn, taken together."


def of_the_shift(course: Course) -> Iterator[str]:
    """Yield why the line is not counted from the day that was asked for, where it is not."""
    asked, words = course.asked, course.ask.since
    oldest = paper_named(course.told[0].document.title, course.told[0].document.date)
    newest = paper_named(course.told[-1].document.title, course.told[-1].document.date)
    if course.shift == "unknown_day":
        yield (
            f"Which day “{words}” was, the papers do not say, so it is counted from the oldest, {oldest}. Name a month, or a paper by its "
            "title."
        )
    elif asked and asked.day and course.shift == "too_early":
        yield f"No paper that says a stage is as old as {day_words(asked.day)}, so it is counted from the oldest, {oldest}."
    elif asked and asked.day and course.shift == "too_late":
        yield (
            f"No paper that says a stage is newer than {day_words(asked.day)}, so what has changed since then is not known. This is the "
            f"line until the newest, {newest}."
        )


def of_the_day(course: Course, changes: Changes) -> Iterator[str]:
    """Yield how the words for the day were read, where they count back."""
    asked, words = course.asked, course.ask.since
    if asked and asked.told and not course.shift:
        day = day_words(date.fromisoformat(changes.since))
        yield f"“{words[:1].upper() + words[1:]}” is read as {day}, counted back from the newest paper."


def now_together(course: Course, assessment: Assessment | None) -> Iterator[str]:
    """Yield where the service stands by all that counts now, and whether the newest paper alone says otherwise."""
    what = "all that counts now" if len(course.papers) > 1 else "that paper"
    if assessment is None or assessment.stage is None or is_unsure(assessment.confidence):
        yield f"By {what}, no one stage is sure enough to be named as the one of now."
        return
    yield verdict(assessment, f"By {what}, read together" if len(course.papers) > 1 else f"By {what}")
    newest = course.told[-1] if course.told else None
    if newest is not None and newest.stage != assessment.stage and newest.stage is not None:
        yield f"{newest.document.title} alone reads as {named(newest.stage)}; together with what else counts now it does not decide."


def bare_line(course: Course) -> Iterator[str]:
    """Yield why papers draw no line, and what would."""
    dated, told = course.dated, course.told
    if not dated:
        alone = len(course.papers) == 1
        yield f"{'The paper has' if alone else 'The papers have'} no date, and without dates no line can be drawn from one time to another."
    elif len(dated) == 1:
        only = dated[0].document
        yield f"One dated paper draws no line: {paper_named(only.title, only.date)} shows one moment, and not which way the service goes."
    else:
        one = f"only {paper_named(told[0].document.title, told[0].document.date)} does" if told else "none does"
        yield f"The {len(dated)} dated papers draw no line: it takes two that say enough for a stage, and {one}."
    yield _WHAT_WOULD


def silent_words(course: Course) -> Iterator[str]:
    """Yield which dated papers say no stage."""
    until = course.changes.until if course.changes else ""
    within = [paper for paper in course.dated if not until or (paper.day or "") <= until]
    silent = [p.document for p in within if p.stage is None and not looks_back(p.document)]
    if silent:
        names = listed([paper_named(document.title, document.date) for document in silent])
        yield f"{names} {'says' if len(silent) == 1 else 'say'} too little of the service for a stage."
