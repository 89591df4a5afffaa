"""Answers a case's question."""

from assistant.assistant import Assistant
from assistant.models import Question
from evals.answered import Reply, ask
from evals.cases import QuestionCase


def reply_to(case: QuestionCase, assistant: Assistant) -> Reply:
    """Return the reply to the case's question, with the documents it brings."""
    return ask(assistant, Question(id=case.id, turns=[case.question], documents=list(case.documents)))
