"""Answers each turn of a conversation with the turns before it."""

from collections.abc import Iterator

from assistant.assistant import Assistant
from assistant.models import Question
from evals.answered import Reply, ask
from evals.cases import ConversationCase


def replies_to(case: ConversationCase, assistant: Assistant) -> Iterator[Reply]:
    """Yield the reply to each turn, in order."""
    said = [turn.question for turn in case.turns]
    for number in range(1, len(said) + 1):
        yield ask(assistant, Question(id=f"{case.id}/{number}", turns=said[:number], documents=list(case.documents)))
