"""The answer when no honest reader could name a stage: what can be said, what would settle it, what to gather first."""

import re
from collections.abc import Iterator

from assistant.composers.base import Brief, DraftSection, DraftStatement, quoted
from assistant.composers.figures import figure_statements
from assistant.passages import units
from assistant.relevance import Ranker, distinct
from assistant.retriever import Retriever

_GRADE = re.compile(r"\b(?:ofsted|inadequate|requires? improvement|outstanding|good judgement|judged|grade|rating)\b")


class EvidenceRequest:
    """Composes the sections of an answer that asks instead of guessing."""

    def __init__(self, retriever: Retriever, ranker: Ranker) -> None:
        self._retriever, self._ranker = retriever, ranker

    def compose(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield why no stage is named, the questions that would settle most, and what to gather."""
        page = self._retriever.stage_page("insufficient")
        reason = "What you have written does not show which stage the service is in, so Regrip names none."
        yield DraftSection("Not enough to name a stage", (DraftStatement(reason, "finding"), *self._why(brief)))
        if said := self._known(brief):
            yield DraftSection("What the sources say about what you mention", said)
        if brief.assessment and brief.assessment.questions:
            asked = tuple(DraftStatement(q.text, "finding") for q in brief.assessment.questions[:4])
            yield DraftSection("Questions that would settle most", asked)
        if gather := page.get("What to gather first", ()):
            yield DraftSection("What to gather first", tuple(quoted(unit) for unit in gather[:4]))

    def _why(self, brief: Brief) -> tuple[DraftStatement, ...]:
        page = self._retriever.stage_page("insufficient")
        lines = [*page.get("What it is", ()), *page.get("What would be a mismatch now", ()), *page.get("Signs", ())]
        about = "an inspection grade is not a stage" if _GRADE.search(brief.question.lower()) else brief.question[:400]
        return tuple(quoted(unit) for unit, _ in self._ranker.rank(about, lines)[:2])

    def _known(self, brief: Brief) -> tuple[DraftStatement, ...]:
        """Say what the corpus holds on a figure or event that was mentioned: a comparator is not a stage."""
        found = [
            u for r in brief.results for c in r.chunks for u in units(c) if not u.is_unverified and not u.is_inference
        ]
        ranked = [unit for unit, score in self._ranker.rank(brief.understanding.query, found) if score > 0.5]
        figures = figure_statements(brief.assessment.figures if brief.assessment else (), self._retriever)
        told = [unit for statement in figures for unit in statement.evidence]
        others = [unit for unit in distinct([*told, *ranked], len(told) + 3) if unit not in told]
        return (*figures, *(quoted(unit) for unit in others))
