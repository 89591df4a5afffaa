"""Every fixed word of the records with what a person reads for it, as one object for a screen."""

from collections.abc import Mapping, Sequence

from assistant.models import Record
from assistant.rendering.bench import MOVED
from assistant.rendering.bench import SIGNS as SIGN_CHANGES
from assistant.rendering.names import (
    DIRECTION_NAMES,
    FIT_NAMES,
    INTENT_NAMES,
    STANDING_NAMES,
    STATEMENT_KIND_NAMES,
    STATUS_NAMES,
    VERDICT_NAMES,
)
from assistant.rendering.words import DOCUMENT_STATUS_WORDS, PARTIAL_MESSAGE, STATUS_MESSAGES
from corpus.rubric import indicators, stage_lines
from corpus.vocabulary import OUTCOMES, STAGE_NAMES, THEME_NAMES, Stage

Words = Mapping[str, str]
"""What a person reads, by the word of the records."""


class StageWords(Record):
    """A stage by its name, with its mechanism and what helps in a sentence each."""

    id: Stage
    name: str
    mechanism: str
    helps: str


class IndicatorWords(Record):
    """A sign of the rubric."""

    code: str
    stage: Stage
    text: str


class Vocabulary(Record):
    """The words. `stages` are in order of difficulty.

    `status_messages`, `completeness` and `moved` are whole sentences, empty where the answer says it itself.
    """

    stages: list[StageWords]
    outcomes: Words
    themes: Words
    standings: Words
    verdicts: Words
    directions: Words
    moved: Words
    sign_changes: Words
    intents: Words
    statuses: Words
    status_messages: Words
    completeness: Words
    document_statuses: Words
    document_kinds: Words
    fits: Words
    statement_kinds: Words
    indicators: list[IndicatorWords]


def vocabulary(kinds: Sequence[str]) -> Vocabulary:
    """Return the words, with the `kinds` of document that there are."""
    return Vocabulary(
        stages=[StageWords(name=STAGE_NAMES[line.id], **line.model_dump()) for line in stage_lines()],
        outcomes={outcome: STAGE_NAMES[outcome] for outcome in OUTCOMES},
        themes=THEME_NAMES,
        standings=STANDING_NAMES,
        verdicts=VERDICT_NAMES,
        directions=DIRECTION_NAMES,
        moved=MOVED,
        sign_changes=SIGN_CHANGES,
        intents=INTENT_NAMES,
        statuses=STATUS_NAMES,
        status_messages=STATUS_MESSAGES,
        completeness={"complete": "", "partial": PARTIAL_MESSAGE},
        document_statuses=DOCUMENT_STATUS_WORDS,
        document_kinds={kind: kind for kind in kinds},
        fits=FIT_NAMES,
        statement_kinds=STATEMENT_KIND_NAMES,
        indicators=[IndicatorWords(**indicator.model_dump()) for indicator in indicators()],
    )
