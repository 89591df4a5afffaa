"""Question cases by the name of their set, or from a file of them."""

from pathlib import Path

from evals.cases import QuestionCase
from evals.catalogue import all_sets, get_set, read_rows, valid_case
from evals.errors import EvaluationError

EVALUATION = "answers"
"""What measures sets of questions."""


def is_questions(name: str) -> bool:
    """Return whether `name` is a set of questions or names a file of them."""
    return _is_file(name) or (name in (sets := all_sets()) and sets[name].card.evaluation == EVALUATION)


def question_cases(name: str) -> list[QuestionCase]:
    """Return the cases of a question set, or of a JSON lines file of such cases. Raises EvaluationError."""
    if _is_file(name):
        return [valid_case(QuestionCase, row, place) for place, row in read_rows(Path(name))]
    chosen = get_set(name)
    if chosen.card.evaluation != EVALUATION:
        raise EvaluationError(f"{name!r} is measured by {chosen.card.evaluation} and is no set of questions")
    return chosen.cases(QuestionCase)


def _is_file(name: str) -> bool:
    return name.endswith((".jsonl", ".jsonl.gz"))
