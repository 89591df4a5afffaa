"""Judges the reply to a question."""

from evals.answer_scores import judge
from evals.answered import Reply
from evals.cases import QuestionCase
from evals.models import CaseResult


def score(case: QuestionCase, reply: Reply) -> CaseResult:
    """Return the result of the case: every score with its reason."""
    return CaseResult(
        id=case.id,
        kind=case.kind,
        shown=case.question,
        expected=expected_in_words(case),
        scores=list(judge(reply, case.expected)),
        output=reply.model_dump(exclude_defaults=True),
        seconds=reply.seconds,
    )


def expected_in_words(case: QuestionCase) -> str:
    """Return what the case expects, for a person."""
    wanted = case.expected
    parts = [" or ".join(wanted.status), " or ".join(wanted.outcome), *(point.point for point in wanted.points)]
    if wanted.premise:
        parts.append(f"puts right: {wanted.premise.false}")
    return "; ".join(part for part in parts if part)
