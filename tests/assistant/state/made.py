"""Exchanges for tests of the record: made by hand, so that each test says what is in them."""

from assistant.models import Answer, Citation, Question, Section, Statement
from assistant.state.store import Record


def citation(n: int, document: str = "stage-losing-grip", quote: str = "Sight goes first.") -> Citation:
    return Citation(
        n=n, chunk_id=f"{document}/{n}", document_id=document, title=document, publisher="Regrip", date="2026-06-30",
        status="current", locator="Signs", url=None, quote=quote, start=0, end=len(quote),
    )  # fmt: skip


def answer(**changes: object) -> Answer:
    """An answer with two sections: one statement that quotes, and two of which one cites nothing."""
    made = {
        "id": "q",
        "status": "answered",
        "completeness": "complete",
        "sections": [
            Section(
                title="Short answer", statements=[Statement(text="Sight goes first.", kind="quote", citations=[1])]
            ),
            Section(
                title="What to do next",
                statements=[
                    Statement(text="Build one page of measures.", kind="quote", citations=[2]),
                    Statement(text="Regrip found two signs.", kind="finding"),
                ],
            ),
        ],
        "citations": [citation(1), citation(2, "card-dashboard", "Build one page of measures.")],
        "versions": {"regrip": "0.1.0", "index": "abc"},
    }
    return Answer.model_validate(made | changes)


def kept(
    record: Record, *turns: str, conversation: str = "c1", made: Answer | None = None, **of_question: object
) -> str:
    """Keep an exchange and return its id."""
    question = Question.model_validate({"turns": list(turns) or ["What now?"], **of_question})
    return record.keep(conversation, question, made or answer())
