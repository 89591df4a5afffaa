"""What can go wrong in the evaluations.

RegripError
└── EvaluationError     a set, a run or a folder to evaluate cannot be used
"""

from corpus.errors import RegripError


class EvaluationError(RegripError):
    """A set, a run or a folder to evaluate cannot be used."""

    code = "evaluation"
