"""Turns of phrase that the engine's explanations, the composers and the renderings share."""

from collections.abc import Sequence

from assistant.models import NextQuestion
from corpus.vocabulary import STAGE_NAMES, Stage

LITTLE = "would change little."
"""How a sentence ends on an answer that would hardly move the stage."""


def listed(items: Sequence[str]) -> str:
    """Return items as a phrase: a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def named(stage: Stage) -> str:
    """Return a stage as a thing that a sentence can speak of: "a steady service", "losing grip"."""
    return "a steady service" if stage == "steady" else STAGE_NAMES[stage]


def would_tell(question: NextQuestion) -> bool:
    """Return whether some answer to a question would change more than little, or nothing is known of what it would do."""
    said = [answer.words for answer in (question.if_yes, question.if_no) if answer]
    return not said or not all(words.endswith(LITTLE) for words in said)


def answer_words(question: NextQuestion) -> list[str]:
    """Return the sentences that say what "yes" and "no" to a question would do; one where neither would do much."""
    said = [answer.words for answer in (question.if_yes, question.if_no) if answer]
    return said if would_tell(question) else ["Neither answer would change much."]
