"""Answers from the sources: facts, guidance, measures, cases, definitions and comparisons, in the passages' own words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answerability import Verdict
from assistant.answerability.premises import difference
from assistant.composers.base import Brief, DraftSection, DraftStatement, quoted
from assistant.composers.differences import differing, without_repeats
from assistant.composers.figures import TITLE, figure_statements, figures_asked_about, national_figure
from assistant.composers.histories import history_sections
from assistant.composers.leading import lacks_wanted, leading
from assistant.composers.source_sections import grouped
from assistant.composers.two_sides import side_sections
from assistant.passages import Unit
from assistant.phrases import listed
from assistant.relevance import distinct
from assistant.retriever import Retriever
from assistant.unknown import only_mentioned
from corpus.vocabulary import STAGE_NAMES, STAGES

_OUTLINE = ("First 30 days", "By 90 days", "By 12 months")
_ASKS_OUTLINE = re.compile(r"\b(?:30|90|thirty|ninety)[- ]?days?\b|\b(?:12|twelve)[- ]months?\b|\boutline\b")
_SIGNS = re.compile(r"\bsigns?\b|\bwarning|\bspot\b|\brecognise\b")
_FIRST = {"fact": 2, "definition": 2}
BESIDE_HISTORIES = 8
"""Sentences shown after councils' histories."""
FIRST = 3
"""Sentences of the short answer, unless the intent has fewer."""


class SourceAnswer:
    """Composes an answer by choosing and ordering what the passages say."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    def compose(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield a short answer, what else the sources say by what it is for, and how far they can be relied on."""
        intent, stages = brief.understanding.intent, brief.understanding.stages
        if stages and _ASKS_OUTLINE.search(brief.question.lower()):
            yield from self._outline(brief)
            return
        if stages and intent == "definition":
            yield from self._definition(brief)
            return
        if len(stages) == 1 and intent in ("guidance", "measure") and not brief.understanding.places:
            yield from self._of_stage(brief)
        if intent == "measure" and (figures := figures_asked_about(brief.question)):
            yield DraftSection(TITLE, figure_statements(figures, self._retriever))
        if intent == "comparison" and len(stages) > 1:
            yield from self._stages_side_by_side(brief)
        chosen = brief.selection.chosen if brief.selection else []
        yield from self._told(chosen, brief)
        yield from self._reliance(chosen)
        yield from self._gaps(chosen, brief)

    def _told(self, chosen: Sequence[Unit], brief: Brief) -> Iterator[DraftSection]:
        verdict = brief.verdict or Verdict(1.0, declines=False)
        first = max(_FIRST.get(brief.understanding.intent, FIRST), len(brief.selection.leads) if brief.selection else 0)
        sides = [*brief.sides, *(brief.histories.sides if brief.histories else ())]
        if brief.histories or (brief.sides and not verdict.doubts):
            first = 0
        beside = {unit.text for side in sides for unit in side.lines}
        checked = list(verdict.corrections or ([verdict.beside] if verdict.beside else []))
        likely = [unit for unit in chosen if unit not in checked and unit.text not in beside]
        national = national_figure(brief.understanding, self._retriever) if chosen else None
        if national and verdict.doubts:
            verdict = replace(verdict, doubts=False)
        mentioned = only_mentioned(brief.understanding, self._retriever, [unit.text for unit in chosen])
        sure = dict.fromkeys([*brief.terms, *([national] if national else [])])
        checked += [unit for unit in sure if unit not in checked]
        likely = without_repeats([unit for unit in likely if unit not in checked], checked)
        if brief.selection and brief.understanding.intent in ("fact", "comparison"):
            likely = leading(brief.selection, likely)
            verdict = replace(verdict, doubts=verdict.doubts or lacks_wanted(brief.understanding.query, chosen))
        lead, rest = [*checked, *likely[:first]], likely[first:]
        if brief.histories:
            told = [unit for side in sides for unit in side.lines]
            rest = [unit for unit in distinct([*told, *rest], len(told) + BESIDE_HISTORIES) if unit in rest]
        if lead:
            title = "Nearest passages" if verdict.doubts else "Short answer"
            yield DraftSection(
                title,
                (
                    *_mentions(mentioned),
                    *_caveats(verdict, brief.understanding.query),
                    *_with_standing(lead, self._retriever),
                ),
            )
        yield from side_sections(brief.sides)
        if brief.histories:
            yield from history_sections(brief.histories)
            brief.partial = brief.partial or not brief.histories.told
        brief.partial = (
            brief.partial or verdict.doubts or verdict.unjoined is not None or bool(verdict.unsaid or mentioned)
        )
        differ = [unit for unit in differing(brief.understanding.query, [*lead, *rest]) if unit not in lead]
        if differ:
            rest = [unit for unit in rest if unit not in differ]
            said = "The sources give more than one figure. Each holds for its own date and place."
            yield DraftSection("Other figures", (DraftStatement(said, "finding"), *(quoted(unit) for unit in differ)))
        for title, units in grouped(rest):
            yield DraftSection(title, tuple(_with_standing(units, self._retriever)))

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
        if _SIGNS.search(asked):
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

    def _gaps(self, chosen: Sequence[Unit], brief: Brief) -> Iterator[DraftSection]:
        """Say what of the question nothing here speaks of, or that there may be more to say."""
        held = " ".join(f"{unit.chunk.info.title} {unit.text}" for unit in chosen).casefold()
        brief.missing.extend(p for p in brief.understanding.places if not _names_all(held, p))
        if brief.missing:
            said = f"Nothing in the passages found speaks of {listed(list(brief.missing))}."
        elif chosen and not brief.partial and brief.selection and not brief.selection.looks_whole():
            brief.partial = True
            said = "This may not be all of it: the passages found leave a part of the question open, or hold more than is shown."
        else:
            return
        yield DraftSection("What this leaves open", (DraftStatement(said, "finding"),))


def _names_all(held: str, place: str) -> bool:
    """Return whether a text in lower case has a name, or each of those that "and" joins in it."""
    return all(name in held for name in place.casefold().split(" and "))


def _mentions(names: Sequence[str]) -> Iterator[DraftStatement]:
    """Say of councils without a note that other notes name them in passing."""
    if names:
        said = f"The notes only mention {listed(list(names))}: none says what is asked."
        yield DraftStatement(said, "finding")


def _caveats(verdict: Verdict, query: str) -> Iterator[DraftStatement]:
    """Say first what a reader has to know of the passages that follow: a premise that none states or one that may be wrong, or a doubt."""
    if verdict.unjoined:
        yield DraftStatement(f"Nothing in the passages found says that {verdict.unjoined}.", "finding")
    if verdict.unsaid:
        said = f"Nothing in the passages found says that \u201c{verdict.unsaid}\u201d: take it as yours."
        yield DraftStatement(said, "own_words", (), verdict.unsaid)
    if verdict.beside and not verdict.unjoined:
        said = "The question takes something for granted. The first passage comes nearest to it: check that it says so."
        yield DraftStatement(said, "finding")
    if verdict.doubts and verdict.counts_another:
        said = "No passage found gives the figure that you ask for. These come nearest, and may count something else."
        yield DraftStatement(said, "finding")
    elif verdict.doubts:
        yield DraftStatement("No passage may answer this in so many words. These come nearest.", "finding")
    if not verdict.corrections:
        return
    if differs := difference(query, verdict.corrections[0].text):
        kind, own = differs
        yield DraftStatement(
            f"First, a check: you wrote \u201c{own}\u201d, and this source gives another {kind}.", "own_words", (), own
        )
    else:
        said = "First, a check: the question may take something for granted that this source puts differently."
        yield DraftStatement(said, "finding")


def _with_standing(units: Sequence[Unit], retriever: Retriever) -> Iterator[DraftStatement]:
    """Yield the sentences, each replaced document followed once by what replaced it."""
    told = set[str]()
    for unit in units:
        yield quoted(unit)
        info = unit.chunk.info
        if info.status == "superseded" and info.id not in told:
            told.add(info.id)
            newer = retriever.index.documents.get(info.superseded_by or "")
            by = f" by \u201c{newer.info.title}\u201d" if newer else ""
            yield DraftStatement(f"\u201c{info.title}\u201d has been replaced{by}.", "finding")


def nearest_sources(brief: Brief) -> DraftStatement | None:
    """Return a sentence that names the nearest sources, for an answer that has none to cite."""
    titles = list(dict.fromkeys(result.title for result in brief.results))[:3]
    return DraftStatement(f"The nearest sources are {listed(titles)}.", "finding") if titles else None
