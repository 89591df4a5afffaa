"""The default composer: selects, orders and quotes. Needs no language model."""

from collections.abc import Iterator
from itertools import chain

from assistant import titles
from assistant.chances import is_unsure
from assistant.composers import fixed
from assistant.composers.base import Brief, DraftSection
from assistant.composers.between_stages import BetweenStages
from assistant.composers.card_fit import CardFit
from assistant.composers.changes_answer import changes_answer
from assistant.composers.evidence_request import EvidenceRequest
from assistant.composers.plan_answer import PlanAnswer
from assistant.composers.source_answer import SourceAnswer
from assistant.composers.stage_answer import StageAnswer
from assistant.composers.stage_follow_up import StageFollowUp
from assistant.composers.taken_back import taken_back
from assistant.models import Assessment
from assistant.plans.checker import PlanChecker
from assistant.relevance import Ranker
from assistant.retriever import Retriever

_SURE = 0.35
"""Chance of the likeliest sentence from which a question about the assistant is answered from the sources."""


class ExtractiveComposer:
    """Picks the shape of the answer by intent and outcome."""

    def __init__(self, retriever: Retriever, ranker: Ranker, plans: PlanChecker) -> None:
        self._stage = StageAnswer(retriever, ranker)
        self._plan = PlanAnswer(plans, self._stage)
        self._card_fit = CardFit(plans)
        self._follow_up = StageFollowUp(retriever, self._stage)
        self._between = BetweenStages(retriever)
        self._request = EvidenceRequest(retriever, ranker)
        self._sources = SourceAnswer(retriever)

    def compose(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield the sections of an answer in reading order."""
        if brief.course is not None:
            return chain(changes_answer(brief.course, brief.assessment), self._asked_too(brief))
        intent = brief.understanding.intent
        if intent == "about" and not _has_an_answer(brief):
            return fixed.about()
        if intent == "stage_and_next" and brief.assessment is not None:
            return chain(taken_back(brief.understanding.taken_back), self._staged(brief, brief.assessment))
        if intent == "plan_check" and brief.background is None:
            return chain(self._plan.compose(brief), self._sources.compose(brief))
        return chain(self._plan.weighed(brief), self._card_fit.compose(brief), self._sources.compose(brief))

    def _asked_too(self, brief: Brief) -> Iterator[DraftSection]:
        """Answer what is asked of the stage beside what has changed, where it is sure enough; which one it is has been said."""
        asked, assessment = brief.understanding.follow_up, brief.assessment
        if asked is not None and assessment is not None and assessment.stage and not is_unsure(assessment.confidence):
            sections = self._follow_up.compose(brief, asked, assessment)
            yield from (section for section in sections if section.title != titles.WHERE)

    def _staged(self, brief: Brief, assessment: Assessment) -> Iterator[DraftSection]:
        """Answer what stage a service is in, or a follow-up on that: a stage that is more often wrong than right gives no advice."""
        if assessment.stage is None:
            return self._request.compose(brief)
        if is_unsure(assessment.confidence):
            return self._between.compose(brief)
        if (asked := brief.understanding.follow_up) is not None:
            return self._follow_up.compose(brief, asked, assessment)
        return self._stage.compose(brief)


def _has_an_answer(brief: Brief) -> bool:
    """Return whether pages of Regrip's own on how it works and how sure it is say what is asked about it."""
    spans = brief.selection.spans if brief.selection else ()
    return bool(spans) and spans[0].chance >= _SURE
