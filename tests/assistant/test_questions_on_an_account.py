"""Short questions after an account of a service, in words of their own: of its stage, never of a noun that was told."""

import pytest

from assistant.assistant import Assistant
from assistant.models import Answer, Question
from assistant.nearest_ask import NearestAsk
from assistant.queries.ask_wordings import OTHERS, WORDINGS

ACCOUNT = "Dashboard is off since April, cases queue at duty, supervision slips. All recent. What stage is this?"


def _answer(assistant: Assistant, *turns: str) -> Answer:
    return assistant.ask_unkept(Question(turns=list(turns)))[1]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Who else has been here and got out?", "Who has been here"),
        ("How should the first month look?", "First 30 days"),
        ("How worried should I be?", "What moves it up or down"),
        ("And the first thing on Monday?", "First 30 days"),
    ],
)
def test_a_question_in_words_of_its_own_is_answered_as_the_follow_up_that_it_comes_nearest_to(
    assistant: Assistant, question: str, title: str
) -> None:
    answer = _answer(assistant, ACCOUNT, question)
    assert title in [section.title for section in answer.sections]
    assert answer.assessment is not None
    assert answer.assessment.stage == "losing_grip"


def test_another_question_that_names_nothing_is_asked_of_the_stage_and_not_of_a_sign(assistant: Assistant) -> None:
    answer = _answer(assistant, ACCOUNT, "How should the first month look?", "Who should lead on that?")
    assert answer.standalone_query == "Who should lead on that? (losing grip)"


def test_a_question_that_names_its_subject_is_asked_of_that(assistant: Assistant) -> None:
    answer = _answer(assistant, ACCOUNT, "How do we get supervision back?", "How long does that take?")
    assert "supervision" in answer.standalone_query


def test_one_thing_told_is_still_what_the_next_question_is_about(assistant: Assistant) -> None:
    answer = _answer(assistant, "Half our social workers are agency.", "How do we bring it down?")
    assert "agency" in answer.standalone_query


def test_a_measure_asked_of_a_place_named_before_is_answered_from_its_page(assistant: Assistant) -> None:
    answer = _answer(assistant, "Tell me about Sunderland's recovery.", "What about their agency use?")
    assert answer.status == "answered"
    assert any("fell from 30%" in s.text for section in answer.sections for s in section.statements)


def test_every_wording_is_read_as_its_own_sort(assistant: Assistant) -> None:
    asks = NearestAsk(assistant.embedder)
    assert {kind: {asks.kind(text) for text in said} for kind, said in WORDINGS.items()} == {
        kind: {kind} for kind in WORDINGS
    }
    assert {asks.kind(text) for text in (*OTHERS, "What did Leeds do about caseloads?")} == {None}
