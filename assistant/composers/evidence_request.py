"""The answer when no honest reader could name a stage: what can be said, what would settle it, what to gather first."""

import re
from collections.abc import Iterator, Sequence

from assistant.composers.base import Brief, DraftSection, DraftStatement, quoted
from assistant.composers.figures import figure_statements
from assistant.models import Signal
from assistant.passages import units
from assistant.relevance import Ranker, distinct
from assistant.retriever import Retriever

ONLY_A_GRADE, TOO_FEW = "NE8", "NE1"
"""Codes of the lines on an account that gives a grade alone, and on one with fewer than three signs or signs of one theme."""
GRADE_PAGE, GRADE_HEADING = "topic-what-a-grade-is-not", "A grade is about a date"
"""Where it is said what a grade is worth beside other facts."""
_UNTOLD: dict[str, frozenset[str]] = {
    "NE4": frozenset({"partnerships"}),
    "NE5": frozenset({"workforce", "reputation_identity"}),
}
_LEAST_SIGNS, _SHORT = 3, 14
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
        """Quote what holds for this account, chosen by what was found in it and never by likeness, and last what a stage needs."""
        page = self._retriever.stage_page("insufficient")
        signs = {unit.code: unit for unit in page.get("Signs", ()) if unit.code}
        codes = _codes(brief.question, brief.assessment.signals if brief.assessment else ())
        lines = [signs[code] for code in codes if code in signs]
        if ONLY_A_GRADE not in codes and _GRADE.search(brief.question.lower()):
            lines += self._retriever.parts(GRADE_PAGE).get(GRADE_HEADING, ())[:1]
        return tuple(quoted(unit) for unit in (*lines, *page.get("What it is", ())[-1:]))

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


def _codes(question: str, signals: Sequence[Signal]) -> list[str]:
    """Return the codes of the lines that hold: a grade and nothing else, too few signs or themes, nothing on partners or on reputation."""
    now = [signal for signal in signals if signal.standing == "now_here"]
    themes = {signal.theme for signal in now if signal.theme}
    if not now and _tells_only_a_grade(question):
        return [ONLY_A_GRADE]
    if len({signal.indicator or signal.quote for signal in now}) < _LEAST_SIGNS or len(themes) < 2:
        return [TOO_FEW]
    return [code for code, needed in _UNTOLD.items() if not themes & needed]


def _tells_only_a_grade(question: str) -> bool:
    plain = question.lower()
    parts = re.split(r"(?<=[.?!])\s+|\n+|[,;:]\s|\b(?:and|but)\b", plain)
    told = [part for part in parts if len(part.split()) > 2 and not part.rstrip().endswith("?")]
    return _GRADE.search(plain) is not None and all(_GRADE.search(p) and len(p.split()) <= _SHORT for p in told)
