"""What a question takes for granted of a place has to be said of that place."""

import pytest

from assistant.answerability.joined import unjoined
from assistant.selection import Selected, Selection
from assistant.understanding import understand
from tests.assistant.making import made


def over(question: str, *sentences: str) -> str | None:
    """What these sentences do not say that the question takes for granted."""
    return unjoined(Selection(understand([question]), tuple(Selected(made(text), 0.9) for text in sentences)))


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        ("Why did Leeds become a trust?", "Leeds had a trust"),
        ("Why was Leeds moved into a children's services trust?", "Leeds had a trust"),
        ("Why did Leeds have a commissioner?", "Leeds had a commissioner"),
        ("Why was Leeds under a statutory direction?", "Leeds was under a direction"),
        ("Why was Leeds given a direction in 2011?", "Leeds was under a direction"),
        ("Why was Leeds under direction?", "Leeds was under a direction"),
    ],
)
def test_what_no_sentence_says_of_the_place_is_told(question: str, taken: str) -> None:
    assert over(question, "Leeds kept its managers.") == taken


@pytest.mark.parametrize(
    "question",
    [
        "Why did Leeds change direction in 2011?",
        "Why did staff in Leeds learn to trust their managers?",
        "Why did Leeds lose the trust of its partners?",
        "Why did Leeds set a new direction of travel?",
    ],
)
def test_trust_in_people_and_a_change_of_course_are_no_such_thing(question: str) -> None:
    assert over(question, "Leeds kept its managers.") is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Why did the Northamptonshire commissioner leave?",
            "The Northamptonshire commissioner left in September 2019, criticised for not being visible enough.",
        ),
        ("Why did Sefton have a commissioner?", "Sefton recovered with a commissioner and no trust."),
        ("Why did Sefton have a commissioner?", "Sefton had no trust but a commissioner."),
    ],
)
def test_a_denial_of_something_else_in_the_sentence_does_not_count(question: str, sentence: str) -> None:
    assert over(question, sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did Sefton become a trust?", "Sefton recovered with a commissioner and no trust."),
        ("Why did Leeds have a commissioner?", "Leeds never had a commissioner."),
        ("Why was Leeds under a direction?", "Leeds was not subject to a statutory direction."),
    ],
)
def test_a_sentence_that_denies_it_does_not_say_it(question: str, sentence: str) -> None:
    assert over(question, sentence) is not None
