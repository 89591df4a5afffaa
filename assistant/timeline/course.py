"""The course of a service as a question asks for it: its line, what changed from the day asked for, and what that day could not be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.models import Assessment, Status, UserDocument
from assistant.queries.change_asks import ChangeAsk
from assistant.timeline.between import changes_between
from assistant.timeline.change_models import Changes
from assistant.timeline.models import Timeline
from assistant.timeline.since import Since, since_of
from assistant.timeline.tracing import Paper, in_order, trace

Shift = Literal["unknown_day", "too_early", "too_late"]
"""Why the oldest paper is taken in place of the day asked for: its words name none, no paper is as old, or none is newer."""


@dataclass(frozen=True)
class Course:
    """What dated papers show of a service's course. `papers` are in order of date, undated ones last.

    `changes` is None with fewer than two papers that say a stage. `asked` is the day that the question names, where it names one;
    `shift` says why another was taken.
    """

    ask: ChangeAsk
    papers: Sequence[Paper]
    timeline: Timeline
    changes: Changes | None = None
    asked: Since | None = None
    shift: Shift | None = None

    @property
    def told(self) -> list[Paper]:
        """The papers that say a stage, in order of date."""
        return [paper for paper in self.papers if paper.stage]

    @property
    def dated(self) -> list[Paper]:
        """The papers with a date, in order of it."""
        return [paper for paper in self.papers if paper.day]

    @property
    def status(self) -> Status:
        """Whether the papers draw a line."""
        return self.changes.status if self.changes else "needs_evidence"


def course_of(
    ask: ChangeAsk,
    papers: Sequence[tuple[UserDocument, Assessment]],
    explain: Callable[[UserDocument], Assessment] | None = None,
) -> Course:
    """Return the course that papers show which were each assessed by themselves; `explain` as for `changes_between`."""
    ordered, timeline = in_order(papers), trace(papers)
    told = [day for paper in ordered if paper.stage and (day := _day(paper))]
    documents = [document for document, _ in papers]
    asked = since_of(ask.since, documents) if ask.since else None
    if len(told) < 2:
        return Course(ask, ordered, timeline, asked=asked)
    until = since_of(ask.until, documents) if ask.until else None
    start, end = asked.day if asked else None, until.day if until else None
    if start and end and end < start:
        start, end = end, start
    shift = _shift(ask, asked, start, told)
    since = told[0] if start is None or shift else start
    if end and end <= since:
        end = None
    return Course(ask, ordered, timeline, changes_between(papers, since, end, explain=explain), asked, shift)


def _shift(ask: ChangeAsk, asked: Since | None, start: date | None, told: Sequence[date]) -> Shift | None:
    if ask.since and asked is None:
        return "unknown_day"
    if start is None:
        return None
    if start < told[0]:
        return "too_early"
    return "too_late" if start >= told[-1] else None


def _day(paper: Paper) -> date | None:
    return date.fromisoformat(paper.day) if paper.day else None
