"""Which kind of answer a question wants, and which sentences hold one."""

import pytest

from assistant.answerability.wanted import Wanted
from assistant.understanding import understand


def wanted(question: str) -> Wanted:
    return Wanted.of(understand([question]))


@pytest.mark.parametrize(
    ("question", "kind", "holds", "lacks"),
    [
        (
            "How much did Bradford spend on agency staff?",
            "sum",
            "Agency staff cost £17.4 million in 2020/21.",
            "Bradford relied on agency staff in all of its teams.",
        ),
        (
            "What percentage of posts were vacant?",
            "share",
            "Vacancies stood at 14.2% of posts.",
            "Many posts were vacant.",
        ),
        (
            "How many children had no social worker?",
            "count",
            "Some 267 children had none.",
            "Children went without a worker.",
        ),
        (
            "How long did it take to recover?",
            "duration",
            "It took the council seven long years.",
            "It took the council much patience.",
        ),
        (
            "When did Sunderland leave inadequate?",
            "date",
            "Sunderland left inadequate in August 2021.",
            "Sunderland left inadequate at last.",
        ),
        (
            "Who led the review?",
            "person",
            "The review was led by Louise Casey.",
            "The review was led by an outsider.",
        ),
        (
            "Which council had four directors?",
            "place",
            "There were four directors in Harrow.",
            "Four directors came and went.",
        ),
        (
            "Why did the plan fail?",
            "reason",
            "It failed because nobody owned it.",
            "The plan did not hold.",
        ),
    ],
)
def test_a_kind_of_answer_is_held_by_a_sentence_of_that_kind(question: str, kind: str, holds: str, lacks: str) -> None:
    asked = wanted(question)
    assert kind in asked.kinds
    assert asked.is_held(holds)
    assert not asked.is_held(lacks)


def test_a_question_for_advice_wants_no_kind_and_any_sentence_will_do() -> None:
    asked = wanted("What should we tell partners about thresholds?")
    assert asked.kinds == ()
    assert asked.is_held("Tell them.")


def test_measures_places_and_years_are_read_and_places_are_no_stems() -> None:
    asked = wanted("What was Sunderland's agency rate in 2015?")
    assert asked.measures
    assert (asked.places, asked.years) == (("Sunderland",), {"2015"})
    assert not {"sunderland", "2015"} & asked.stems


def test_a_sentence_is_about_a_question_when_it_names_its_places_and_years() -> None:
    asked = wanted("What was Sunderland's agency rate in 2015?")
    assert asked.is_about("Sunderland: report. Agency stood at 30%.")
    assert not asked.is_about("Agency stood at 30%.")
    assert asked.is_dated("In 2015 it was 30%.")
    assert not asked.is_dated("In 2014 it was 30%.")


def test_without_places_and_years_every_sentence_is_about_it() -> None:
    asked = wanted("What is the agency rate?")
    assert asked.is_about("Anything.")
    assert asked.is_dated("Anything.")
