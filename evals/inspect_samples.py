"""A question set as Inspect AI needs it, without Inspect: samples out of cases, and scores out of replies."""

from math import nan
from typing import Any

from evals.answered import Reply
from evals.answers.evaluation import ANSWER_MEASURES
from evals.answers.score import expected_in_words, score
from evals.cases import QuestionCase
from evals.models import CaseResult

MISSING = (
    "evals/inspect_task.py needs Inspect AI, which is not installed: run `pip install inspect-ai` in the environment that "
    "holds Regrip"
)
NAMES = tuple(measure.name for measure in ANSWER_MEASURES)
"""The scores that a sample can have."""


def sample_fields(case: QuestionCase) -> dict[str, Any]:
    """Return the fields of the sample of a case; the whole case is in its metadata."""
    about = {"case": case.model_dump(mode="json"), "kind": case.kind, "asker": case.asker}
    return {"id": case.id, "input": case.question, "target": expected_in_words(case), "metadata": about}


def judged(case: dict[str, Any], reply: dict[str, Any]) -> CaseResult:
    """Return the result for a case and a reply as the sample keeps them."""
    return score(QuestionCase.model_validate(case), Reply.model_validate(reply))


def values(result: CaseResult) -> dict[str, float]:
    """Return every score by name; nan, which Inspect leaves out of its means, where one does not apply."""
    return {name: nan if (value := result.score(name)) is None else value for name in NAMES}


def explanation(result: CaseResult) -> str:
    """Return each score with its reason, one a line."""
    return "\n".join(f"{s.name} {s.value:g}: {s.reason}".rstrip(": ") for s in result.scores)


def completion(reply: Reply) -> str:
    """Return the reply as text: sections with their statements and the numbers of what they cite, then status and error."""
    lines, section = list[str](), None
    for statement in reply.statements:
        if statement.section != section:
            section = statement.section
            lines.append(f"## {section}")
        lines.append(statement.text + "".join(f" [{n}]" for n in statement.citations))
    lines += [f"Status: {reply.status}", *([reply.error] if reply.error else [])]
    return "\n".join(lines)
