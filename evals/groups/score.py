"""Judges a group: all of it right, and all of it read the same."""

from collections.abc import Sequence

from corpus.vocabulary import OUTCOMES
from evals.cases import GroupCase
from evals.groups.generate import top
from evals.models import CaseResult, Score
from evals.stages.generate import Reading


def score(case: GroupCase, readings: Sequence[Reading]) -> list[CaseResult]:
    """Return the result of the group, and one of each member."""
    read = [top(reading) for reading in readings]
    labels = [OUTCOMES.index(case.expected(member)) for member in case.members]
    told = [f"{OUTCOMES[r]}, labelled {OUTCOMES[label]}" for r, label in zip(read, labels, strict=True)]
    whole = CaseResult(
        id=case.id,
        kind=case.kind,
        shown=" // ".join(member.text for member in case.members),
        expected=" // ".join(OUTCOMES[label] for label in labels),
        scores=[
            Score(name="whole_right", value=read == labels, reason="; ".join(told)),
            Score(name="same_outcome", value=len(set(read)) == 1, reason="; ".join(told)),
        ],
        seconds=0.0,
    )
    members = [
        CaseResult(
            id=f"{case.id}/{n}",
            kind=case.kind,
            shown=member.text,
            expected=OUTCOMES[label],
            scores=[Score(name="member_right", value=r == label, reason=why)],
            numbers={"label": [label], "probabilities": [round(float(p), 5) for p in reading[0]]},
        )
        for n, (member, label, r, why, reading) in enumerate(
            zip(case.members, labels, read, told, readings, strict=True), start=1
        )
    ]
    return [whole, *members]
