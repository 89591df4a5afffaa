"""Reads each text of a group for its stage."""

from collections.abc import Sequence

import numpy as np

from assistant.training.bank import LabelledPassage
from evals.cases import GroupCase
from evals.evaluation import Subject
from evals.stages.generate import Reading, readings


def group_readings(cases: Sequence[GroupCase], subject: Subject) -> list[list[Reading]]:
    """Return the readings of each group's texts, in order."""
    texts = [as_passage(case, n) for case in cases for n in range(len(case.members))]
    found = readings(texts, subject, held_out=False)
    return [[next(found) for _ in case.members] for case in cases]


def top(reading: Reading) -> int:
    """Return the position in `OUTCOMES` of the likeliest outcome."""
    return int(np.argmax(reading[0]))


def as_passage(case: GroupCase, number: int) -> LabelledPassage:
    """Return one text of a group with its label."""
    member = case.members[number]
    name = f"{case.id}/{number + 1}"
    return LabelledPassage(name, "", "", (member.text,), case.expected(member), (), (), case.id)
