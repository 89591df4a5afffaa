"""A claim and passages to a label, a score and the passages that carry it."""

from collections.abc import Sequence

from assistant.claims.evidence import Evidence, gather
from assistant.claims.features import read_features
from assistant.claims.models import ClaimReply
from assistant.claims.weights import ClaimModel, load_claim_model
from assistant.errors import QuestionError
from indexes.embedders import Embedder

LONGEST_CLAIM = 10_000
LONGEST_PASSAGES = 2_000_000
_MOST_SUPPORTING = 5
_ADDS = 0.1
"""Share of the claim that a further sentence has to add to be named."""


class ClaimChecker:
    """Says whether passages support a claim. Works offline; safe to share between threads."""

    def __init__(self, embedder: Embedder, model: ClaimModel | None = None) -> None:
        """Take the committed weights unless others are given. Raises ModelFileError."""
        self._embedder, self._model = embedder, model or load_claim_model()

    def check(self, claim: str, passages: Sequence[str], id: str = "") -> ClaimReply:
        """Return what the passages make of the claim. Raises QuestionError when either is empty or too long."""
        return self.judge(self.gather(claim, passages), id)

    def gather(self, claim: str, passages: Sequence[str]) -> Evidence:
        """Return the claim held against the passages' sentences. Raises QuestionError as `check` does."""
        _check_input(claim, passages)
        return gather(claim, passages, self._embedder, self._model.weights.background)

    def judge(self, evidence: Evidence, id: str = "") -> ClaimReply:
        """Return the reply that follows from the evidence. Without any word to compare nothing is supported."""
        if not evidence.claim.bag or not evidence.sentences:
            return ClaimReply(id=id, label="not_supported", score=0.0, supporting=[])
        features = read_features(evidence)
        score = self._model.score(features)
        label = self._model.label(features, score)
        carried = label in ("supported", "partially_supported")
        return ClaimReply(
            id=id, label=label, score=round(score, 4), supporting=_supporting(evidence) if carried else []
        )


def _supporting(evidence: Evidence) -> list[int]:
    """The passages of the best sentence and of those that add to it, without repeats."""
    left, found = evidence.claim.bag, list[int]()
    total = evidence.weight.total(left)
    for place, sentence in enumerate(evidence.best(_MOST_SUPPORTING)):
        if place == 0 or evidence.weight.total(sentence.bag & left) / total >= _ADDS:
            left = left - sentence.bag
            found.append(sentence.passage)
    return list(dict.fromkeys(found))


def _check_input(claim: str, passages: Sequence[str]) -> None:
    if not claim.strip():
        raise QuestionError("the claim is empty; give one sentence that the passages are to support")
    if not any(passage.strip() for passage in passages):
        raise QuestionError("there is no passage with text in it; give at least one passage to hold the claim against")
    if len(claim) > LONGEST_CLAIM:
        raise QuestionError(f"the claim has {len(claim):,} characters, more than {LONGEST_CLAIM:,}; check it in parts")
    length = sum(len(passage) for passage in passages)
    if length > LONGEST_PASSAGES:
        raise QuestionError(f"the passages have {length:,} characters, more than {LONGEST_PASSAGES:,}; give fewer")
