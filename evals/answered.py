"""Asking the assistant a case's question, and what of its reply is kept for judging and for the report."""

import time
from typing import TYPE_CHECKING, Any

from pydantic import Field

from assistant.models import Answer, Question, Record
from corpus.errors import RegripError

if TYPE_CHECKING:
    from assistant.assistant import Assistant

DEPTH = 10
"""Passages looked at for the recall of expected sources."""


class Cited(Record):
    """A citation with the passage it names as the index holds it; `passage` is None when it does not resolve."""

    n: int
    chunk_id: str
    document_id: str
    title: str
    quote: str
    start: int
    end: int
    passage: str | None


class Said(Record):
    """A statement of the answer with its section."""

    section: str
    text: str
    kind: str
    citations: list[int]


class Reply(Record):
    """An answer, boiled down to what is judged and shown."""

    status: str
    completeness: str | None = None
    intent: str | None = None
    outcome: str | None = None
    stage_named: bool = False
    query: str = ""
    statements: list[Said] = Field(default=[])
    citations: list[Cited] = Field(default=[])
    warnings: list[str] = Field(default=[])
    found: list[str] = Field(default=[])
    """Documents of the first passages that `regrip retrieve` gives, best first, each once."""
    error: str | None = None
    seconds: float = 0.0

    @property
    def first_section(self) -> str:
        """The text of the first section."""
        first = self.statements[0].section if self.statements else None
        return " ".join(s.text for s in self.statements if s.section == first)

    def passage(self, n: int) -> Cited | None:
        """Return the citation with that number."""
        return next((cited for cited in self.citations if cited.n == n), None)


def ask(assistant: "Assistant", question: Question) -> Reply:
    """Return the reply to a question, timed; input that the assistant refuses gives status `error` with its words."""
    started = time.perf_counter()
    try:
        answer = assistant.ask(question)
    except RegripError as error:
        return Reply(status="error", error=str(error), seconds=time.perf_counter() - started)
    seconds = time.perf_counter() - started
    reply = boiled_down(answer, assistant)
    query = answer.standalone_query or question.text
    found = assistant.retrieve([query], k=DEPTH) if query.strip() else []
    return reply.model_copy(
        update={"seconds": round(seconds, 4), "found": list(dict.fromkeys(r.document_id for r in found))}
    )


def boiled_down(answer: Answer, assistant: "Assistant") -> Reply:
    """Return what of an answer is judged, each citation with its passage as the index holds it."""
    return Reply(
        status=answer.status,
        completeness=answer.completeness,
        intent=answer.intent,
        outcome=answer.assessment.outcome if answer.assessment else None,
        stage_named=bool(answer.assessment and answer.assessment.stage and answer.status == "answered"),
        query=answer.standalone_query,
        statements=[
            Said(section=section.title, text=statement.text, kind=statement.kind, citations=statement.citations)
            for section in answer.sections
            for statement in section.statements
        ],
        citations=[_cited(citation, assistant) for citation in answer.citations],
        warnings=answer.warnings,
    )


def _cited(citation: Any, assistant: "Assistant") -> Cited:
    passage = assistant.passage(citation.chunk_id)
    return Cited(
        **citation.model_dump(include={"n", "chunk_id", "document_id", "title", "quote", "start", "end"}),
        passage=passage.text if passage else None,
    )
