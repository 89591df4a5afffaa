"""What can go wrong in the evaluations.

RegripError
└── EvaluationError         a set, a run or a folder to evaluate cannot be used
    └── PeerUnavailable     a system to compare with cannot be installed or run
"""

from corpus.errors import RegripError


class EvaluationError(RegripError):
    """A set, a run or a folder to evaluate cannot be used."""

    code = "evaluation"


class PeerUnavailable(EvaluationError):
    """A system to compare with cannot be installed or run. The message completes "it ..."."""

    code = "peer_unavailable"
