"""Sentences that list several observations."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.clauses import split_clauses


def parts(text: str) -> list[str]:
    return [text[a:b] for a, b in split_clauses(text)]


def test_a_list_of_observations_is_cut_without_its_joints() -> None:
    text = "Our assessments are slowing, the dashboard does not match what teams say, and one duty team is all agency."
    assert parts(text) == [
        "Our assessments are slowing",
        "the dashboard does not match what teams say",
        "one duty team is all agency.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Police, health, education and probation came to all of the nineteen meetings.",
        "Contacts rose by a fifth, and the duty manager saw it on day three.",
        "The chair feared that figures were wrong, that staff would leave, and that a collapse was near.",
        "",
    ],
)
def test_other_sentences_stay_whole(text: str) -> None:
    assert parts(text) == ([text] if text else [])


@given(st.text(alphabet="abc ,;/.and isOurthe\n", max_size=200))
def test_clauses_are_in_order_and_leave_out_only_joints(text: str) -> None:
    spans = split_clauses(text)
    assert all(a < b for a, b in spans) or not text
    gaps = [text[end:start] for (_, end), (start, _) in itertools.pairwise(spans)]
    assert all(set(gap) <= set(" ,;/\nandbutsowhileplus\u2013\u2014") and gap for gap in gaps)
    if spans:
        assert (spans[0][0], spans[-1][1]) == (0, len(text))
