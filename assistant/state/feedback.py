"""What readers say of answers: finding the place they mean, and keeping their words with personal data covered."""

import re

from assistant.errors import QuestionError
from assistant.models import Answer, Section, Statement
from assistant.state.base import new_id, now
from assistant.state.models import Feedback, FeedbackVerdict
from assistant.state.store import Record
from corpus.hygiene import clean

LONGEST_NOTE = 5_000
"""Characters of a note."""
_PLACE = re.compile(r"(\d{1,4})(?:\.(\d{1,4}))?")


def give_feedback(
    record: Record, exchange_id: str, verdict: FeedbackVerdict, place: str | None = None, note: str = ""
) -> Feedback:
    """Keep feedback on an exchange and return it. `place` is a section ("2") or a statement of one ("2.1"), None the whole answer.

    Raises StateError when there is no such exchange, QuestionError for a place that the answer does not have or too long a note.
    """
    answer = record.exchange(exchange_id).answer
    section, statement = read_place(place, answer) if place else (None, None)
    if len(note) > LONGEST_NOTE:
        raise QuestionError(f"the note has {len(note):,} characters, more than {LONGEST_NOTE:,}; cut it")
    cleaned = clean(note)
    feedback = Feedback(
        id=new_id(),
        exchange_id=exchange_id,
        section=section,
        statement=statement,
        verdict=verdict,
        note=cleaned.text.strip(),
        given_at=now(),
        warnings=list(cleaned.warnings),
    )
    record.add_feedback(feedback)
    return feedback


def read_place(place: str, answer: Answer) -> tuple[int, int | None]:
    """Return (section, statement) of a place such as "2.1" or "2", from 1. Raises QuestionError when the answer has no such place."""
    match = _PLACE.fullmatch(place.strip())
    if match is None:
        raise QuestionError(
            f"statement {place!r}: a place is a section (2) or a statement of one (2.1), counted from 1"
        )
    section, statement = int(match[1]), int(match[2]) if match[2] else None
    if not 1 <= section <= len(answer.sections):
        raise QuestionError(f"statement {place!r}: the answer has {len(answer.sections)} sections, counted from 1")
    held = len(answer.sections[section - 1].statements)
    if statement is not None and not 1 <= statement <= held:
        raise QuestionError(f"statement {place!r}: section {section} has {held} statements, counted from 1")
    return section, statement


def statements_at(answer: Answer, feedback: Feedback) -> list[Statement]:
    """Return the statements that feedback is on: all, those of a section, or one; none where the answer has no such place."""
    if feedback.section is None:
        return [statement for section in answer.sections for statement in section.statements]
    sections = answer.sections[feedback.section - 1 : feedback.section]
    chosen = [statement for section in sections for statement in section.statements]
    return chosen if feedback.statement is None else chosen[feedback.statement - 1 : feedback.statement]


def last_on_each_place(given: list[Feedback]) -> list[Feedback]:
    """Return the feedback that holds: of several on one place the last, so that a reader can change their mind.

    What is `missing` adds to the rest of a place and to what was missed before.
    """
    newest = {(f.place, f.note if f.verdict == "missing" else None): f for f in given}
    return [f for f in given if newest[f.place, f.note if f.verdict == "missing" else None] is f]


def places(answer: Answer) -> list[tuple[str, Section, Statement]]:
    """Return (place, section, statement) for each statement, in the order of the answer."""
    return [
        (f"{number}.{position}", section, statement)
        for number, section in enumerate(answer.sections, start=1)
        for position, statement in enumerate(section.statements, start=1)
    ]
