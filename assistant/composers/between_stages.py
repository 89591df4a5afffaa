"""The answer where the likeliest stage is more often wrong than right: what it lies between, what tells these apart, no advice."""

import itertools
from collections.abc import Iterator

from assistant.chances import times_in_ten
from assistant.composers.base import Brief, DraftSection, DraftStatement, quoted
from assistant.composers.stage_answer import boundary
from assistant.models import Assessment
from assistant.phrases import answer_words, listed, named, would_tell
from assistant.retriever import Retriever
from corpus.vocabulary import STAGES, THEME_NAMES, Stage

_NO_STAGE = 0.1
"""The least chance that no stage can be named at which that is said too."""
_FEW = 3
"""Readings between which one can be called the nearest."""
MOST_QUESTIONS, MOST_TO_GATHER = 3, 4


class BetweenStages:
    """Composes the sections of an answer that names what a service lies between. Holds nothing of any user."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    def compose(self, brief: Brief) -> Iterator[DraftSection]:
        """Yield what it lies between, what tells these apart, the questions and what to gather; nothing without an assessment."""
        if (assessment := brief.assessment) is None:
            return
        yield DraftSection("Not enough to name a stage", tuple(_between(assessment)))
        if apart := tuple(self._apart(assessment)):
            yield DraftSection("What tells them apart", apart)
        if asked := tuple(_questions(assessment)):
            yield DraftSection("Questions that would settle most", asked)
        if gather := self._retriever.stage_page("insufficient").get("What to gather first", ()):
            yield DraftSection("What to gather first", tuple(quoted(unit) for unit in gather[:MOST_TO_GATHER]))

    def _apart(self, assessment: Assessment) -> Iterator[DraftStatement]:
        """The lines of the stages' pages on each two neighbours it lies between; else what tells the likeliest from the next."""
        stages = _stages(assessment)
        lines = [
            line
            for low, high in itertools.pairwise(STAGES)
            if low in stages and high in stages and (line := boundary(self._retriever.stage_page(high), low, high))
        ]
        yield from (quoted(line) for line in lines)
        if not lines and assessment.separates:
            yield DraftStatement(assessment.separates, "finding")


def _stages(assessment: Assessment) -> list[Stage]:
    """Return the stages that it lies between, in order of difficulty."""
    likely = {*assessment.plausible, assessment.stage, assessment.runner_up}
    return [stage for stage in STAGES if stage in likely]


def _between(assessment: Assessment) -> Iterator[DraftStatement]:
    names = [named(stage) for stage in _stages(assessment)]
    if assessment.p_insufficient >= _NO_STAGE or len(names) < 2:
        names.append("too little to name any stage")
    sure = times_in_ten(assessment.confidence)
    if len(names) > _FEW or assessment.stage is None:
        yield DraftStatement(f"What you have written shows no stage clearly: it could be {listed(names)}.", "finding")
        yield DraftStatement(f"None comes clearly nearest. {sure} So Regrip gives no stage's advice yet.", "finding")
    else:
        yield DraftStatement(f"What you have written lies between {listed(names)}.", "finding")
        nearest = f"{named(assessment.stage).capitalize()} comes nearest, but only just."
        yield DraftStatement(f"{nearest} {sure} So Regrip gives no stage's advice yet.", "finding")
    if assessment.missing_themes:
        themes = listed([THEME_NAMES[theme] for theme in assessment.missing_themes])
        yield DraftStatement(f"You said nothing yet about {themes}.", "finding")


def _questions(assessment: Assessment) -> Iterator[DraftStatement]:
    telling = [q for q in assessment.questions if would_tell(q)] or assessment.questions
    for question in telling[:MOST_QUESTIONS]:
        yield DraftStatement("\n".join([question.text, *answer_words(question)]), "finding")
