"""What the record's commands print for people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from assistant.state.feedback import places
from assistant.state.models import Deleted, Exchange, Feedback, Listed


def history_text(listed: Sequence[Listed]) -> str:
    """Return a line for each exchange; its id is what replay and feedback ask for."""
    if not listed:
        return "Nothing is kept."
    width = max(len(row.status) for row in listed)
    return "\n".join(
        f"{row.id}  {_moment(row.asked_at)}  {row.status:{width}}  {row.words}  (conversation {row.conversation_id})"
        for row in listed
    )


def deleted_text(gone: Deleted) -> str:
    """Return what was deleted, and what is left to do where its text may still be there."""
    what = (
        f"Deleted conversation {gone.conversation_id}: {gone.exchanges} exchanges, {gone.feedback} pieces of feedback."
    )
    if gone.erased:
        return f"{what} Their text is gone from the record's file. Backups made before still hold it."
    return (
        f"{what} Their text may still stand in the database's files: an SQLite record that another Regrip has open is cleaned by its next "
        "deletion; another database does this in its own time. Backups made before still hold it."
    )


def given_text(feedback: Feedback) -> str:
    """Return that feedback was kept, on what, and what was covered in its note."""
    place = f"{feedback.place} of " if feedback.place else ""
    return "\n".join([f"Kept: {feedback.verdict}, on {place}exchange {feedback.exchange_id}.", *feedback.warnings])


def judged_text(exchange: Exchange, given: Sequence[Feedback]) -> str:
    """Return the statements of an answer by number, and the feedback on it."""
    question = " ".join(exchange.question.text.split())
    lines = [f"Exchange {exchange.id} of {_moment(exchange.asked_at)}: {question}", f"Status: {exchange.answer.status}"]
    headed = 0
    for place, section, statement in places(exchange.answer):
        number = int(place.split(".")[0])
        if number != headed:
            lines += ["", f"{number}  {section.title}"]
            headed = number
        lines.append(f"{place}  {' '.join(statement.text.split())}")
    lines += ["", "Feedback:" if given else "No feedback yet."]
    return "\n".join([*lines, *(f"  {_given(each)}" for each in given)])


def judged_json(exchange: Exchange, given: Sequence[Feedback]) -> dict[str, Any]:
    """Return the same as one object."""
    statements = [
        {"place": place, "section": section.title, "text": statement.text}
        for place, section, statement in places(exchange.answer)
    ]
    return {
        "exchange_id": exchange.id,
        "asked_at": exchange.asked_at.isoformat(),
        "status": exchange.answer.status,
        "question": exchange.question.text,
        "statements": statements,
        "feedback": [each.model_dump(mode="json", exclude={"warnings"}) for each in given],
    }


def _given(feedback: Feedback) -> str:
    note = f": {' '.join(feedback.note.split())}" if feedback.note else ""
    return f"{_moment(feedback.given_at)}  {feedback.place or 'whole answer'}  {feedback.verdict}{note}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
