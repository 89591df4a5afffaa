"""What Regrip is for, and what it is not."""

import pytest

from assistant.scope import NEAR, in_scope, is_errand, is_task_of_the_field, speaks_of_the_trade


@pytest.mark.parametrize(
    "question",
    ["What do I say to partners next week?", "How do I deal with denial?", "Should I restructure?"],
)
def test_questions_of_the_trade_are_inside_even_when_no_passage_is_near(question: str) -> None:
    assert in_scope(question, 0.25, 0.2)


@pytest.mark.parametrize(
    "question",
    [
        "How do we cut waiting lists in adult social care?",
        "How do I recruit nurses for a hospital ward?",
        "What does the register say about adult social care turnaround in Wales?",
        "How do we turn round a failing secondary school?",
    ],
)
def test_other_services_are_outside_however_near(question: str) -> None:
    assert not in_scope(question, 0.9, 0.2)


def test_without_a_word_of_the_trade_a_near_passage_is_needed() -> None:
    assert not in_scope("What is the best pizza?", NEAR - 0.01, 0.2)
    assert in_scope("Why do good people leave and not come back?", NEAR, 0.2)


def test_another_service_named_beside_children_stays_inside() -> None:
    assert in_scope("Should children's services and adult social care share a director?", 0.5, 0.2)


@pytest.mark.parametrize(
    ("question", "speaks"),
    [
        ("Can a court extend the limit for care proceedings?", True),
        ("How long does a planning application take?", False),
        ("How long can a court keep a burglar on remand?", False),
        ("Which partners should adult social care meet?", False),
    ],
)
def test_a_question_speaks_of_the_trade_where_it_has_a_word_of_it_and_none_that_is_strange(
    question: str, speaks: bool
) -> None:
    assert speaks_of_the_trade(question) is speaks


@pytest.mark.parametrize(
    ("question", "errand"),
    [
        ("How long does a planning application take?", True),
        ("How do I appeal a parking fine?", True),
        ("What are the council tax bands?", True),
        ("Where do I register to vote?", True),
        ("How long does a placement application to court take?", False),
        ("Who comes to the planning meeting after removal?", False),
        ("Our workers pay for parking permits and leave; what helps?", False),
        ("Can we get planning permission for a children's home?", False),
    ],
)
def test_a_citizens_errand_is_told_from_odd_words_of_the_trade(question: str, errand: bool) -> None:
    assert is_errand(question) is errand


@pytest.mark.parametrize(
    ("question", "of_the_field"),
    [
        ("What does a good letter to an unhappy headteacher say?", True),
        ("How do I write to a head who has lost faith in us?", True),
        ("What should an email to an angry GP say?", True),
        ("How do I write a love letter?", False),
        ("What does a good cover letter for a software job say?", False),
    ],
)
def test_what_leaders_have_to_write_to_those_they_work_with_is_of_the_field(question: str, of_the_field: bool) -> None:
    assert is_task_of_the_field(question) == of_the_field
