"""One service as a side of a comparison."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.citations import CitationBook
from assistant.comparing.models import Side, SideSign
from assistant.composers.base import DraftStatement
from assistant.errors import QuestionError
from assistant.models import AssessmentReply, Question, Signal
from assistant.plans.models import PlanAction, PlanCheck
from assistant.timeline.models import Timeline

LEAST, MOST = 2, 8
"""Services that can be compared at once."""
MOST_SIGNS, MOST_STEPS = 4, 3


@dataclass(frozen=True)
class Service:
    """A service to compare: what it amounts to as a question, and its plan."""

    name: str
    situation: Question
    plan: Sequence[str] = ()


def checked_count(number: int) -> None:
    """Raise QuestionError where so many services cannot be compared."""
    if not LEAST <= number <= MOST:
        raise QuestionError(f"{number} service{'' if number == 1 else 's'}; name {LEAST} to {MOST} to compare")


def checked(services: Sequence[Service]) -> Sequence[Service]:
    """Return the services. Raises QuestionError where they are too few or too many, or two have one name."""
    checked_count(len(services))
    names = [service.name for service in services]
    if (twice := next((name for name in names if names.count(name) > 1), None)) is not None:
        raise QuestionError(f"{twice!r} is named twice; give each service a name of its own")
    return services


def side_of(
    service: Service,
    reply: AssessmentReply,
    steps: Iterable[DraftStatement],
    line: Timeline | None,
    check: PlanCheck | None,
    book: CitationBook,
) -> Side:
    """Return a side from what was read of a service; `book` numbers its citations."""
    signs = [s for s in reply.signals if s.stage == reply.stage and s.standing == "now_here"]
    return Side(
        name=service.name,
        status=reply.status,
        outcome=reply.outcome,
        stage=reply.stage,
        confidence=reply.confidence,
        certainty=reply.certainty,
        plausible=reply.plausible,
        probabilities=reply.probabilities,
        direction=line.direction if line else None,
        documents=len(service.situation.documents),
        evidence=[_sign(signal, service) for signal in _heaviest(signs)],
        missing_themes=reply.missing_themes,
        steps=[book.statement(step) for step in islice(steps, MOST_STEPS)],
        actions=len(check.actions) if check else None,
        mismatches=list(_mismatches(check, book)) if check else [],
        warnings=reply.warnings,
    )


def _mismatches(check: PlanCheck, book: CitationBook) -> Iterator[PlanAction]:
    for action in check.actions:
        if action.fit == "mismatch":
            numbers = [book.take(check.citations[n - 1]) for n in action.citations]
            yield action.model_copy(update={"citations": numbers})


def _heaviest(signs: Sequence[Signal]) -> list[Signal]:
    """Return the heaviest signs, each of its words once."""
    by_words = {" ".join(sign.quote.split()): sign for sign in sorted(signs, key=lambda s: s.weight)}
    return sorted(by_words.values(), key=lambda s: -s.weight)[:MOST_SIGNS]


def _sign(signal: Signal, service: Service) -> SideSign:
    return SideSign(
        quote=signal.quote,
        source=signal.source,
        date=next((d.date for d in service.situation.documents if d.title == signal.source), None),
        theme=signal.theme,
        indicator=signal.indicator,
        meaning=signal.indicator_text,
    )
