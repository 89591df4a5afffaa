"""The answer to "what stage are we in, and what should we do next?"."""

import re
from collections.abc import Callable, Iterable, Iterator

from assistant import titles
from assistant.composers import wording
from assistant.composers.base import Brief, DraftSection, DraftStatement, quoted
from assistant.composers.figures import figure_statements
from assistant.composers.next_steps import NextSteps, described
from assistant.models import Assessment, Signal
from assistant.passages import Unit, units
from assistant.phrases import answer_words, listed, named, would_tell
from assistant.relevance import Ranker, distinct
from assistant.retriever import Card, Parts, Retriever
from corpus.vocabulary import STAGE_NAMES, THEME_NAMES, Stage

_SAFETY = re.compile(r"\b(?:safe|safety|unallocated|unseen|overdue|unsafe)\b")
MOST_REASONS = 4
PARTS = (
    titles.WHY,
    titles.FIGURES,
    titles.WHY_NOT,
    titles.NEXT,
    titles.MISMATCHES,
    titles.PLACES,
    titles.OPEN,
)
"""The sections after where the service stands, in order."""


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
        if assessment.stage != "steady":
            yield safety(page)
        yield _where(assessment, page)
        for title in PARTS:
            yield from self.part(title, brief, assessment)

    def part(self, title: str, brief: Brief, assessment: Assessment) -> Iterator[DraftSection]:
        """Yield the section of one of PARTS, nothing where there is nothing to say in it. `assessment` must name a stage."""
        page = self._retriever.stage_page(assessment.stage or "")
        said = described(assessment) or brief.question[:1500]
        made: dict[str, Callable[[], Iterable[DraftStatement]]] = {
            titles.WHY: lambda: self._reasons(assessment),
            titles.FIGURES: lambda: figure_statements(assessment.figures, self._retriever),
            titles.WHY_NOT: lambda: self._why_not(assessment, page),
            titles.NEXT: lambda: self._next.steps(assessment, said),
            titles.MISMATCHES: lambda: self._mismatches(assessment, page, said),
            titles.PLACES: lambda: self._cases(brief, assessment, page, said),
            titles.OPEN: lambda: _open_questions(assessment),
        }
        yield from section(title, made[title]())

    def card(self, place: int, brief: Brief, assessment: Assessment) -> Card | None:
        """Return the response at a place of the next steps, -1 for the last; None where the list is shorter."""
        cards = self._next.cards(assessment, described(assessment) or brief.question[:1500])
        return cards[place] if place < len(cards) and cards else None

    def _reasons(self, assessment: Assessment) -> Iterator[DraftStatement]:
        """The user's own words, each with the sign it matches; where these are few, also those near no one sign."""
        signs = self._signs(assessment.stage)
        own = {
            s.quote: s for s in reversed(assessment.signals) if s.stage == assessment.stage and s.standing == "now_here"
        }
        shown = list(reversed(own.values()))
        matched = [(signal, signs[signal.indicator]) for signal in shown if signal.indicator in signs]
        yield from (_matches(signal, sign) for signal, sign in matched[:MOST_REASONS])
        unnamed = [signal for signal in shown if signal.indicator is None]
        yield from (_points(signal) for signal in unnamed[: MOST_REASONS - len(matched)] if len(matched) < MOST_REASONS)

    def _signs(self, stage: str | None) -> dict[str, Unit]:
        page = self._retriever.stage_page(stage or "")
        return {unit.code: unit for unit in page.get("Signs", ()) if unit.code}

    def _why_not(self, assessment: Assessment, page: Parts) -> Iterator[DraftStatement]:
        if assessment.stage is None:
            return
        neighbours = wording.neighbours(assessment.stage)
        for other in neighbours:
            yield from against(assessment, page, other)
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


def _matches(signal: Signal, sign: Unit) -> DraftStatement:
    words = signal.quote.rstrip(".;,")
    said = f"You wrote \u201c{words}\u201d: this matches sign {sign.code}. {sign.text}"
    return DraftStatement(said, "own_words", (sign,), words)


def _points(signal: Signal) -> DraftStatement:
    words = signal.quote.rstrip(".;,")
    return DraftStatement(
        f"You wrote \u201c{words}\u201d: this points to {named(signal.stage)}.", "own_words", (), words
    )


def section(title: str, statements: Iterable[DraftStatement]) -> Iterator[DraftSection]:
    """Yield a section of `statements`, nothing where there are none."""
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


def against(assessment: Assessment, page: Parts, other: Stage) -> Iterator[DraftStatement]:
    """Yield what tells the stage assessed from another, where its page says so, and what in the account points to that one."""
    if assessment.stage is not None and (line := boundary(page, assessment.stage, other)):
        yield quoted(line)
    yield _for_and_against(assessment, other)


def boundary(page: Parts, stage: Stage, other: Stage) -> Unit | None:
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


def safety(page: Parts) -> DraftSection:
    """Return what comes before any staging: whom to ring, and what the stage's page says of children's safety in the first 30 days."""
    first = [DraftStatement(wording.BEFORE_ALL, "safety")]
    checks = [unit for unit in page.get("First 30 days", ()) if _SAFETY.search(unit.text.lower())]
    return DraftSection(titles.SAFETY, tuple(first + [quoted(unit) for unit in checks[:2]]))


def _open_questions(assessment: Assessment) -> Iterator[DraftStatement]:
    """The questions of which an answer would change something; none where no single answer would."""
    for question in [q for q in assessment.questions if would_tell(q)][:3]:
        yield DraftStatement("\n".join([question.text, *answer_words(question)]), "finding")
