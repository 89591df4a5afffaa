"""Judges a timeline: the outcome of each paper, the latest one, the direction, the turning points."""

from collections.abc import Iterator

import numpy as np

from corpus.vocabulary import OUTCOMES
from evals.cases import DatedDocument, DossierCase
from evals.models import CaseResult, Score
from evals.timelines.generate import Traced


def score(case: DossierCase, traced: Traced) -> list[CaseResult]:
    """Return a result for each paper, in the case's order, and one for the dossier."""
    given = {(point.date, point.title): point.outcome for point in traced.timeline.points}
    papers = [
        _paper(f"{case.id}/{number}", document, given[(document.date, document.title)])
        for number, document in enumerate(case.documents, start=1)
    ]
    return [*papers, _dossier(case, traced)]


def _paper(name: str, document: DatedDocument, outcome: str) -> CaseResult:
    right = Score(name="paper_outcome_right", value=outcome == document.outcome, reason=outcome)
    return CaseResult(
        id=name,
        kind=document.outcome,
        shown=f"{document.date} {document.title}: {document.text}",
        expected=document.outcome,
        scores=[right],
        numbers={"outcome": [OUTCOMES.index(document.outcome), OUTCOMES.index(outcome)]},
        output={"outcome": outcome},
    )


def _dossier(case: DossierCase, traced: Traced) -> CaseResult:
    return CaseResult(
        id=case.id,
        kind=f"dossier, {case.direction}",
        shown="\n".join(f"{d.date} {d.title}" for d in sorted(case.documents, key=lambda d: d.date)),
        expected=f"{case.latest_outcome}; {case.direction}; turns at {', '.join(case.turning_points) or 'none'}",
        scores=list(_dossier_scores(case, traced)),
        numbers={"turns": turn_counts(case, traced)},
        output=traced.timeline.model_dump(mode="json"),
        seconds=traced.seconds,
    )


def _dossier_scores(case: DossierCase, traced: Traced) -> Iterator[Score]:
    latest, direction = traced.timeline.latest_outcome, traced.timeline.direction
    yield Score(name="latest_right", value=latest == case.latest_outcome, reason=latest)
    yield Score(name="direction_right", value=direction == case.direction, reason=direction)


def turn_counts(case: DossierCase, traced: Traced) -> list[float]:
    """Return (found, wrongly found, missed) turning points, compared by date."""
    wanted = set(case.turning_points)
    given = {turn.date for turn in traced.timeline.turning_points}
    return [float(len(wanted & given)), float(len(given - wanted)), float(len(wanted - given))]


def turning_f1(rows: np.ndarray) -> float:
    """Return F1 = 2TP / (2TP + FP + FN) over all dossiers' turning points; nan when there are none at all."""
    found, wrong, missed = rows[~np.isnan(rows).any(axis=1)].sum(axis=0)
    total = 2 * found + wrong + missed
    return float(2 * found / total) if total else float("nan")
