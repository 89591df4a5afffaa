"""Questions for one figure or date: declined when no passage holds it, answered when one does."""

import pytest

from assistant.asked import asked
from assistant.assistant import Assistant
from assistant.models import Question
from assistant.understanding import understand


@pytest.mark.parametrize(
    "text",
    [
        "Do you have the average caseload in Oxfordshire at the last census?",
        "What was the vacancy rate for children's social workers in England in 2014?",
        "What share of re-referrals are for domestic abuse?",
        "What does a secure children's home bed cost per week?",
    ],
)
def test_a_figure_no_passage_holds_is_declined_with_the_nearest_sources(assistant: Assistant, text: str) -> None:
    answer = assistant.ask(Question(turns=[text]))
    assert answer.status == "no_source_found"
    assert answer.citations == []
    assert "nearest sources" in answer.sections[0].statements[-1].text


@pytest.mark.parametrize(
    "text",
    [
        "What was the vacancy rate in the North West in 2023?",
        "How many FTE vacancies were there in the 2024 census?",
        "How many authorities changed their DCS in 2024/25?",
        "When did Doncaster council take its services back from the trust?",
    ],
)
def test_a_figure_or_date_that_a_passage_holds_is_answered(assistant: Assistant, text: str) -> None:
    assert assistant.ask(Question(turns=[text])).status == "answered"


@pytest.mark.parametrize(
    "text",
    ["How many cases should we give a new worker?", "Should I restructure?", "How many left, and why did they go?"],
)
def test_advice_and_questions_of_several_parts_ask_for_no_single_figure(text: str) -> None:
    assert asked(understand([text])) is None
