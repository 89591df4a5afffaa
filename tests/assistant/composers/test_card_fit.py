"""A response card's own line on where it fits leads, where a question asks whether the response is right in a situation."""

import pytest

from assistant.assistant import Assistant
from assistant.composers.card_fit import TITLE
from assistant.models import Answer, Question


def _answer(assistant: Assistant, question: str) -> Answer:
    return assistant.ask_unkept(Question(turns=[question]))[1]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "Is it right to appoint an improvement board when it is only one team and two months?",
            "Losing grip: An improvement board is a mismatch, because it is too heavy.",
        ),
        (
            "Do we need a commissioner if the problems only began in June?",
            "Losing grip: A commissioner or direction is a mismatch.",
        ),
    ],
)
def test_the_line_of_the_stage_that_a_situation_sounds_like_comes_first(
    assistant: Assistant, question: str, line: str
) -> None:
    first = _answer(assistant, question).sections[0]
    assert first.title == TITLE
    assert "sounds like losing grip" in first.statements[0].text
    assert first.statements[1].text == line
    assert first.statements[1].citations


def test_a_stage_that_is_named_needs_no_reading(assistant: Assistant) -> None:
    first = _answer(assistant, "Would a peer challenge be worth it when we are in complete lock?").sections[0]
    assert first.statements[0].text.startswith("Complete lock: Peer challenge fits partly")


def test_what_has_no_card_is_answered_as_any_question(assistant: Assistant) -> None:
    answer = _answer(assistant, "Should we see children alone when they are at school?")
    assert TITLE not in [section.title for section in answer.sections]
