"""An answer, or a conversation with all of its answers, as a paper: what was asked and what was said, in order."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.briefing.evidence import stage_chart
from assistant.briefing.models import NOT_A_GRADE, Block, Briefing, Item, Line, Listing, Paragraph, Part
from assistant.briefing.papers import plain_status
from assistant.briefing.sources import SourceBook
from assistant.briefing.statements import Reader
from assistant.rendering import words
from assistant.state.models import Exchange
from assistant.state.store import first_words


def answer_briefing(exchange: Exchange, made_on: date) -> Briefing:
    """Return one question with its answer."""
    book = SourceBook()
    parts = [_asked(exchange), *_answered(exchange, book, 1)]
    return Briefing(
        kind="answer",
        title=first_words(exchange.question.text) or "Answer",
        made_on=made_on,
        about=[_about(made_on, [exchange])],
        parts=[part for part in parts if part.blocks],
        sources=book.listed(),
    )


def conversation_briefing(exchanges: Sequence[Exchange], title: str, made_on: date) -> Briefing:
    """Return a conversation, oldest first, with one list of sources."""
    book, parts = SourceBook(), list[Part]()
    for number, exchange in enumerate(exchanges, start=1):
        asked = _asked(exchange).model_copy(update={"title": f"Message {number}"})
        parts += [asked, *(part for part in _answered(exchange, book, 2) if part.blocks)]
    return Briefing(
        kind="conversation",
        title=title,
        made_on=made_on,
        about=[_about(made_on, exchanges)],
        contents=len(exchanges) > 1,
        parts=parts,
        sources=book.listed(),
    )


def _about(made_on: date, exchanges: Sequence[Exchange]) -> str:
    days = [exchange.asked_at.date().isoformat() for exchange in exchanges]
    spans = " to ".join(words.readable_date(day) for day in dict.fromkeys([min(days), max(days)])) if days else ""
    made = words.readable_date(made_on.isoformat())
    return f"Asked on {spans}, written out on {made}. {NOT_A_GRADE}"


def _asked(exchange: Exchange) -> Part:
    """The message itself; one that only brought documents along names them."""
    text = exchange.question.text
    blocks: list[Block] = [Paragraph(line=Line(text=text))] if text.strip() else []
    titles = [f"{d.title}{f', {words.readable_date(d.date)}' if d.date else ''}" for d in exchange.question.documents]
    if titles:
        blocks += [
            Paragraph(line=Line(text="", lead="Documents read:")),
            Listing(items=[Item(line=Line(text=t)) for t in titles]),
        ]
    return Part(title="Question", blocks=blocks)


def _answered(exchange: Exchange, book: SourceBook, level: int) -> Iterator[Part]:
    answer = exchange.answer
    asked = words.readable_date(exchange.asked_at.date().isoformat())
    reader = Reader(answer, exchange.question.documents, asked, book)

    def part(title: str, blocks: list[Block]) -> Part:
        return Part(title=title, level=1 if level == 1 else 2, blocks=blocks)

    yield part(words.SAFETY_TITLE, reader.urgent(words.safety_statements(answer)))
    assessment = words.shown_assessment(answer)
    yield part("Stage and status", [*plain_status(answer), *([stage_chart(assessment)] if assessment else [])])
    for title, statements in words.ordinary_sections(answer):
        yield part(title, reader.blocks(statements))
    notes = [Item(line=Line(text=warning)) for warning in answer.warnings]
    yield part("Please note", [Listing(items=notes)] if notes else [])
