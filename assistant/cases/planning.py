"""A plan before it is kept: personal data covered, no empty action, not too long."""

from collections.abc import Sequence

from assistant.errors import QuestionError
from assistant.models import MOST_ACTIONS
from corpus.hygiene import clean


def plan_texts(actions: Sequence[str], longest: int) -> list[str]:
    """Return the actions as they are kept. Raises QuestionError for none, an empty one, or more than can be checked.

    `longest` is how many characters all of them may have together.
    """
    if not actions:
        raise QuestionError("the plan has no action; add one, or delete the plan")
    if len(actions) > MOST_ACTIONS:
        raise QuestionError(f"{len(actions)} actions, more than {MOST_ACTIONS}; keep the plan in parts")
    if (length := sum(map(len, actions))) > longest:
        raise QuestionError(f"the plan has {length:,} characters, more than {longest:,}; shorten it")
    texts = [clean(action).text.strip() for action in actions]
    if "" in texts:
        raise QuestionError(f"action {texts.index('') + 1} is empty; give it a few words, or leave it out")
    return texts
