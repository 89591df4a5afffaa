"""From papers and their assessments to a line: what moves it, which way it goes, where it turns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

import numpy as np

from assistant.chances import percent
from assistant.models import Assessment, UserDocument
from assistant.phrases import named
from assistant.timeline.dates import looks_back, sortable
from assistant.timeline.models import Direction, Timeline, TimelinePoint, TurningPoint
from corpus.vocabulary import STAGES, Outcome, Stage

LEAST_CHANCE = 0.5
"""The line moves when a paper's stage is more likely than not above, or below, where the line stood."""
FAR, SURE_ENOUGH = 2, 0.6
"""A turn of so many stages needs a paper of so high a chance, or a next one that bears it out."""
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
        warnings=[*(warning for paper in ordered for warning in warnings_of(paper)), *doubts(told)],
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
    for paper, following in zip_longest(told, told[1:]):
        if found and not _turns(found[-1][0], paper, following):
            found[-1].append(paper)
        else:
            found.append([paper])
    return found


def _turns(before: Paper, paper: Paper, following: Paper | None) -> bool:
    """Return whether the line turns at `paper`. One odd paper, hardly surer of a far stage than of another, does not turn it."""
    return _moves(before, paper) and (not _is_odd(before, paper) or _bears_out(before, paper, following))


def _is_odd(before: Paper, paper: Paper) -> bool:
    """Return whether a paper names a stage far from where the line stood, by a small chance."""
    far = abs(number_of(paper) - number_of(before)) >= FAR
    return far and max(paper.assessment.probabilities.values()) < SURE_ENOUGH


def _bears_out(before: Paper, paper: Paper, following: Paper | None) -> bool:
    """Return whether the next paper lies on the same side of where the line stood."""
    if following is None or not _moves(before, following):
        return False
    return (number_of(following) > number_of(before)) == (number_of(paper) > number_of(before))


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


def doubts(told: Sequence[Paper]) -> Iterator[str]:
    """Yield what to say of the newest paper that says a stage, where it is odd or its own signs speak more for another stage."""
    if not told:
        return
    newest, stood = told[-1], runs(told)[-1][0]
    assert newest.stage is not None, "only papers that say a stage are followed"
    if newest is not stood and _moves(stood, newest) and _is_odd(stood, newest):
        yield (
            f"{newest.document.title}: it reads as {named(newest.stage)}, but no surer than {percent(_chance(newest))} and far from "
            "the papers before it, so the line does not turn there until another paper bears it out."
        )
    if other := outweighed(newest.assessment):
        yield (
            f"{newest.document.title}: it reads as {named(newest.stage)}, yet more of its signs, counted here and now, speak for "
            f"{named(other)}. Read them before you say that the service stands there."
        )


def _chance(paper: Paper) -> float:
    return max(paper.assessment.probabilities.values())


def outweighed(assessment: Assessment) -> Stage | None:
    """Return the stage whose signs, here and now, are more and heavier together than those of the stage that was named."""
    weights: dict[Stage, list[float]] = {}
    for signal in (*assessment.signals, *assessment.against):
        if signal.standing == "now_here":
            weights.setdefault(signal.stage, []).append(signal.weight)
    own = weights.pop(assessment.stage, []) if assessment.stage else []
    other = max(weights, key=lambda stage: sum(weights[stage]), default=None)
    if other is None or len(weights[other]) <= len(own) or sum(weights[other]) <= sum(own):
        return None
    return other
