"""The answer to a follow-up on an assessment: only the part of it that was asked for, from the assessment made anew."""

from collections.abc import Iterator

from assistant import titles
from assistant.chances import certainty
from assistant.composers import wording
from assistant.composers.base import Brief, DraftSection, DraftStatement, quoted
from assistant.composers.stage_answer import StageAnswer, against, safety, section
from assistant.models import Assessment
from assistant.queries.stage_asks import FollowUpKind
from assistant.queries.stage_follow_ups import FollowUp
from assistant.retriever import Card, Parts, Retriever
from corpus.vocabulary import STAGE_NAMES, STAGES, Stage

HOW_SURE, UP_OR_DOWN, FIRST = "How sure this is", "What moves it up or down", "First 30 days"
_ASKED: dict[FollowUpKind, tuple[str, ...]] = {
    "next": (titles.NEXT, FIRST, titles.MISMATCHES),
    "why": (titles.WHY, titles.FIGURES, titles.WHY_NOT),
    "how_sure": (HOW_SURE, titles.WHY_NOT, titles.OPEN),
    "what_would_change": (titles.OPEN, UP_OR_DOWN),
    "avoid": ("What would be a mismatch now",),
    "who_else": (titles.PLACES,),
    "how_long": ("How long it takes", UP_OR_DOWN, titles.PLACES),
    "how_to_know": ("How you would know it is working",),
    "days_30": (FIRST, titles.MISMATCHES),
    "days_90": ("By 90 days",),
    "months_12": ("By 12 months", "How long it takes"),
    "worse": (UP_OR_DOWN,),
}
"""What is shown for each, in order: a part of the stage answer, or the lines under a heading of the stage's page."""
_OF_A_CARD = (
    "What it is",
    "First steps",
    "Who owns it",
    "What it costs in capacity",
    "How you would know in 90 days",
)
_WHO_DID = "Who has done it"
MOST_QUESTIONS = 3


class StageFollowUp:
    """Composes the parts of a stage answer that a follow-up asks for."""

    def __init__(self, retriever: Retriever, stage_answer: StageAnswer) -> None:
        self._retriever, self._whole = retriever, stage_answer

    def compose(self, brief: Brief, asked: FollowUp, assessment: Assessment) -> Iterator[DraftSection]:
        """Yield where the service stands in a sentence, then what was asked for. `assessment` must name a stage.

        An ordinal beyond the list of next steps, and a step of a steady service, get the whole list.
        """
        assert assessment.stage is not None, "a follow-up is on a stage"
        page = self._retriever.stage_page(assessment.stage)
        if asked.kind in ("next", "days_30") and assessment.stage != "steady":
            yield safety(page)
        yield DraftSection(titles.WHERE, (DraftStatement(wording.verdict(assessment), "finding"),))
        card = self._whole.card(asked.step, brief, assessment) if asked.step is not None else None
        if card is not None:
            yield from _of_the_card(card, assessment.stage, (_WHO_DID,) if asked.kind == "who_did" else _OF_A_CARD)
        elif asked.kind == "why_not":
            yield from self._not_another(brief, asked, assessment, page)
        else:
            for title in _ASKED.get(asked.kind, (titles.NEXT,)):
                yield from self._part(title, brief, assessment, page)

    def _part(self, title: str, brief: Brief, assessment: Assessment, page: Parts) -> Iterator[DraftSection]:
        if title == HOW_SURE:
            yield from section(title, _how_sure(assessment))
        elif title in page:
            yield from section(title, (quoted(unit) for unit in page[title]))
        elif made := list(self._whole.part(title, brief, assessment)):
            yield from made
        elif title == titles.OPEN:
            yield from section(title, _together(assessment))

    def _not_another(
        self, brief: Brief, asked: FollowUp, assessment: Assessment, page: Parts
    ) -> Iterator[DraftSection]:
        """Hold the stage against the one that was asked about: a neighbour, or one that the user names."""
        other = asked.stage or _neighbour(assessment, asked.up)
        if other is None or other == assessment.stage:
            yield from self._whole.part(titles.WHY_NOT, brief, assessment)
        else:
            yield from section(f"Why not {STAGE_NAMES[other]}", against(assessment, page, other))
        yield from self._whole.part(titles.WHY, brief, assessment)
        yield from self._whole.part(titles.OPEN, brief, assessment)


def _neighbour(assessment: Assessment, up: bool | None) -> Stage | None:
    """Return the stage above or below the one assessed, None at the ends of the order and where neither is meant."""
    if up is None or assessment.stage is None:
        return None
    place = STAGES.index(assessment.stage) + (1 if up else -1)
    return STAGES[place] if 0 <= place < len(STAGES) else None


def _how_sure(assessment: Assessment) -> Iterator[DraftStatement]:
    """Say what the judgement rests on, beyond how often one as sure is right, and what tells it from the next best."""
    rests_on = assessment.certainty if assessment.certainty != certainty(assessment.confidence) else ""
    for said in (rests_on, assessment.separates):
        if said:
            yield DraftStatement(said, "finding")


def _together(assessment: Assessment) -> Iterator[DraftStatement]:
    """Name the questions that weigh most where no single answer would change much: it was asked what would."""
    asked = assessment.questions[:MOST_QUESTIONS]
    if asked:
        yield DraftStatement(
            "No one answer would change it by itself; several that point the same way would.", "finding"
        )
    yield from (DraftStatement(question.text, "finding") for question in asked)


def _of_the_card(card: Card, stage: Stage, headings: tuple[str, ...]) -> Iterator[DraftSection]:
    """Yield what a response card says: first where it fits, in the words on the stage."""
    fits = [unit for h in ("Where it fits", "Where it is a mismatch") for unit in card.parts.get(h, ())]
    own = [unit for unit in fits if unit.text.lower().startswith(STAGE_NAMES[stage])]
    yield from section(card.info.title, (quoted(unit) for unit in own))
    for heading in headings:
        yield from section(heading, (quoted(unit) for unit in card.parts.get(heading, ())))
