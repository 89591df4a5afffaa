"""The answer to "what stage are we in, and what should we do next?"."""

import re
from collections.abc import Iterator

from assistant import titles
from assistant.composers import wording
from assistant.composers.base import Brief, DraftSection, DraftStatement, quoted
from assistant.composers.figures import figure_statements
from assistant.composers.next_steps import NextSteps, described
from assistant.models import Assessment, Signal
from assistant.passages import Unit, units
from assistant.phrases import answer_words, listed, named
from assistant.relevance import Ranker, distinct
from assistant.retriever import Parts, Retriever
from corpus.vocabulary import STAGE_NAMES, THEME_NAMES, Stage

_SAFETY = re.compile(r"\b(?:safe|safety|unallocated|unseen|overdue|unsafe)\b")
MOST_REASONS = 4


class StageAnswer:
    """Composes the sections of a stage-and-next answer, in the order of design section 3."""

    def __init__(self, retriever: Retriever, ranker: Ranker) -> None:
        self._retriever, self._ranker = retriever, ranker
        self._next = NextSteps(retriever, ranker)

    def compose(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield the sections, safety before staging. `brief.assessment` must name a stage."""
        assessment = brief.assessment
        if assessment is None or assessment.stage is None:
            return
        page = self._retriever.stage_page(assessment.stage)
        said = described(assessment) or brief.question[:1500]
        if assessment.stage != "steady":
            yield _safety(page)
        yield _where(assessment, page)
        yield from _section(titles.WHY, self._reasons(assessment))
        yield from _section(titles.FIGURES, iter(figure_statements(assessment.figures, self._retriever)))
        yield from _section(titles.WHY_NOT, self._why_not(assessment, page))
        yield from _section(titles.NEXT, self._next.steps(assessment, said))
        yield from _section(titles.MISMATCHES, self._mismatches(assessment, page, said))
        yield from _section(titles.PLACES, self._cases(brief, assessment, page, said))
        yield from _section(titles.OPEN, _open_questions(assessment))

    def _reasons(self, assessment: Assessment) -> Iterator[DraftStatement]:
        """The user's own words, each with the sign it matches."""
        signs = self._signs(assessment.stage)
        seen, told = set[str](), 0
        for signal in assessment.signals:
            if signal.stage != assessment.stage or signal.standing != "now_here" or signal.quote in seen:
                continue
            seen.add(signal.quote)
            sign = signs.get(signal.indicator or "")
            if sign is None:
                continue
            words = signal.quote.rstrip(".;,")
            yield DraftStatement(
                f"You wrote \u201c{words}\u201d: this matches sign {sign.code}. {sign.text}",
                "own_words",
                (sign,),
                words,
            )
            told += 1
            if told == MOST_REASONS:
                return

    def _signs(self, stage: str | None) -> dict[str, Unit]:
        page = self._retriever.stage_page(stage or "")
        return {unit.code: unit for unit in page.get("Signs", ()) if unit.code}

    def _why_not(self, assessment: Assessment, page: Parts) -> Iterator[DraftStatement]:
        if assessment.stage is None:
            return
        neighbours = wording.neighbours(assessment.stage)
        for other in neighbours:
            boundary = _boundary(page, assessment.stage, other)
            if boundary:
                yield quoted(boundary)
            yield _for_and_against(assessment, other)
        if assessment.separates and assessment.runner_up not in neighbours:
            yield DraftStatement(assessment.separates, "finding")

    def _mismatches(self, assessment: Assessment, page: Parts, said: str) -> Iterator[DraftStatement]:
        ranked = self._ranker.rank(said, page.get("What would be a mismatch now", ()))
        yield from (quoted(unit) for unit, _ in ranked[:3])

    def _cases(self, brief: Brief, assessment: Assessment, page: Parts, said: str) -> Iterator[DraftStatement]:
        here = [unit for unit, _ in self._ranker.rank(said, page.get("Places that have been here", ()))[:2]]
        found = [
            unit
            for result in brief.results
            if assessment.stage in result.chunk.info.stages
            and result.chunk.info.kind in ("inspection report", "recovered service")
            for chunk in result.chunks
            for unit in units(chunk)
            if not unit.is_inference
            and not unit.is_unverified
            and result.chunk.heading[:1] != ("How far to rely on it",)
        ]
        near = [unit for unit, _ in self._ranker.rank(said, found)[:4]]
        yield from (quoted(unit) for unit in distinct(here + near, 4))


def _section(title: str, statements: Iterator[DraftStatement]) -> Iterator[DraftSection]:
    held = tuple(statements)
    if held:
        yield DraftSection(title, held)


def _where(assessment: Assessment, page: Parts) -> DraftSection:
    statements = [DraftStatement(wording.verdict(assessment), "finding")]
    statements += [quoted(unit) for unit in page.get("What it is", ())[:2]]
    if assessment.missing_themes:
        names = [THEME_NAMES[theme] for theme in assessment.missing_themes]
        statements.append(DraftStatement(f"You said nothing yet about {listed(names)}.", "finding"))
    return DraftSection(titles.WHERE, tuple(statements))


def _boundary(page: Parts, stage: str, other: str) -> Unit | None:
    """Return the page's line that tells the two stages apart; it begins with both their names."""
    for unit in page.get("How to tell it from its neighbours", ()):
        head = unit.text.split(":")[0].lower()
        if STAGE_NAMES[stage] in head and STAGE_NAMES[other] in head:
            return unit
    return None


def _for_and_against(assessment: Assessment, other: Stage) -> DraftStatement:
    points = [s for s in (*assessment.signals, *assessment.against) if s.stage == other and s.standing == "now_here"]
    if not points:
        return DraftStatement(f"Nothing in what you wrote shows {named(other)} now.", "finding")
    best = max(points, key=lambda s: s.weight)
    weighs = _weighs(assessment, best)
    return DraftStatement(
        f"What points to {named(other)}: you wrote \u201c{best.quote}\u201d. {weighs}",
        "own_words",
        (),
        best.quote,
    )


def _weighs(assessment: Assessment, best: Signal) -> str:
    """Return the sentence that holds a sign for another stage against all that stand now."""
    signs = [s for s in (*assessment.signals, *assessment.against) if s.standing == "now_here"]
    own = max((s.weight for s in signs if s.stage == assessment.stage), default=0.0)
    if assessment.stage and best.weight < own:
        return f"It weighs less than the strongest sign of {named(assessment.stage)}."
    heaviest = max(signs, key=lambda s: s.weight)
    if best.weight < heaviest.weight and heaviest.stage:
        return f"By itself it weighs less than the strongest sign of {named(heaviest.stage)}; what decides is all that you wrote together."
    return "By itself it weighs as much as any other sign; what decides is all that you wrote together."


def _safety(page: Parts) -> DraftSection:
    first = [DraftStatement(f"Before anything else: {wording.EMERGENCY[0]}", "safety")]
    checks = [unit for unit in page.get("First 30 days", ()) if _SAFETY.search(unit.text.lower())]
    return DraftSection(titles.SAFETY, tuple(first + [quoted(unit) for unit in checks[:2]]))


def _open_questions(assessment: Assessment) -> Iterator[DraftStatement]:
    for question in assessment.questions[:3]:
        yield DraftStatement("\n".join([question.text, *answer_words(question)]), "finding")
