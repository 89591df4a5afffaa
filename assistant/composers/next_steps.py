"""The next steps for a stage: the responses that fit it, those first that answer the signs shown and that the stage's page asks for."""

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.composers.base import DraftStatement, quoted
from assistant.models import Assessment
from assistant.passages import Unit
from assistant.relevance import Ranker
from assistant.retriever import Card, Retriever
from corpus.vocabulary import STAGE_NAMES, Stage

_ASKS = ("What helps", "First 30 days")
"""Headings of a stage's page under which it says what to do first."""
FEWEST, MOST = 3, 5
"""Responses that fit only in part are named when fewer than three fit."""


class NextSteps:
    """Chooses among the response cards of one index. Holds nothing of any user."""

    def __init__(self, retriever: Retriever, ranker: Ranker) -> None:
        self._retriever, self._ranker = retriever, ranker
        self._asked: dict[Stage, tuple[str, np.ndarray]] = {}

    def steps(self, assessment: Assessment, said: str) -> Iterator[DraftStatement]:
        """Yield the steps for the stage of `assessment`, three to five, best first; none without a stage.

        Each says in the card's own words why it fits, the first step, who owns it and the sign in 90 days, a line each. For a steady
        service they are what the stage's page says helps. `said` is what was described.
        """
        if assessment.stage == "steady":
            helps = self._retriever.stage_page("steady").get("What helps", ())
            yield from (quoted(unit) for unit in helps[:4])
        elif assessment.stage is not None:
            yield from (_step(card, assessment.stage) for card in self.cards(assessment, said))

    def cards(self, assessment: Assessment, said: str) -> list[Card]:
        """Return the responses that `steps` names, in its order; none for a steady service or without a stage."""
        if assessment.stage is None or assessment.stage == "steady":
            return []
        ordered = self._fitting(assessment, assessment.stage, said)
        fits = [card for card in ordered if card.info.fit[assessment.stage] == "fits"]
        partly = [card for card in ordered if card not in fits]
        return (fits + partly[: max(0, FEWEST - len(fits))])[:MOST]

    def _fitting(self, assessment: Assessment, stage: Stage, said: str) -> list[Card]:
        """Order the cards that fit the stage: by the share of the signs they answer, and nearness to its page and to what was said."""
        cards = [card for card in self._retriever.cards(stage) if card.info.fit[stage] != "mismatch"]
        near = self._ranker.cosines(said, [_about(card) for card in cards], public=True)
        asked = self._asked_for(cards, stage)
        shown = {s.indicator: s.weight for s in assessment.signals if s.indicator}
        unnamed = sum(s.weight for s in assessment.signals if s.indicator is None)
        total = sum(shown.values()) + unnamed or 1.0
        themes = {s.theme for s in assessment.signals if s.theme}

        def worth(row: int) -> float:
            info = cards[row].info
            answered = sum(shown.get(code, 0.0) for code in info.indicators)
            shared = len(themes & set(info.themes)) / max(1, len(info.themes))
            return answered / total + 0.3 * shared + float(near[row]) + float(asked[row])

        return [cards[row] for row in sorted(range(len(cards)), key=worth, reverse=True)]

    def _asked_for(self, cards: Sequence[Card], stage: Stage) -> np.ndarray:
        """Return for each card how near it comes to a line of the stage's page on what helps and on the first 30 days."""
        generation = self._retriever.index.manifest.generation
        held = self._asked.get(stage)
        if held is None or held[0] != generation:
            page = self._retriever.stage_page(stage)
            lines = [unit.text for heading in _ASKS for unit in page.get(heading, ())]
            rows = [self._ranker.cosines(line, [_about(card) for card in cards], public=True) for line in lines]
            held = self._asked[stage] = (generation, np.max(rows, axis=0) if rows else np.zeros(len(cards)))
        return held[1]


def described(assessment: Assessment) -> str:
    """Return what the user described, in its shortest telling form: the quotes of the first eight signals; empty without any."""
    return " ".join(signal.quote for signal in assessment.signals[:8])


def _about(card: Card) -> str:
    return " ".join([card.info.title, *(unit.text for unit in card.parts.get("What it is", ())[:2])])


def _step(card: Card, stage: Stage) -> DraftStatement:
    pieces = [
        ("", _for_stage(card.parts.get("Where it fits", ()), stage)),
        ("First step: ", _first(card, "First steps")),
        ("Who: ", _first(card, "Who owns it")),
        ("Sign that it works: ", _first(card, "How you would know in 90 days")),
    ]
    held = [(label, unit) for label, unit in pieces if unit]
    lines = [f"{card.info.title}."] + [label + unit.text for label, unit in held]
    return DraftStatement("\n".join(lines), "inference", tuple(unit for _, unit in held))


def _for_stage(lines: Sequence[Unit], stage: Stage) -> Unit | None:
    return next((unit for unit in lines if unit.text.lower().startswith(STAGE_NAMES[stage])), None)


def _first(card: Card, heading: str) -> Unit | None:
    lines = card.parts.get(heading, ())
    return lines[0] if lines else None
