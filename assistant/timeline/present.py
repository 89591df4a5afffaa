"""The papers that say how a service is now, told from those that have been overtaken."""

from collections.abc import Sequence

from assistant.models import Assessment, Question, UserDocument
from assistant.rendering.words import readable_date
from assistant.timeline.dates import looks_back, sortable
from assistant.timeline.tracing import in_order, runs

FEWEST = 2
"""The newest papers that always count as now. With one alone a dossier of dossiers-dev is read as a stage too mild."""


def overtaken(papers: Sequence[tuple[UserDocument, Assessment]]) -> list[UserDocument]:
    """Return the papers that no longer say how the service is: those before the line's last turn, and those that look back.

    The newest two that say a stage are never among them, nor is a paper without a date, or one that says no stage.
    """
    told = [paper for paper in in_order(papers) if paper.stage]
    if not told:
        return []
    now = [*runs(told)[-1], *told[-FEWEST:]]
    old = [paper.document for paper in told if not any(paper is each for each in now)]
    return [*old, *(document for document, assessment in papers if assessment.stage and _is_history(document))]


def _is_history(document: UserDocument) -> bool:
    return sortable(document.date) is not None and looks_back(document)


def many_dated(situation: Question) -> bool:
    """Return whether a situation has two dated papers, so that one may have overtaken the other."""
    return sum(sortable(document.date) is not None for document in situation.documents) > 1


def now_of(situation: Question, papers: Sequence[tuple[UserDocument, Assessment]]) -> tuple[Question, list[str]]:
    """Return a situation without those of its papers that are overtaken, and a sentence that says so where any are left out."""
    old = overtaken(papers) if many_dated(situation) else []
    if not old:
        return situation, []
    now = without(situation, old)
    return now, [said_of(old, now.documents)]


def without(question: Question, old: Sequence[UserDocument]) -> Question:
    """Return a question without some of its documents, and without the marks on them."""
    kept = [document for document in question.documents if not any(document is each for each in old)]
    gone = {document.title for document in old} - {document.title for document in kept}
    texts = [*question.turns, *(document.text for document in kept)]
    marks = [
        mark
        for mark in question.marks
        if mark.source not in gone
        and (mark.source is not None or mark.quote is None or any(mark.quote in text for text in texts))
    ]
    return question.model_copy(update={"documents": kept, "marks": marks})


def said_of(old: Sequence[UserDocument], kept: Sequence[UserDocument]) -> str:
    """Return the sentence that says which papers the stage was read from."""
    days = sorted(document.date for document in kept if document.date)
    count, more = len(old), len(old) > 1
    since = f", dated {readable_date(days[0])} or later" if days else ""
    return (
        f"The stage is read from the newest papers{since}. {count} older paper{'s' if more else ''} of which the service has moved on "
        f"{'are' if more else 'is'} left out of it; the timeline shows {'them' if more else 'it'}."
    )
