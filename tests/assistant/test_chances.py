"""Chances in words: surer is never said weaker, and no forecast sounds certain."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chances import BANDS, LEAST_SURE, certainty, how_sure, times_in_ten

chances = st.floats(0, 1)
ORDER = [words for _, words in BANDS] + [LEAST_SURE]


@pytest.mark.parametrize(
    ("confidence", "sentence"),
    [
        (0.99, "Very likely: a judgement as sure as this is right more than 9 times in 10."),
        (0.9, "Very likely: a judgement as sure as this is right about 9 times in 10."),
        (0.7, "Likely: a judgement as sure as this is right about 7 times in 10."),
        (0.5, "More likely than not: a judgement as sure as this is right about 5 times in 10."),
        (0.42, "Only just the best fit: a judgement as sure as this is right about 4 times in 10."),
    ],
)
def test_certainty_says_a_word_and_how_often_it_is_right(confidence: float, sentence: str) -> None:
    assert certainty(confidence) == sentence


def test_a_judgement_on_one_observation_says_so() -> None:
    assert certainty(0.99, alone=True).endswith("It rests on one observation: look for a second before you act on it.")
    assert "one observation" not in certainty(0.99)


@given(chances, chances)
def test_a_surer_judgement_is_never_said_in_a_weaker_word(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert ORDER.index(how_sure(high)) <= ORDER.index(how_sure(low))


@given(chances)
def test_no_judgement_is_said_to_be_always_or_never_right(confidence: float) -> None:
    (times,) = re.findall(r"(\d+) times in 10", times_in_ten(confidence))
    assert 1 <= int(times) <= 9
    assert abs(int(times) / 10 - confidence) <= 0.1 + 1e-9
