"""Marks of a case: from places in documents and turns to what the engine takes, and back."""

from collections.abc import Sequence
from typing import Any

from assistant.engine import SourceText, place_marks
from assistant.models import Mark
from assistant.state.case_models import CaseDocumentText, CaseMark


def turn_name(number: int, turns: int) -> str:
    """Return what the engine calls turn `number` (from 1) of a conversation with so many turns."""
    return "question" if turns == 1 else f"turn {number}"


def texts_of(documents: Sequence[CaseDocumentText], turns: Sequence[str]) -> list[SourceText]:
    """Return all that marks can lie in, as the engine names it."""
    said = [SourceText(turn_name(n, len(turns)), turn) for n, turn in enumerate(turns, start=1)]
    return said + [SourceText(d.title, d.text, d.date) for d in documents]


def as_marks(
    kept: Sequence[CaseMark], documents: Sequence[CaseDocumentText], turns: int, conversation_id: str | None
) -> list[Mark]:
    """Return the marks of a case as the engine takes them: on its documents, and on the turns of one conversation."""
    titles = {document.id: document.title for document in documents}
    found = []
    for mark in kept:
        source = titles.get(mark.document_id or "")
        if mark.turn is not None and mark.conversation_id == conversation_id and mark.turn <= turns:
            source = turn_name(mark.turn, turns)
        if source is not None:
            found.append(Mark(source=source, start=mark.start, end=mark.end, verdict=mark.verdict, stage=mark.stage))
    return found


def placed_rows(
    mark: Mark,
    kept: Sequence[CaseMark],
    documents: Sequence[CaseDocumentText],
    turns: Sequence[str],
    conversation_id: str | None,
) -> list[dict[str, Any]]:
    """Return a mark as rows to keep, one for each place where it lies and is not yet: places only, no words.

    Raises QuestionError for a place that is not there, and for a mark that contradicts one that is kept.
    """
    texts = texts_of(documents, turns)
    before = as_marks(kept, documents, len(turns), conversation_id)
    new = place_marks([mark], texts)
    place_marks([*before, *new], texts)
    ids = {document.title: document.id for document in documents}
    numbers = {turn_name(n, len(turns)): n for n in range(1, len(turns) + 1)}
    return [_row(one, ids, numbers, conversation_id) for one in new if one not in before]


def _row(mark: Mark, ids: dict[str, str], numbers: dict[str, int], conversation_id: str | None) -> dict[str, Any]:
    row: dict[str, Any] = {"start": mark.start, "end": mark.end, "verdict": mark.verdict, "stage": mark.stage}
    source = mark.source or ""
    if source in numbers:
        return row | {"conversation_id": conversation_id, "turn": numbers[source]}
    return row | {"document_id": ids[source]}
