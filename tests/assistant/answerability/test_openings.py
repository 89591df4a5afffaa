"""Users are not told to check what they know of their own service."""

import pytest

from assistant.answerability.openings import merely_asks, without_own, without_times
from assistant.answerability.premises import difference


@pytest.mark.parametrize(
    "question",
    [
        "When was Sefton put under a statutory direction?",
        "When were the agency rules brought in?",
        "As lead member, what should I ask about caseloads?",
        "As the independent chair of an improvement board, how do I stop it being a ritual?",
        "With two managers off sick, how do we keep supervision going?",
        "If our partners stay away, what can we do?",
        "Why do our social workers keep leaving?",
        "Who led the review of Rotherham?",
    ],
)
def test_a_date_a_role_and_a_situation_of_ones_own_are_not_taken_for_granted(question: str) -> None:
    assert merely_asks(question)


@pytest.mark.parametrize(
    "question",
    [
        "As the agency rules let us hire newly qualified workers, how many should we take?",
        "As Ofsted grades the board, how do we prepare?",
        "After Leeds was put into a trust in 2010, how do we copy it?",
        "With plans at an all time high in 2025, how do we staff conferences?",
        "Since Rotherham got good without any commissioners, do we need them?",
        "Why did Bradford's drive fail?",
    ],
)
def test_what_is_said_of_others_still_is(question: str) -> None:
    assert not merely_asks(question)


def test_since_a_time_gives_no_reason_and_since_something_happened_does() -> None:
    assert "since" not in without_times("Nine children have not been seen since March, since last year or since 2019.")
    assert "Since" in without_times("Since Marchwood became a trust, how has it done?")


@pytest.mark.parametrize(
    "question",
    [
        "I've got 40 children with no allocated worker. How do we clear that?",
        "We were graded good, so what now?",
        "Our children have waited 60 days for a visit.",
    ],
)
def test_the_users_own_figures_and_grades_are_not_checked_against_those_of_others(question: str) -> None:
    assert difference(question, "In 2018 inadequate Northamptonshire had 267 children without a worker.") is None


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("We have 35 weeks to finish care proceedings, right?", "35"),
        ("I thought it was 45 days, so are we fine?", "45"),
        ("I had it in my head that we were past 84,000.", "84,000"),
        ("We're on 16% agency against the England rate of 18%.", "18"),
    ],
)
def test_what_users_think_were_told_or_are_bound_by_is_checked(question: str, own: str) -> None:
    assert difference(question, "The figure is 26.") == ("figure", own)


def test_a_clause_that_names_a_place_of_the_notes_is_nobodys_own() -> None:
    assert "2014" in without_own("We are like Rotherham in 2014.")
    assert without_own("We have 12 vacancies.") == ""
