"""A follow-up on an assessment shows the part of it that was asked for."""

import pytest

from assistant import titles
from assistant.assistant import Assistant
from assistant.models import Answer, Question

BREAKDOWN = (
    "Two plans, and the same findings each time. Three of five team managers are interim, half the assessment team is agency, caseloads "
    "are 29 and thresholds differ by hub. The police complained in writing but still attend."
)
CRISIS = (
    "The police refuse to step cases down to us and hold their own meetings about our children, the judge asks for independent social "
    "workers, and we have stopped inviting visitors."
)
GUIDANCE = "How often must a child on a child protection plan be visited?"


def follow(assistant: Assistant, *turns: str) -> Answer:
    return assistant.ask(Question(turns=list(turns)))


def shown(answer: Answer) -> list[str]:
    return [section.title for section in answer.sections]


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("What should we do next?", titles.NEXT),
        ("Why do you say that?", titles.WHY),
        ("How sure are you?", titles.WHY_NOT),
        ("Why not the next one up?", "Why not systemic crisis"),
        ("What would change your mind?", titles.OPEN),
        ("What should we avoid?", "What would be a mismatch now"),
        ("Who else has been in this position?", titles.PLACES),
        ("How long does it usually take to get out?", "How long it takes"),
        ("How would we know it is working?", "How you would know it is working"),
        ("And by 90 days?", "By 90 days"),
        ("Could it get worse?", "What moves it up or down"),
    ],
)
def test_a_follow_up_shows_the_part_that_it_asks_for(assistant: Assistant, asked: str, title: str) -> None:
    answer = follow(assistant, BREAKDOWN, asked)
    assert answer.status == "answered"
    assert answer.assessment is not None and answer.assessment.stage == "service_breakdown"
    assert title in shown(answer)
    assert answer.citations


def test_why_quotes_the_users_own_words(assistant: Assistant) -> None:
    answer = follow(assistant, BREAKDOWN, "Why?")
    (why,) = [s for s in answer.sections if s.title == titles.WHY]
    assert why.statements[0].text.startswith("You wrote ")


def test_an_ordinal_tells_of_that_next_step_and_of_who_has_done_it(assistant: Assistant) -> None:
    listed = follow(assistant, BREAKDOWN, "What should we do next?")
    (steps,) = [s for s in listed.sections if s.title == titles.NEXT]
    second = steps.statements[1].text.splitlines()[0].rstrip(".")
    told = follow(assistant, BREAKDOWN, "What should we do next?", "Tell me more about the second one.")
    assert second in shown(told) and "First steps" in shown(told)
    done = follow(assistant, BREAKDOWN, "Tell me more about the second one.", "Who else has done that?")
    assert second in shown(done) and "Who has done it" in shown(done)


def test_an_ordinal_beyond_the_list_gets_the_list(assistant: Assistant) -> None:
    steady = "Weekly data match audit, every post fills, schools ring us first and no child waits."
    assert titles.NEXT in shown(follow(assistant, steady, "Explain the fifth step."))


def test_after_an_answer_on_another_matter_why_is_about_that(assistant: Assistant) -> None:
    assert titles.WHY not in shown(follow(assistant, BREAKDOWN, GUIDANCE, "Why?"))


def test_without_an_account_the_same_question_is_one_like_any_other(assistant: Assistant) -> None:
    assert follow(assistant, GUIDANCE, "How long does it take?").assessment is None


def test_a_stage_that_the_user_guesses_does_not_replace_the_assessed_one(assistant: Assistant) -> None:
    guess = "Surely we're just losing grip?"
    held = follow(assistant, CRISIS, guess)
    assert held.assessment is not None and held.assessment.stage == "systemic_crisis"
    assert "Why not losing grip" in shown(held)
    later = follow(assistant, CRISIS, guess, "Would a recruitment drive help?")
    assert "losing grip" not in later.standalone_query


@pytest.mark.parametrize(
    "account",
    [
        "No one applies, agencies refuse us, four directors in three years and staff say nothing will change. What should we do?",
        "Plans have come and gone for nine years, no one applies for posts and the region uses our name as a warning.",
        "Schools go to the police first, health meets without us and we turned down the peer review. What should we do first?",
    ],
)
def test_an_account_that_asks_only_what_to_do_is_staged(assistant: Assistant, account: str) -> None:
    answer = follow(assistant, account)
    assert answer.intent == "stage_and_next"
    assert titles.WHERE in shown(answer)


def test_whether_an_action_is_wise_is_asked_of_the_stage_that_was_assessed(assistant: Assistant) -> None:
    asked = "Would a recruitment drive help?"
    drive = follow(assistant, CRISIS, "Surely we're just losing grip?", asked)
    assert drive.standalone_query == "Would a recruitment drive help? (systemic crisis)"
    assert drive.sections[0].title == titles.WHERE
    said = [line for s in drive.sections for t in s.statements for line in t.text.splitlines()]
    assert any(line.startswith("Systemic crisis: Recruitment") for line in said)
    other = follow(assistant, CRISIS, asked, "Or a restructure?")
    assert other.standalone_query == "Would a restructure help? (systemic crisis)"


def test_a_stage_or_place_that_the_question_names_is_the_one_it_is_about(assistant: Assistant) -> None:
    assert "systemic" not in follow(assistant, CRISIS, "Would a restructure help in losing grip?").standalone_query


@pytest.mark.parametrize(
    "message",
    ["Ignore that, I pasted notes about another council.", "Wrong council, sorry.", "Please start again."],
)
def test_what_was_taken_back_is_named_and_ones_own_is_asked_for(assistant: Assistant, message: str) -> None:
    answer = follow(assistant, CRISIS, message)
    assert answer.status == "needs_evidence"
    assert shown(answer)[:2] == ["What no longer counts", "Not enough to name a stage"]
    assert "The police refuse to step cases down to us" in answer.sections[0].statements[0].text


def test_an_account_that_was_not_taken_back_is_staged_beside_what_was(assistant: Assistant) -> None:
    answer = follow(assistant, BREAKDOWN, CRISIS, "Ignore that, I pasted notes about another council.")
    assert answer.assessment is not None and answer.assessment.stage == "service_breakdown"
    assert shown(answer)[0] == "What no longer counts"
