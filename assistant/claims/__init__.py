"""Does a passage support a claim: words, meaning, numbers, names, negation and quantities held against each other."""

from assistant.claims.checker import ClaimChecker
from assistant.claims.models import ClaimReply

__all__ = ["ClaimChecker", "ClaimReply"]
