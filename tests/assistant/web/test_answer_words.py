"""What the page sends for "yes" and "no" moves the stage as the question says it would."""

import re
from collections.abc import Iterator
from importlib.resources import files

from assistant.assistant import Assistant
from assistant.models import AnswerEffect, Assessment, Question
from corpus.vocabulary import STAGES
from tests.assistant.web.conftest import OPENING

_ENTRY = re.compile(r"^  (\w+): \{(.*?)\}", re.S | re.M)
_SENTENCE = re.compile(r'(yes|no): "([^"]+)"')
_LEAST = 0.05
"""A promised change of a stage's chance by less than this is none that a reader would notice."""
TEXTS = (
    OPENING,
    "Schools complain and escalate more. Two managers left this year and agency use is growing. Supervision slips in places.",
    "Schools have stopped referring to us and police hold their own meetings. Our figures are contested by the board.",
    "We are a council in the north and worry about our front door. Contacts queue.",
)


def _sentences() -> dict[str, dict[str, str]]:
    script = (files("assistant.web") / "static/js/parts/answer_words.js").read_text(encoding="utf-8")
    return {name: dict(_SENTENCE.findall(entry)) for name, entry in _ENTRY.findall(script)}


def _moved_as_promised(before: Assessment, promised: AnswerEffect, after: Assessment) -> bool | None:
    """None where next to nothing was promised."""
    changes = {stage: promised.probabilities[stage] - before.probabilities[stage] for stage in STAGES}
    stage = max(STAGES, key=lambda one: abs(changes[one]))
    if abs(changes[stage]) < _LEAST:
        return None
    return (after.probabilities[stage] - before.probabilities[stage]) * changes[stage] > 0


def test_every_question_that_can_be_asked_has_a_sentence_for_yes() -> None:
    sentences = _sentences()

    assert len(sentences) == 15
    assert all("yes" in one for one in sentences.values())


def test_ready_answers_move_the_stage_as_the_questions_promise_in_two_of_three_cases(assistant: Assistant) -> None:
    moved = [one for text in TEXTS for one in _answers_that_moved(assistant, text)]

    assert len(moved) >= 20
    assert sum(moved) >= 2 / 3 * len(moved)


def _answers_that_moved(assistant: Assistant, text: str) -> Iterator[bool]:
    sentences = _sentences()
    before = assistant.assess(Question(turns=[text]))
    for question in before.questions:
        for side, promised in (("yes", question.if_yes), ("no", question.if_no)):
            sentence = sentences.get(question.id, {}).get(side)
            if sentence is None or promised is None:
                continue
            after = assistant.assess(Question(turns=[text, sentence]))
            as_promised = _moved_as_promised(before, promised, after)
            if as_promised is not None:
                yield as_promised
