"""A figure of some people is not given for that of others."""

from dataclasses import replace

import pytest

from assistant.answerability.judge import Judge
from assistant.answerability.whom import of_whom
from assistant.composers.figures import national_figure
from assistant.retriever import Retriever
from assistant.selection import Selector
from assistant.understanding import understand


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What's the national average sickness absence for foster carers?", {"foster", "carer"}),
        ("What is the average caseload of independent reviewing officers?", {"independ", "review", "offic"}),
        ("What's the average IRO caseload?", {"iro"}),
        ("What is residential staff sickness absence in England?", {"residenti"}),
    ],
)
def test_the_people_whom_a_measure_is_asked_of_are_read_behind_it_and_before_it(question: str, named: set[str]) -> None:
    assert of_whom(question) == named


@pytest.mark.parametrize(
    "question",
    [
        "What's the national vacancy rate for children's social workers?",
        "What is the average caseload per full-time worker?",
        "What is the average caseload in England?",
        "What was turnover for the year to September 2025?",
        "How do we keep team managers?",
    ],
)
def test_social_workers_go_without_saying_and_without_a_measure_nobody_is_asked_of(question: str) -> None:
    assert of_whom(question) == frozenset()


@pytest.mark.parametrize(
    "question",
    [
        "What's the national average sickness absence for foster carers?",
        "What is the average caseload of independent reviewing officers in England?",
        "What is the national sickness absence rate for residential staff?",
        "How many improvement boards were there in England in 2025?",
    ],
)
def test_a_figure_that_nothing_found_is_of_is_declined_and_no_national_one_stands_in(
    retriever: Retriever, question: str
) -> None:
    understanding = understand([question])
    selection = Selector(retriever).select(understanding, retriever.search(understanding.query))
    assert Judge().judge(selection).declines
    assert national_figure(understanding, retriever) is None


@pytest.mark.parametrize(
    "question", ["What's the national vacancy rate for children's social workers?", "What is the average caseload?"]
)
def test_a_national_figure_of_social_workers_is_given_where_they_or_nobody_are_named(
    retriever: Retriever, question: str
) -> None:
    assert national_figure(understand([question]), retriever) is not None


@pytest.mark.parametrize(
    "question",
    [
        "How often must looked-after children be visited?",
        "What proportion of looked-after children move three or more times a year?",
        "How many looked-after children are there?",
    ],
)
def test_a_rate_stands_in_for_no_count_no_share_and_no_interval(retriever: Retriever, question: str) -> None:
    assert national_figure(replace(understand([question]), intent="fact"), retriever) is None
