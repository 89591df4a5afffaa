"""Sentence spans: where they are cut, and that nothing is lost."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine import split_sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@given(
    st.text(alphabet=st.sampled_from("aB1 .!?…\n\t\r|-•\"'”)No.Dr\u2028\u00a0:;"), max_size=200) | st.text(max_size=200)
)
def test_spans_are_ordered_stripped_and_cover_every_visible_character(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(character.isspace() for i, character in enumerate(text) if i not in covered)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Smith rang. No. 7 was late.", ["Dr. Smith rang.", "No. 7 was late."]),
        ("He said no. That was it.", ["He said no.", "That was it."]),
        ("It is 3.5 per cent. we lost it.", ["It is 3.5 per cent.", "we lost it."]),
        ("Late at 5 p.m. on Friday. Fine.", ["Late at 5 p.m. on Friday.", "Fine."]),
        ("e.g. the north team, etc. and the south.", ["e.g. the north team, etc. and the south."]),
        ('"Nobody comes," she said. "Why?" he asked.', ['"Nobody comes," she said.', '"Why?" he asked.']),
        ("Well... maybe not.", ["Well... maybe not."]),
    ],
)
def test_stops_that_end_no_sentence_do_not_cut(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_list_items_table_rows_and_turns_stand_alone() -> None:
    text = "- one thing\n- another. And more\n\n1. First\n| a | b. C | d |\nChair: why?\nDirector: I cannot say."
    assert cut(text) == [
        "- one thing",
        "- another.",
        "And more",
        "1. First",
        "| a | b. C | d |",
        "Chair: why?",
        "Director: I cannot say.",
    ]


def test_prose_wrapped_by_a_mail_program_is_one_sentence() -> None:
    text = "The dashboard has been wrong since the upgrade and each of the managers\nnow keeps a list by hand."
    assert cut(text) == [text]


def test_a_very_long_line_is_cut_in_linear_time() -> None:
    assert len(split_sentences("Work is late. " * 50_000)) == 50_000
