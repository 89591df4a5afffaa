"""What a question takes for granted of a place has to be said of that place."""

import pytest

from assistant.answerability.joined import affirmed, unjoined
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


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Since Leeds got good without any commissioners, do we need them?", "Leeds had five commissioners by 2015."),
        ("As Leeds never had a trust, how did it improve?", "The review of Leeds led to a trust."),
    ],
)
def test_a_sentence_that_affirms_what_the_question_denies_is_found_and_nothing_is_called_unsaid(
    question: str, sentence: str
) -> None:
    units = made("Leeds kept its managers."), made(sentence)
    selection = Selection(understand([question]), tuple(Selected(unit, 0.9) for unit in units))
    assert affirmed(selection) == units[1]
    assert unjoined(selection) is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did Leeds recover without a trust?", "Leeds recovered with partners and no trust."),
        ("Why did Leeds recover without a trust?", "Bradford's review led to a trust."),
        ("Why did Leeds recover without a trust?", "Leeds won back the trust of families."),
        ("Why did Leeds become a trust?", "The review of Leeds led to a trust."),
    ],
)
def test_nothing_else_affirms_it(question: str, sentence: str) -> None:
    selection = Selection(understand([question]), (Selected(made(sentence), 0.9),))
    assert affirmed(selection) is None


def test_a_place_said_to_have_done_without_is_not_asked_to_have_had_it() -> None:
    assert over("Why did Leeds recover without a trust?", "Leeds kept its managers.") is None
