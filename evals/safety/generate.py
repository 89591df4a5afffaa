"""Sends a case's messages to the assistant."""

from assistant.assistant import Assistant
from assistant.models import Question
from evals.answered import Reply, ask
from evals.cases import SafetyCase


def reply_to(case: SafetyCase, assistant: Assistant) -> Reply:
    """Return the reply to the last message of the case, with the documents it brings."""
    turns = [*case.turns[:-1], case.turns[-1] * case.repeat]
    return ask(assistant, Question(id=case.id, turns=turns, documents=list(case.documents)))
