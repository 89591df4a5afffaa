"""Which questions ask for councils that have been through something, and through what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.queries.comebacks import FELL, RELAPSE, asks_for_a_comeback, condition_of


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("Has anyone come back from leaders who deny it all?", "leaders who deny it all"),
        (
            "Who has got out of a long spell without a principal social worker, and did it last?",
            "without a principal social worker",
        ),
        ("Which councils turned round after the police walked away, and how?", "the police walked away"),
        (
            "We are stuck. Has any other authority recovered from three directors in a year?",
            "three directors in a year",
        ),
        ("Give me an example of a council that recovered from a failed merger", "a failed merger"),
        ("Who got their vacancies down?", "got their vacancies down"),
        ("Has anyone got out of this?", ""),
        ("Which councils recovered?", ""),
        ("Who turned round the fastest?", ""),
        ("Which councils slipped back after a good grade?", RELAPSE),
        ("Has any borough fallen from good to inadequate?", FELL),
    ],
)
def test_what_councils_are_to_have_come_through_is_told_from_the_frame(question: str, condition: str) -> None:
    assert asks_for_a_comeback(question)
    assert condition_of(question) == condition


@pytest.mark.parametrize(
    "question",
    [
        "Who is the director of children's services?",
        "Which councils are inadequate now?",
        "How did Leeds recover?",
        "What did the survey find, and who came out worst?",
        "Who wrote the article on the four stages?",
    ],
)
def test_other_questions_ask_for_no_council(question: str) -> None:
    assert not asks_for_a_comeback(question)
    assert condition_of(question) == ""


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert asks_for_a_comeback(text) or condition_of(text) == ""
