"""Statements of an answer as lines of a briefing, each with the notes of what it rests on."""

import re
from collections.abc import Sequence

from assistant.briefing.models import Block, Item, Line, Listing, Paragraph
from assistant.briefing.sources import SourceBook, spread
from assistant.models import Answer, Citation, Statement, UserDocument
from assistant.rendering.words import OWN_WORDS_LABEL, QUOTED, label_of, readable_date
from assistant.timeline.dates import sortable

_LABEL = re.compile(r"([A-Z][^:.“]{1,24}:) ")
"""A short label at the start of a further line, as in `First step: `."""


class Reader:
    """Reads one answer. `documents` are the texts that it read, and `asked` is the day of its question in words."""

    def __init__(self, answer: Answer, documents: Sequence[UserDocument], asked: str, book: SourceBook) -> None:
        self.answer, self.documents, self.asked, self.book = answer, documents, asked, book
        self._cited = {citation.n: citation for citation in answer.citations}

    def own(self, source: str) -> str:
        """Return the note of a text of the user's own, named as signals name it."""
        return self.book.own(source, self.documents, self.asked)

    def date_of(self, source: str) -> str:
        """Return the date of a text of the user's own in words; empty where it has none, and of a message."""
        date = next((document.date for document in self.documents if document.title == source), None)
        return readable_date(date) if date else ""

    def cards_of(self, statement: Statement) -> list[str]:
        """Return the ids of the documents that a statement rests on."""
        return [self._cited[n].document_id for n in statement.citations if n in self._cited]

    def cited_for(self, words: str) -> Citation | None:
        """Return the first citation of a statement about the user's words that says this."""
        statements = (each for section in self.answer.sections for each in section.statements)
        numbers = (n for each in statements if each.kind == "own_words" and words in each.text for n in each.citations)
        return next((self._cited[n] for n in numbers if n in self._cited), None)

    def lines(self, statement: Statement) -> list[Line]:
        """Return a statement as lines with their notes; the last says whose words or inference it is."""
        first, *rest = [line for line in statement.text.splitlines() if line.strip()] or [""]
        if statement.kind == "own_words" and not QUOTED.search(statement.text):
            first = f"{OWN_WORDS_LABEL}: “{first}”"
        if statement.kind == "own_words":
            first = self._dated(first)
        lines = [Line(text="", lead=first) if rest else Line(text=first), *map(_labelled, rest)]
        if statement.kind == "own_words":
            lines[0] = lines[0].model_copy(update={"notes": self._told(statement.text)})
        lines = spread(lines, [self._cited[n] for n in statement.citations if n in self._cited], self.book)
        return [*lines[:-1], lines[-1].model_copy(update={"mark": label_of(statement)})]

    def item(self, statement: Statement) -> Item:
        """Return a statement as an item of a list."""
        first, *rest = self.lines(statement)
        return Item(line=first, lines=rest)

    def blocks(self, statements: Sequence[Statement]) -> list[Block]:
        """Return one statement as a paragraph, several as a list: numbered where each has parts, as actions do."""
        if not statements:
            return []
        if len(statements) == 1 and "\n" not in statements[0].text:
            return [Paragraph(line=self.lines(statements[0])[0])]
        numbered = all("\n" in each.text for each in statements)
        return [Listing(items=[self.item(each) for each in statements], numbered=numbered)]

    def urgent(self, statements: Sequence[Statement]) -> list[Block]:
        """Return what must be read before everything else."""
        return [Paragraph(line=line, urgent=True) for each in statements for line in self.lines(each)]

    def _dated(self, text: str) -> str:
        """Return words on a figure of the user's with the date of its paper behind them; one of its measure that is older says so."""
        figures = self.answer.assessment.figures if self.answer.assessment else []
        figure = next((each for each in figures if f"“{each.quote}”" in text), None)
        if figure is None or not (day := self.date_of(figure.source)):
            return text
        same = [self._day(each.source) for each in figures if each.measure == figure.measure]
        older = ", an older figure" if max(same) > self._day(figure.source) else ""
        return text.replace(f"“{figure.quote}”", f"“{figure.quote}” ({day}{older})", 1)

    def _day(self, source: str) -> str:
        """Return a full date for comparing; empty where a text has none."""
        return next((sortable(d.date) or "" for d in self.documents if d.title == source), "")

    def _told(self, text: str) -> list[str]:
        """Return the notes of the user's texts whose words a statement repeats."""
        assessment = self.answer.assessment
        if assessment is None:
            return []
        told = [(s.quote, s.source) for s in (*assessment.signals, *assessment.against)]
        told += [(figure.quote, figure.source) for figure in assessment.figures]
        sources = [source for quote, source in told if quote.rstrip(".;,") in text]
        return list(dict.fromkeys(self.own(source) for source in sources))


def _labelled(line: str) -> Line:
    match = _LABEL.match(line)
    return Line(lead=match[1], text=line[match.end() :]) if match else Line(text=line)
