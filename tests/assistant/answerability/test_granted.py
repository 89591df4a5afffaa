"""What a question takes for granted is held against the notes by itself."""

import pytest

from assistant.answerability.granted import clause_granted, tells_own
from assistant.assistant import Assistant
from assistant.models import Question


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("Since inspectors are now elected, how do we vote?", "inspectors are now elected"),
        ("How do we vote, given that inspectors are elected?", "inspectors are elected"),
        ("So given that audits were banned in 2024, what do we read?", "audits were banned in 2024"),
        ("Since March, how have things gone?", ""),
        ("How do we clear a backlog?", ""),
        ("Given that our director has resigned, what is first?", ""),
    ],
)
def test_the_clause_is_read_in_the_words_of_the_question(question: str, clause: str) -> None:
    assert clause_granted(question) == clause


def test_what_users_tell_of_their_own_service_is_known_for_it() -> None:
    assert tells_own("Since we lost two managers, who supervises?")
    assert not tells_own("Since managers were abolished, who supervises?")


def opening(assistant: Assistant, question: str) -> list[str]:
    """What the first section of the answer says."""
    return [statement.text for statement in assistant.ask_unkept(Question(turns=[question]))[1].sections[0].statements]


@pytest.mark.parametrize(
    "question",
    [
        "Now that commissioners have been abolished, who steps in?",
        "Since agency social workers were banned in 2025, how do we fill vacancies?",
    ],
)
def test_what_no_note_says_is_left_to_the_user_in_plain_words(assistant: Assistant, question: str) -> None:
    first, *_ = opening(assistant, question)
    assert first.startswith("Nothing in the passages found says that \u201c")
    assert first.endswith("take it as yours.")


def test_what_a_note_gives_otherwise_is_put_right_first(assistant: Assistant) -> None:
    first, second, *_ = opening(assistant, "Given that the vacancy rate in England is 40%, is ours of 20% fine?")
    assert "\u201c40\u201d" in first
    assert "14.2%" in second


@pytest.mark.parametrize(
    "question",
    [
        "Since assessments should be finished within 45 working days, how do we plan the work?",
        "Given that initial conferences must be held within 15 working days, how do we catch up?",
        "Now that Ofsted inspects under the ILACS framework, what do inspectors look at?",
        "Since our last inspection was good, how do we spot a slide?",
    ],
)
def test_what_a_note_says_or_users_tell_of_themselves_is_not_called_in_question(
    assistant: Assistant, question: str
) -> None:
    first, *_ = opening(assistant, question)
    assert not first.startswith(("Nothing in the passages", "The question takes", "First, a check"))
