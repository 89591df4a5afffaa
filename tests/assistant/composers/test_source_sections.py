"""Under which title a sentence stands, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composers.source_sections import (
    FITS,
    IN_PRACTICE,
    JUDGEMENT,
    ORDER,
    RECORD,
    TO_DO,
    TO_MEASURE,
    grouped,
    purpose,
)
from tests.assistant.making import made


@pytest.mark.parametrize(
    ("text", "heading", "title"),
    [
        ("The agency rate was 13.0% in 2025. [p 4]", "What it found", RECORD),
        ("List the queues this week. [inference]", "What it advises", TO_DO),
        ("Do not restructure while queues grow. [inference]", "What it says about the stages", TO_DO),
        ("A restructure costs a year. [inference]", "What it says about the stages", JUDGEMENT),
        ("Supervision records show reflection. [inference]", "How you would know in 90 days", TO_MEASURE),
        ("It suits a service that has lost sight. [inference]", "Where it fits", FITS),
        ("Seventy-three months passed in Bradford. [p 2]", "How long it took", IN_PRACTICE),
    ],
)
def test_a_sentence_stands_under_what_it_is_for(text: str, heading: str, title: str) -> None:
    assert purpose(made(text, heading=heading)) == title


def test_what_names_no_place_has_not_been_done_elsewhere() -> None:
    heading = "What changed and how long it took"
    assert purpose(made("Plans must be sent in 70 days. [p 2]", heading=heading)) == RECORD
    assert purpose(made("Sunderland took six years. [p 2]", heading=heading)) == IN_PRACTICE


def test_a_term_of_the_glossary_is_no_order() -> None:
    assert (
        purpose(made("Repeat plan: A second plan for the same child. [inference]", heading="Help", kind="glossary"))
        == JUDGEMENT
    )
    assert purpose(made("Repeat the audit in June. [inference]", heading="Help")) == TO_DO


def test_documents_come_by_their_best_sentence_and_sentences_in_reading_order() -> None:
    late, other, early = (
        made("The third part says this.", document="a", ordinal=3),
        made("Another note says that.", document="b"),
        made("The first part says this.", document="a", ordinal=1),
    )
    assert grouped([late, other, early]) == [(RECORD, [early, late, other])]


@given(st.lists(st.sampled_from(["What it advises", "What it found", "Where it fits", "What was done"]), max_size=9))
def test_no_sentence_is_lost_and_titles_keep_their_order(headings: list[str]) -> None:
    units = [made("This is what it says.", document=f"d{i}", heading=h) for i, h in enumerate(headings)]
    groups = grouped(units)
    assert sorted(u.chunk.id for _, held in groups for u in held) == sorted(u.chunk.id for u in units)
    titles = [title for title, _ in groups]
    assert titles == [title for title in ORDER if title in titles]
