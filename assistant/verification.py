"""Nothing unchecked reaches the user: quotes verbatim, citations resolved, numbers found in their passage."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.composers.base import DraftSection, DraftStatement, PaperQuote
from assistant.models import WRITTEN, UserDocument
from assistant.passages import Unit
from assistant.written import WrittenCheck
from corpus.models import Chunk

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Verifier:
    """Checks draft statements against the passages as the index holds them and against what the user wrote.

    A quoting statement holds its quotation word for word. A statement that a language model wrote cites its quotations beside it, and
    `written` judges whether they carry it, whatever its composer made of it; without `written` no such statement passes.
    """

    def __init__(
        self,
        fetch: Callable[[Sequence[str]], list[Chunk]],
        own_text: str,
        written: WrittenCheck | None = None,
        papers: Sequence[UserDocument] = (),
    ) -> None:
        self._fetch, self._own_text, self._written = fetch, own_text, written
        self._papers = papers
        self._held: dict[str, Chunk] = {}
        self.dropped: list[str] = []

    def check(self, section: DraftSection) -> DraftSection | None:
        """Return the section with only the statements that hold, None when none does; `dropped` says why each fell."""
        wanted = {unit.chunk.id for statement in section.statements for unit in statement.evidence} - self._held.keys()
        self._held.update({chunk.id: chunk for chunk in self._fetch(sorted(wanted))})
        held = tuple(statement for statement in section.statements if self._holds(statement))
        return replace(section, statements=held) if held else None

    def _holds(self, statement: DraftStatement) -> bool:
        problem = self._problem(statement)
        if problem:
            self.dropped.append(problem)
        return problem is None

    def _problem(self, statement: DraftStatement) -> str | None:
        for unit in statement.evidence:
            if not self._resolves(unit):
                return f"citation of {unit.chunk.id} does not resolve"
            if unit.text not in statement.text and statement.kind not in WRITTEN:
                return f"quotation of {unit.chunk.id} is not in the statement"
        if statement.own_quote is not None and statement.own_quote not in self._own_text:
            return "a quotation of the user's words is not in what they wrote"
        if not all(self._is_of_its_paper(each, statement.text) for each in statement.papers):
            return "a quotation of a paper is not in that paper"
        if statement.kind in ("quote", "inference") and not statement.evidence:
            return "a claim has no citation"
        if statement.kind in WRITTEN:
            return self._written_problem(statement)
        return self._loose_number(statement)

    def _written_problem(self, statement: DraftStatement) -> str | None:
        judged = any(unit.is_inference for unit in statement.evidence)
        if judged != (statement.kind == "written_inference"):
            return "a judgement of ours is not marked as one, or a source's words are"
        if self._written is None:
            return "there is nothing to check a written sentence with"
        return self._written.problem(statement.text, statement.evidence)

    def _resolves(self, unit: Unit) -> bool:
        passage = self._held.get(unit.chunk.id)
        return passage is not None and passage.text[unit.start : unit.end] == unit.text != ""

    def _is_of_its_paper(self, said: PaperQuote, text: str) -> bool:
        """Return whether a quotation and the name of its paper stand in a statement, and its words in that paper."""
        stands = said.quote in text and said.named in text
        return stands and any(said.quote in paper.text for paper in self._papers if paper.title == said.paper)

    def _loose_number(self, statement: DraftStatement) -> str | None:
        """A number in a cited statement has to stand in a quotation or in the user's words."""
        if not statement.evidence:
            return None
        rest = statement.text
        for known in [unit.text for unit in statement.evidence] + [statement.own_quote or ""]:
            rest = rest.replace(known, " ") if known else rest
        allowed = {
            n for unit in statement.evidence for n in _NUMBER.findall(f"{unit.code or ''} {unit.chunk.info.title}")
        }
        loose = [n for n in _NUMBER.findall(rest) if n not in allowed]
        return f"the number {loose[0]} is not in any cited passage" if loose else None
