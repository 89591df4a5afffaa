"""The answer to "is our plan right?": each action that the user lists, judged at the stage of the service described."""

from collections.abc import Iterator, Sequence

from assistant import titles
from assistant.chances import is_unsure
from assistant.composers import wording
from assistant.composers.base import Brief, DraftSection, DraftStatement
from assistant.composers.stage_answer import StageAnswer, section
from assistant.engine.sentences import split_sentences
from assistant.models import Assessment
from assistant.passages import Unit
from assistant.phrases import named
from assistant.plans.checker import NO_STAGE, PlanChecker
from assistant.plans.guidance import guidance_for
from assistant.plans.judge import Judged
from assistant.plans.matching import Near
from assistant.plans.models import PlanFit
from assistant.plans.reasons import because_of, close_to
from assistant.queries.own_lists import items_in
from assistant.queries.plan_lists import plan_to_check, without_list
from assistant.queries.weighing import action_in
from corpus.vocabulary import Stage

TITLE, FIT = "Your plan, action by action", "How it fits"
_FITS: dict[PlanFit, str] = {
    "fits": "fits {}",
    "partial": "fits {} in part",
    "mismatch": "is a mismatch for {}",
    "unclear": "is too unclear to judge for {}",
}
_TELL_MORE = "Say in a few sentences how the service is, or which stage it is in, and ask again."


class PlanAnswer:
    """Composes what is said of the actions of a plan. Safe to share between threads."""

    def __init__(self, checker: PlanChecker, stage_answer: StageAnswer) -> None:
        self._checker, self._stage = checker, stage_answer

    def compose(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield the stage, how each action fits it and why, and the next steps of the stage; nothing without a list.

        The list is that of the question, else the last one before it. Where no stage can be seen, that which the user states is taken.
        """
        assessment, actions = brief.assessment, _actions(brief)
        if assessment is None or not actions:
            return
        at = _at(assessment, brief.understanding.stated)
        if at.stage is None:
            if plan_to_check(brief.question):
                yield DraftSection(TITLE, (DraftStatement(f"{NO_STAGE['insufficient']} {_TELL_MORE}", "finding"),))
            return
        said = wording.verdict(at) if at is assessment else wording.on_your_word(at.stage)
        yield DraftSection(titles.WHERE, (DraftStatement(said, "finding"),))
        yield from section(TITLE, self._judged(at, actions, _situation(brief, actions)))
        yield from self._stage.part(titles.NEXT, brief, at)

    def weighed(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield the stage of the service described before, and how the one action asked about fits it, where that is plain and guided."""
        if brief.background is None:
            return
        yield DraftSection(titles.WHERE, (DraftStatement(wording.verdict(brief.background), "finding"),))
        action = action_in(brief.understanding.weighs)
        if action and any(action in text for text in (brief.question, *brief.earlier)):
            yield from section(FIT, self._judged(brief.background, [action], _situation(brief, [action]), plain=True))

    def _judged(
        self, assessment: Assessment, actions: Sequence[str], situation: Sequence[str], plain: bool = False
    ) -> Iterator[DraftStatement]:
        """Yield a judgement of each action; only those that are no close call and have guidance beside them, where they must be `plain`."""
        if assessment.stage is None:
            return
        found = self._checker.fits(assessment, actions, situation)
        for action, (judged, near) in zip(actions, found, strict=True):
            close = close_to(judged.fit, judged.chances)
            if judged.fit == "unclear":
                if not plain:
                    yield _unclear(action, judged, near, assessment.stage)
                continue
            guidance = guidance_for(near, assessment.stage, judged.fit)
            if plain and (guidance is None or close is not None):
                continue
            differs = guidance is not None and guidance[0] != judged.fit
            because = because_of(judged.reason, judged.fit, close, differs)
            said = f"\u201c{action}\u201d {_FITS[judged.fit].format(named(assessment.stage))}. {because}"
            yield _beside(said, action, guidance[1] if guidance else None)


def _at(assessment: Assessment, stated: Stage | None) -> Assessment:
    """Return the assessment, with the stage that the user states where none is named."""
    if stated is None or (assessment.stage is not None and not is_unsure(assessment.confidence)):
        return assessment
    return assessment.model_copy(update={"stage": stated, "outcome": stated})


def _unclear(action: str, judged: Judged, near: Near, stage: Stage) -> DraftStatement:
    """Say that an action cannot be judged by its words, and what its response card says of the stage where it has one."""
    guidance = guidance_for(near, stage, "unclear")
    if guidance is None:
        said = f"\u201c{action}\u201d {_FITS['unclear'].format(named(stage))}. {because_of(judged.reason, 'unclear', None)}"
        return _beside(said, action, None)
    fit, line = guidance
    kind = f"By the guidance on its kind, \u201c{near.card.info.title}\u201d, it {_FITS[fit].format(named(stage))}."
    return _beside(f"\u201c{action}\u201d is too unclear to judge by its own words. {kind}", action, line)


def _beside(said: str, action: str, guidance: Unit | None) -> DraftStatement:
    if guidance is None:
        return DraftStatement(said, "own_words", (), action)
    return DraftStatement(f"{said}\n{guidance.text}", "own_words", (guidance,), action)


def _actions(brief: Brief) -> list[str]:
    """Return the actions of the last list that the user gave; each stands word for word in what they wrote."""
    for text in (brief.question, *reversed(brief.earlier)):
        if items := plan_to_check(text) or [item for item in items_in(text) if item in text]:
            return items
    return []


def _situation(brief: Brief, actions: Sequence[str]) -> list[str]:
    """Return what was told of the service, without the sentences that list the actions: a plan is no sign of what was tried."""
    texts = [
        text[start:end].strip()
        for told in (*brief.earlier, brief.question)
        for text in [without_list(told, plan_to_check(told))]
        for start, end in split_sentences(text)
    ]
    return [text for text in texts if not any(action in text for action in actions)]
