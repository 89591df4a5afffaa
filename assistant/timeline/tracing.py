"""From papers and their assessments to a line: what moves it, which way it goes, where it turns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.models import Assessment, UserDocument
from assistant.timeline.dates import looks_back, sortable
from assistant.timeline.models import Direction, Timeline, TimelinePoint, TurningPoint
from corpus.vocabulary import STAGES, Outcome, Stage

LEAST_CHANCE = 0.5
"""The line moves when a paper's stage is more likely than not above, or below, where the line stood."""
MOST_QUOTES = 2


@dataclass(frozen=True)
class Paper:
    """A paper with what was read in it by itself."""

    document: UserDocument
    assessment: Assessment
    outcome: Outcome
    day: str | None
    """A full date for ordering; None for an undated paper."""

    @property
    def stage(self) -> Stage | None:
        """The stage that moves the line; None for an undated paper and for one that says none."""
        return self.assessment.stage if self.day is not None and self.outcome in STAGES else None


def trace(papers: Sequence[tuple[UserDocument, Assessment]], id: str = "") -> Timeline:
    """Return the timeline of papers that were each assessed by themselves."""
    ordered = in_order(papers)
    told = [paper for paper in ordered if paper.stage]
    stretches = runs(told)
    latest: Outcome = told[-1].outcome if told else "insufficient"
    return Timeline(
        id=id,
        status="answered" if told else "needs_evidence",
        points=[point_of(paper) for paper in ordered],
        latest_outcome=latest,
        direction=_direction([number_of(run[0]) for run in stretches for _ in run]) if len(told) > 1 else "unclear",
        turning_points=[_turn(before[0], after[0]) for before, after in pairwise(stretches)],
        warnings=[warning for paper in ordered for warning in warnings_of(paper)],
    )


def in_order(papers: Sequence[tuple[UserDocument, Assessment]]) -> list[Paper]:
    """Return the papers by date, undated ones last. One about something else says as little of the service as a silent one."""
    read = [_read(document, assessment) for document, assessment in papers]
    return sorted(read, key=lambda paper: (paper.day is None, paper.day or ""))


def _read(document: UserDocument, assessment: Assessment) -> Paper:
    silent = assessment.stage is None or looks_back(document)
    return Paper(document, assessment, "insufficient" if silent else assessment.outcome, sortable(document.date))


def runs(told: Sequence[Paper]) -> list[list[Paper]]:
    """Return papers that say a stage, in order of date, as stretches between which the line turns; each stands where its first does."""
    found: list[list[Paper]] = []
    for paper in told:
        if found and not _moves(found[-1][0], paper):
            found[-1].append(paper)
        else:
            found.append([paper])
    return found


def _moves(before: Paper, after: Paper) -> bool:
    """Return whether `after` is in another stage with a chance above LEAST_CHANCE in one direction."""
    first, second = (np.array([p.assessment.probabilities[s] for s in STAGES]) for p in (before, after))
    joint = np.outer(first, second)
    worse, better = float(np.triu(joint, 1).sum()), float(np.tril(joint, -1).sum())
    return number_of(before) != number_of(after) and max(worse, better) > LEAST_CHANCE


def number_of(paper: Paper) -> int:
    """Return the place of a paper's stage in the order of difficulty, from 0."""
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


def _turn(before: Paper, after: Paper) -> TurningPoint:
    assert before.stage is not None, "only papers that say a stage are followed"
    assert after.stage is not None, "only papers that say a stage are followed"
    shown = [s for s in after.assessment.signals if s.stage == after.stage and s.standing == "now_here"]
    best = sorted(shown, key=lambda signal: -signal.weight)[:MOST_QUOTES]
    return TurningPoint(
        date=after.document.date or "", from_=before.stage, to=after.stage, quotes=[signal.quote for signal in best]
    )


def point_of(paper: Paper) -> TimelinePoint:
    """Return a paper as a point of the line."""
    date = paper.document.date if paper.day is not None else None
    return TimelinePoint(
        date=date,
        title=paper.document.title,
        outcome=paper.outcome,
        probabilities=paper.assessment.probabilities,
    )


def warnings_of(paper: Paper) -> list[str]:
    """Return why a paper does not move the line, where that is not for what it says."""
    title, given = paper.document.title, paper.document.date
    found = []
    if paper.day is None:
        reason = f"its date {given!r} is not YYYY, YYYY-MM or YYYY-MM-DD" if given else "it has no date"
        found.append(f"{title}: {reason}, so it stands last and does not move the line.")
    if paper.assessment.stage and looks_back(paper.document):
        found.append(f"{title}: it looks back at earlier years, so it does not move the line.")
    return found
