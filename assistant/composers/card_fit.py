"""What a response card says of where it fits, before anything else, where it is asked whether the response is right in a situation."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.composers.base import Brief, DraftSection, DraftStatement, quoted
from assistant.passages import Unit
from assistant.plans.checker import PlanChecker
from assistant.queries.right_when import RightWhen, right_when
from assistant.retriever import Card
from corpus.vocabulary import STAGE_NAMES, Stage

TITLE = "Where it fits, and where it is a mismatch"

SURE_CARD = 0.6
"""Cosine with a card from which a question is about it although its situation sounds like no stage: "see children alone" has .55."""


class CardFit:
    """Composes the lines of the card of one known response. Safe to share between threads."""

    def __init__(self, checker: PlanChecker) -> None:
        self._checker = checker

    def compose(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield the card's lines, those of the situation's stage first; nothing where no known response is asked about.

        With them the question is answered, so that the brief's verdict doubts no more.
        """
        asked = right_when(brief.question) if brief.background is None else None
        if asked is None:
            return
        card = self._checker.card_of(asked.action, 0.0 if asked.stage else SURE_CARD)
        if card is None:
            return
        lines = _lines(card, asked.stage)
        if not lines:
            return
        if brief.verdict is not None:
            brief.verdict = replace(brief.verdict, doubts=False)
        yield DraftSection(TITLE, (*_read_as(asked, brief.question), *map(quoted, lines)))


def _read_as(asked: RightWhen, question: str) -> Iterator[DraftStatement]:
    """Say which stage the few words of a situation sound like, and that they do not settle it."""
    if asked.stage is None or asked.named or asked.situation not in question:
        return
    said = f"\u201c{asked.situation}\u201d sounds like {STAGE_NAMES[asked.stage]}; so few words do not settle a stage."
    yield DraftStatement(said, "own_words", (), asked.situation)


def _lines(card: Card, stage: Stage | None) -> list[Unit]:
    """Return what a card says of the stages, that of `stage` first; nothing where it says nothing of that one."""
    lines = [unit for part in ("Where it fits", "Where it is a mismatch") for unit in card.parts.get(part, ())]
    if stage is None:
        return lines
    lead = "no difficulty" if stage == "steady" else STAGE_NAMES[stage]
    own = [unit for unit in lines if unit.text.lower().startswith(lead)]
    return [*own, *(unit for unit in lines if unit not in own)] if own else []
