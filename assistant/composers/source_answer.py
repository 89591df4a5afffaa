"""Answers from the sources: facts, guidance, measures, cases, definitions and comparisons, in the passages' own words."""

import re
from collections.abc import Iterator, Sequence

from assistant.composers.base import Brief, DraftSection, DraftStatement, quoted
from assistant.composers.figures import TITLE, figure_statements, figures_asked_about
from assistant.passages import Unit, units
from assistant.phrases import listed
from assistant.relevance import Ranker
from assistant.retriever import GLOSSARY, Retriever
from corpus.vocabulary import STAGE_NAMES, STAGES

_ADVICE = (
    "What it advises",
    "First steps",
    "What helps",
    "First 30 days",
    "By 90 days",
    "Where it fits",
    "Where it is a mismatch",
)
_MEASURES = (
    "How you would know in 90 days",
    "How you would know it is working",
    "Numbers that are signs, not cut-offs",
    "Signs",
)
_STORY = (
    "Stage signs seen",
    "What went wrong",
    "What it found",
    "What was done",
    "How long it took",
    "What changed and how long it took",
    "What did not work",
    "Who has done it",
)
_OUTLINE = ("First 30 days", "By 90 days", "By 12 months")
_FAVOURED = {"guidance": _ADVICE, "measure": _MEASURES, "case_example": _STORY, "plan_check": _ADVICE}
_NOW = re.compile(r"\b(?:current(?:ly)?|latest|now|today|newest|most recent|at present|this year)\b")
_FIGURE = re.compile(
    r"\b(?:figures?|rates?|how (?:many|much|long|often)|percentage|proportion|share|number|average|median|costs?)\b"
)
_NATIONAL = re.compile(r"\b(?:national(?:ly)?|england|country)\b")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_LEAST_NEAR = 0.38
"""Score below which a unit is left out: it shares a subject with the question and no more."""


class SourceAnswer:
    """Composes an answer by choosing and ordering what the passages say."""

    def __init__(self, retriever: Retriever, ranker: Ranker) -> None:
        self._retriever, self._ranker = retriever, ranker

    def compose(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield a short answer, what else the sources say, and how far they can be relied on."""
        intent = brief.understanding.intent
        if brief.understanding.stages and any(
            word in brief.question.lower() for word in ("30", "90", "12 month", "outline")
        ):
            yield from self._outline(brief)
            return
        if brief.understanding.stages and intent == "definition":
            yield from self._definition(brief)
            return
        if (
            len(brief.understanding.stages) == 1
            and intent in ("guidance", "measure")
            and not brief.understanding.places
        ):
            yield from self._of_stage(brief)
        if intent == "measure" and (figures := figures_asked_about(brief.question)):
            yield DraftSection(TITLE, figure_statements(figures, self._retriever))
        chosen = self._chosen(brief)
        if intent == "comparison" and len(brief.understanding.stages) > 1:
            yield from self._stages_side_by_side(brief)
        lead = 2 if intent in ("fact", "definition") else 3
        if chosen:
            yield DraftSection("Short answer", tuple(quoted(unit) for unit in chosen[:lead]))
        if rest := chosen[lead : lead + 5]:
            yield DraftSection("What else the sources say", tuple(quoted(unit) for unit in rest))
        yield from self._reliance(chosen[: lead + 5])
        brief.missing.extend(self._missing(brief, chosen))

    def _chosen(self, brief: Brief) -> list[Unit]:
        """Return the units that answer the question, best first, without repeats."""
        found, prior = list[Unit](), list[float]()
        favoured = _FAVOURED.get(brief.understanding.intent, ())
        for result in brief.results:
            for unit in (unit for chunk in result.chunks for unit in units(chunk)):
                if result.chunk.heading[:1] == ("How far to rely on it",) or _elsewhere(unit, brief):
                    continue
                found.append(unit)
                prior.append(0.25 * result.score + _liking(unit, favoured, brief))
        query = brief.understanding.query
        near = [pair for pair in self._ranker.rank(query, found, prior) if pair[1] >= _LEAST_NEAR]
        return self._ranker.cover(query, near, 8)

    def _outline(self, brief: Brief) -> Iterator[DraftSection]:
        stage = brief.understanding.stages[-1]
        page = self._retriever.stage_page(stage)
        for heading in _OUTLINE:
            yield DraftSection(f"{heading}, in {STAGE_NAMES[stage]}", tuple(quoted(u) for u in page.get(heading, ())))
        for heading in ("What would be a mismatch now", "How you would know it is working"):
            yield DraftSection(heading, tuple(quoted(u) for u in page.get(heading, ())[:3]))

    def _definition(self, brief: Brief) -> Iterator[DraftSection]:
        for stage in brief.understanding.stages:
            page = self._retriever.stage_page(stage)
            yield DraftSection(STAGE_NAMES[stage].capitalize(), tuple(quoted(u) for u in page.get("What it is", ())))
            yield DraftSection("Its signs", tuple(quoted(u) for u in page.get("Signs", ())[:5]))
            boundaries = page.get("How to tell it from its neighbours", ())
            yield DraftSection("How to tell it from its neighbours", tuple(quoted(u) for u in boundaries))

    def _of_stage(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield what the page of the stage named says on what is asked of it: signs, measures, or what helps and what does not."""
        page = self._retriever.stage_page(brief.understanding.stages[0])
        asked = brief.question.lower()
        headings: tuple[str, ...] = ("What helps", "First 30 days", "What would be a mismatch now")
        if re.search(r"\bsigns?\b|\bwarning|\bspot\b|\brecognise\b", asked):
            headings = ("Signs", "Numbers that are signs, not cut-offs")
        elif brief.understanding.intent == "measure":
            headings = ("How you would know it is working",)
        for heading in headings:
            if lines := page.get(heading, ())[:6]:
                yield DraftSection(heading, tuple(quoted(unit) for unit in lines))

    def _stages_side_by_side(self, brief: Brief) -> Iterator[DraftSection]:
        for stage in sorted(brief.understanding.stages, key=STAGES.index):
            page = self._retriever.stage_page(stage)
            lines = [*page.get("What it is", ())[:1], *page.get("What helps", ())[:2]]
            yield DraftSection(STAGE_NAMES[stage].capitalize(), tuple(quoted(unit) for unit in lines))

    def _reliance(self, used: Sequence[Unit]) -> Iterator[DraftSection]:
        """Say what limits the sources used: one line each for the two that carry most."""
        ids = list(dict.fromkeys(unit.chunk.info.id for unit in used if unit.chunk.info.publisher != "Regrip"))
        lines = list[DraftStatement]()
        for document_id in ids[:2]:
            notes = self._retriever.parts(document_id).get("How far to rely on it", ())
            lines += [quoted(unit) for unit in notes[:1]]
        if lines:
            yield DraftSection("How far to rely on this", tuple(lines))

    def _missing(self, brief: Brief, chosen: Sequence[Unit]) -> list[str]:
        held = " ".join(f"{unit.chunk.info.title} {unit.text}" for unit in chosen)
        return [place for place in brief.understanding.places if place not in held]


def _elsewhere(unit: Unit, brief: Brief) -> bool:
    """Return whether the question is about named places or works and this unit speaks of none of them."""
    if brief.understanding.intent in ("comparison", "guidance"):
        return False
    about = f"{unit.chunk.info.title} {unit.text}"
    return bool(brief.understanding.places) and not any(place in about for place in brief.understanding.places)


def _liking(unit: Unit, favoured: Sequence[str], brief: Brief) -> float:
    """Return what a unit gains or loses beyond its nearness: the right part of a note, the place asked for, its age."""
    heading = unit.chunk.heading[0] if unit.chunk.heading else ""
    liking = 0.08 if heading in favoured else 0.0
    if places := brief.understanding.places:
        about = f"{unit.chunk.info.title} {unit.text}"
        liking += 0.15 if any(place in about for place in places) else -0.25
    liking -= 0.25 if unit.is_unverified else 0.0
    liking -= 0.05 if heading in ("What it is", "What it says about the stages") else 0.0
    if brief.understanding.intent in ("fact", "definition"):
        liking -= 0.15 if unit.is_inference else 0.0
    if brief.understanding.intent == "definition" and _explains(unit, brief.question):
        liking += 0.5
    if _FIGURE.search(brief.question.lower()):
        liking += 0.15 if re.search(r"\d", unit.text) else -0.15
    if _NATIONAL.search(brief.question.lower()):
        liking += 0.15 if "England" in unit.text else 0.0
    return liking - (0.2 if _NOW.search(brief.question.lower()) else 0.01) * _years_behind(unit, brief)


def _explains(unit: Unit, question: str) -> bool:
    """Return whether the unit is a glossary line for a word of the question."""
    term, colon, _ = unit.text.partition(":")
    return (
        bool(colon)
        and unit.chunk.info.kind == GLOSSARY
        and bool(re.search(rf"\b{re.escape(term.lower())}\b", question.lower()))
    )


def _years_behind(unit: Unit, brief: Brief) -> float:
    """Return by how many years the unit is older than the newest passage found, at most five."""
    newest = max(int(result.chunk.info.date[:4]) for result in brief.results)
    spoken = [int(year) for year in _YEAR.findall(unit.text)]
    return float(min(5, max(0, newest - max(spoken, default=int(unit.chunk.info.date[:4])))))


def nearest_sources(brief: Brief) -> DraftStatement | None:
    """Return a sentence that names the nearest sources, for an answer that has none to cite."""
    titles = list(dict.fromkeys(result.title for result in brief.results))[:3]
    return DraftStatement(f"The nearest sources are {listed(titles)}.", "finding") if titles else None
