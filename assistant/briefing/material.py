"""What a paper on a service is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from assistant.models import Answer, Question, UserDocument
from assistant.plans.models import PlanCheck
from assistant.state.models import Exchange
from assistant.timeline.models import Timeline

QUESTION = "What stage are we in, and what should we do next?"
"""What is asked where nobody has asked it yet."""


@dataclass(frozen=True)
class Material:
    """An answer on a service with what stands beside it. `notes` are what a reader has to know of how it came about."""

    title: str
    question: str
    answer: Answer
    asked_on: date
    documents: Sequence[UserDocument] = ()
    service: str = ""
    timeline: Timeline | None = None
    plan: PlanCheck | None = None
    plan_title: str = ""
    in_plan: Mapping[str, int] = field(default_factory=dict)
    """Cards that are recommended and in the plan already, with the number of the action from 1."""
    notes: tuple[str, ...] = ()


def stage_exchange(exchanges: Sequence[Exchange]) -> Exchange | None:
    """Return the newest exchange whose answer names a stage, None where none does. A definition or a fact names none."""
    for exchange in sorted(exchanges, key=lambda one: one.asked_at, reverse=True):
        assessment = exchange.answer.assessment
        if assessment is not None and assessment.stage is not None and exchange.answer.status == "answered":
            return exchange
    return None


def material_of(exchange: Exchange, title: str, service: str = "", notes: tuple[str, ...] = ()) -> Material:
    """Return the material that a kept answer is."""
    return Material(
        title=title,
        question=exchange.question.text,
        answer=exchange.answer,
        asked_on=exchange.asked_at.date(),
        documents=exchange.question.documents,
        service=service,
        notes=notes,
    )


def asking(question: Question) -> Question:
    """Return a situation as a question about its stage and the next step."""
    said = [turn for turn in question.turns if turn.strip()]
    return question.model_copy(update={"turns": [*said, QUESTION]})


def late_notes(asked_at: datetime, added: Sequence[datetime], marked: Sequence[datetime]) -> tuple[str, ...]:
    """Return what to say of documents and marks that came after the answer was made."""
    documents = sum(1 for moment in added if moment > asked_at)
    marks = sum(1 for moment in marked if moment > asked_at)
    late = [
        *([f"{documents} document{'s' if documents > 1 else ''} added"] if documents else []),
        *([f"{marks} correction{'s' if marks > 1 else ''} made"] if marks else []),
    ]
    if not late:
        return ()
    return (f"{' and '.join(late)} after this answer. Ask again to have them read.",)
