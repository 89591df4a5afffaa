"""From papers and their assessments to a line: what moves it, which way it goes, where it turns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.models import Assessment, UserDocument
from assistant.timeline.dates import looks_back, sortable
from assistant.timeline.models import Direction, Timeline, TimelinePoint, TurningPoint
from corpus.vocabulary import STAGES, Outcome, Stage

LEAST_CHANCE = 0.5
"""The line moves when a paper's stage is more likely than not above, or below, where the line stood."""
MOST_QUOTES = 2


@dataclass(frozen=True)
class _Paper:
    document: UserDocument
    assessment: Assessment
    outcome: Outcome
    dated: bool

    @property
    def stage(self) -> Stage | None:
        """The stage that moves the line; None for an undated paper and for one that says none."""
        return self.assessment.stage if self.dated and self.outcome in STAGES else None


def trace(papers: Sequence[tuple[UserDocument, Assessment]], id: str = "") -> Timeline:
    """Return the timeline of papers that were each assessed by themselves."""
    ordered = sorted((_read(*paper) for paper in papers), key=_place)
    told = [paper for paper in ordered if paper.stage]
    states, turns = _follow(told)
    latest: Outcome = told[-1].outcome if told else "insufficient"
    return Timeline(
        id=id,
        status="answered" if told else "needs_evidence",
        points=[_point(paper) for paper in ordered],
        latest_outcome=latest,
        direction=_direction(states) if len(told) > 1 else "unclear",
        turning_points=turns,
        warnings=[warning for paper in ordered for warning in _warnings(paper)],
    )


def _read(document: UserDocument, assessment: Assessment) -> _Paper:
    """In a dossier a paper about something else says as little of the service as a silent one: both are `insufficient`."""
    silent = assessment.stage is None or looks_back(document)
    return _Paper(
        document, assessment, "insufficient" if silent else assessment.outcome, sortable(document.date) is not None
    )


def _place(paper: _Paper) -> tuple[bool, str]:
    return (not paper.dated, sortable(paper.document.date) or "")


def _follow(told: Sequence[_Paper]) -> tuple[list[int], list[TurningPoint]]:
    """Return the stage numbers the line goes through, one for each paper, and the papers at which it turns."""
    states, turns = list[int](), list[TurningPoint]()
    standing: _Paper | None = None
    for paper in told:
        if standing is None:
            standing = paper
        elif _moves(standing, paper):
            turns.append(_turn(standing, paper))
            standing = paper
        states.append(_number(standing))
    return states, turns


def _moves(before: _Paper, after: _Paper) -> bool:
    """Return whether `after` is in another stage with a chance above LEAST_CHANCE in one direction."""
    first, second = (np.array([p.assessment.probabilities[s] for s in STAGES]) for p in (before, after))
    joint = np.outer(first, second)
    worse, better = float(np.triu(joint, 1).sum()), float(np.tril(joint, -1).sum())
    return _number(before) != _number(after) and max(worse, better) > LEAST_CHANCE


def _number(paper: _Paper) -> int:
    assert paper.stage is not None, "only papers that say a stage are followed"
    return STAGES.index(paper.stage)


def _direction(states: Sequence[int]) -> Direction:
    """Return the direction of the stage numbers of two papers or more."""
    steps = np.diff(states)
    if (steps > 0).any() and (steps < 0).any():
        return "mixed"
    if (steps > 0).any():
        return "worsening"
    if (steps < 0).any():
        return "improving"
    return "stuck" if states[-1] else "steady"


def _turn(before: _Paper, after: _Paper) -> TurningPoint:
    assert before.stage is not None, "only papers that say a stage are followed"
    assert after.stage is not None, "only papers that say a stage are followed"
    shown = [s for s in after.assessment.signals if s.stage == after.stage and s.standing == "now_here"]
    best = sorted(shown, key=lambda signal: -signal.weight)[:MOST_QUOTES]
    return TurningPoint(
        date=after.document.date or "", from_=before.stage, to=after.stage, quotes=[signal.quote for signal in best]
    )


def _point(paper: _Paper) -> TimelinePoint:
    date = paper.document.date if paper.dated else None
    return TimelinePoint(
        date=date,
        title=paper.document.title,
        outcome=paper.outcome,
        probabilities=paper.assessment.probabilities,
    )


def _warnings(paper: _Paper) -> list[str]:
    title, given = paper.document.title, paper.document.date
    found = []
    if not paper.dated:
        reason = f"its date {given!r} is not YYYY, YYYY-MM or YYYY-MM-DD" if given else "it has no date"
        found.append(f"{title}: {reason}, so it stands last and does not move the line.")
    if paper.assessment.stage and looks_back(paper.document):
        found.append(f"{title}: it looks back at earlier years, so it does not move the line.")
    return found
