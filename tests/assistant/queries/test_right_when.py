"""Whether an action is right in a situation, asked in one message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.queries.right_when import right_when


@pytest.mark.parametrize(
    ("question", "action", "stage"),
    [
        ("Is it right to appoint a board when things have only slipped for a month?", "appoint a board", "losing_grip"),
        ("Do we need a commissioner if the problems only began in June?", "a commissioner", "losing_grip"),
        ("If the problems only began in June, do we need a commissioner?", "a commissioner", "losing_grip"),
        ("Is a restructure right when partners have lost confidence in us?", "a restructure", "systemic_crisis"),
        ("Should we move to a trust if nobody will work for us?", "move to a trust", "complete_lock"),
        ("Is a caseload cap wise in service breakdown?", "a caseload cap", "service_breakdown"),
        ("Should we tell Ofsted if a worker leaves?", "tell Ofsted", None),
    ],
)
def test_the_action_and_the_stage_that_its_situation_sounds_like_are_read(
    question: str, action: str, stage: str | None
) -> None:
    asked = right_when(question)
    assert asked is not None
    assert (asked.action, asked.stage) == (action, stage)


@pytest.mark.parametrize(
    "question",
    [
        "Should we restructure?",
        "What is an improvement board?",
        "Was a trust right for Doncaster when nobody would work there?",
        "How many visits are needed when a child is on a plan?",
    ],
)
def test_other_questions_ask_no_such_thing(question: str) -> None:
    assert right_when(question) is None


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    right_when(text)
