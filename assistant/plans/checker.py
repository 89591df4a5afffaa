"""Checks a plan against an assessment: fit and reason of each action, what is missing, what comes first, how much at once."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from assistant.citations import CitationBook
from assistant.models import Assessment, AssessmentReply
from assistant.plans.capacity import capacity_said
from assistant.plans.details import Details, read_details
from assistant.plans.gaps import gaps
from assistant.plans.guidance import guidance_for
from assistant.plans.judge import Judged, PlanJudge
from assistant.plans.load import load_of
from assistant.plans.matching import Matcher, Near
from assistant.plans.models import PlanAction, PlanCheck
from assistant.plans.order import sequence_of
from assistant.plans.reasons import because_of, close_to
from assistant.plans.rows import without_details
from assistant.plans.said import Said, said_first, sentences_in
from assistant.plans.telling import Telling
from assistant.retriever import Card, Retriever
from corpus.vocabulary import Stage
from indexes.embedders import Embedder

NO_STAGE: dict[str, str] = {
    "insufficient": "What was described is not enough to name a stage, and without a stage no fit can be judged.",
    "out_of_scope": "What was described is not a children's social care service that Regrip can stage, so no fit can be judged.",
}


class PlanChecker:
    """Checks plans. Safe to share between threads; holds nothing of any user."""

    def __init__(self, retriever: Retriever, embedder: Embedder) -> None:
        self._retriever, self.embedder, self._judge = retriever, embedder, PlanJudge()
        self._matcher: tuple[str, Matcher] | None = None

    def check(
        self, assessed: AssessmentReply, actions: Sequence[str], situation: Sequence[str], as_of: date
    ) -> PlanCheck:
        """Return the check of `actions` at the stage that was assessed; without a stage every action is unclear.

        `situation` are the texts that say how the service is, of which the stage was assessed. What falls due soon is counted from `as_of`.
        """
        reply = PlanCheck(
            id=assessed.id,
            status=assessed.status,
            outcome=assessed.outcome,
            stage=assessed.stage,
            actions=[],
            warnings=assessed.warnings,
        )
        matcher, book = self._current(), CitationBook()
        bare = [without_details(action) for action in actions]
        rows = self.embedder.embed(bare)
        near = matcher.near(bare, rows, assessed.outcome)
        if assessed.stage is None:
            why = NO_STAGE[assessed.outcome]
            unclear = [
                _unclear(text, read_details(text), why, match) for text, match in zip(actions, near, strict=True)
            ]
            return reply.model_copy(update={"actions": unclear})
        said = Said.of(said_first([signal.quote for signal in assessed.signals], situation), self.embedder)
        found = self._judge.judge(bare, rows, assessed.stage, said, matcher)
        telling = Telling(said, _signs(assessed))
        judged = [
            _action(text, own, match, assessed.stage, book).model_copy(update=_shown(own, telling, row))
            for text, own, match, row in zip(actions, found, near, rows, strict=True)
        ]
        return reply.model_copy(
            update={
                "actions": judged,
                "gaps": gaps(assessed, assessed.stage, near, matcher, book),
                "sequence": list(sequence_of(judged)),
                "load": load_of(
                    judged,
                    assessed.stage,
                    capacity_said(assessed, sentences_in(situation)),
                    as_of,
                    matcher.asks(assessed.stage),
                    book,
                ),
                "citations": book.citations,
            }
        )

    def fits(self, assessed: Assessment, actions: Sequence[str], situation: Sequence[str]) -> list[tuple[Judged, Near]]:
        """Return how each of `actions` fits the stage that was assessed, with the guidance nearest to it; empty without a stage."""
        if assessed.stage is None:
            return []
        matcher, bare = self._current(), [without_details(action) for action in actions]
        rows = self.embedder.embed(bare)
        said = Said.of(said_first([signal.quote for signal in assessed.signals], situation), self.embedder)
        found = self._judge.judge(bare, rows, assessed.stage, said, matcher)
        return list(zip(found, matcher.near(bare, rows, assessed.outcome), strict=True))

    def card_of(self, action: str, least: float = 0.0) -> Card | None:
        """Return the response card that an action is about, None where it may as well be something else.

        `least` is the cosine with the card, 0..1, that is asked for beside that.
        """
        near = self._current().near([action], self.embedder.embed([action]), "insufficient")[0]
        return near.card if near.response and near.own_cosine >= least else None

    def _current(self) -> Matcher:
        """Return the matcher of the index's generation, made at first use."""
        generation, held = self._retriever.index.manifest.generation, self._matcher
        if held is None or held[0] != generation:
            held = self._matcher = (generation, Matcher(self._retriever, self.embedder))
        return held[1]


def _action(text: str, judged: Judged, near: Near, stage: Stage, book: CitationBook) -> PlanAction:
    """Put the judgement beside the guidance that comes nearest to it: a sentence that says the same where there is one."""
    details, runner_up = read_details(text), close_to(judged.fit, judged.chances)
    if judged.fit == "unclear":
        why = because_of(judged.reason, judged.fit, runner_up)
        return _unclear(text, details, why, near, judged).model_copy(update={"runner_up": runner_up})
    fit, evidence = guidance_for(near, stage, judged.fit) or (judged.fit, None)
    because = because_of(judged.reason, judged.fit, runner_up, differs=fit != judged.fit)
    return PlanAction(
        text=text,
        fit=judged.fit,
        why=evidence.text if evidence else because,
        because=because,
        reason=judged.reason,
        chances=judged.chances,
        runner_up=runner_up,
        response=near.response,
        **details._asdict(),
        citations=[book.number(evidence)] if evidence else [],
    )


def _signs(assessed: AssessmentReply) -> set[str]:
    """Return the user's words that showed a sign or a figure."""
    signs = {signal.quote for signal in (*assessed.signals, *assessed.against)}
    return signs | {figure.quote for figure in assessed.figures}


def _shown(judged: Judged, telling: Telling, row: np.ndarray) -> dict[str, str | None]:
    """Return what was said beside an action that has a fit."""
    return {} if judged.fit == "unclear" else {"said": telling.beside(row)}


def _unclear(text: str, details: Details, why: str, near: Near, judged: Judged | None = None) -> PlanAction:
    return PlanAction(
        text=text,
        fit="unclear",
        why=why,
        reason=judged.reason if judged else None,
        chances=judged.chances if judged else {},
        response=near.response,
        **details._asdict(),
    )
