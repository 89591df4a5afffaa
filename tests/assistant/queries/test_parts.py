"""Which questions plainly ask for several things, and what each of them asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.queries.parts import MOST_PARTS, parts_of


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        (
            "Who sits on a partnership board, and what should it look at?",
            ("Who sits on a partnership board?", "what should it look at?"),
        ),
        (
            "What is the turnover rate? How many agency workers are there?",
            ("What is the turnover rate?", "How many agency workers are there?"),
        ),
        (
            "How long did Leeds take to recover and what did it do about early help?",
            ("How long did Leeds take to recover?", "what did Leeds do about early help?"),
        ),
        (
            "Must members see the audit before partners do, and has any council published one?",
            ("Must members see the audit before partners do?", "has any council published one?"),
        ),
    ],
)
def test_two_questions_are_parts_and_each_stands_alone(query: str, parts: tuple[str, ...]) -> None:
    found = parts_of(query)
    assert len(found) == len(parts)
    assert all(made.startswith(part.removesuffix("?")[:30]) for made, part in zip(found, parts, strict=True)), found
    assert "Leeds" not in query or "Leeds" in found[1]


@pytest.mark.parametrize(
    "query",
    [
        "What is good supervision?",
        "Has any council gone back to inadequate, and why?",
        "How do I know when and how to step in?",
        "What helps and what does not?",
        "How do police and health see us, and the courts?",
        "Which visits and reviews are due in the first month?",
        "Agency workers hold half the cases and the front door waits for weeks. What should we do? What comes first?",
        "",
    ],
)
def test_one_question_an_echo_or_a_description_has_no_parts(query: str) -> None:
    assert parts_of(query) == ()


def test_what_is_told_before_the_questions_goes_with_the_first() -> None:
    first, _ = parts_of("Our notice is out. What does it do to staff, and who has to be told of it?")
    assert first == "Our notice is out. What does it do to staff?"


@given(st.text(max_size=200))
def test_any_text_has_no_parts_or_two_to_three(text: str) -> None:
    assert len(parts_of(text)) in {0, *range(2, MOST_PARTS + 1)}
