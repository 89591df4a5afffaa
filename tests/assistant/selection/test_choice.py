"""How many sentences are shown: the likely ones, not too many, none twice."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models import Intent
from assistant.passages import Unit
from assistant.selection.choice import LEAST_CHANCE, MOST, WHOLE_NAMES, choose, whole_features
from tests.assistant.making import made

WORDS = "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa".split()
UNLIKE = [made(" ".join(f"{word}{n}" for n in range(5)) + ".", document=f"n{i}") for i, word in enumerate(WORDS)]


def test_only_sentences_that_are_likely_enough_are_shown() -> None:
    assert choose(UNLIKE[:3], [0.5, LEAST_CHANCE, LEAST_CHANCE - 0.01], "guidance") == UNLIKE[:2]


def test_the_likeliest_is_shown_however_unlikely() -> None:
    assert choose(UNLIKE[:2], [0.02, 0.01], "guidance") == UNLIKE[:1]


def test_where_one_thing_is_asked_a_sentence_must_be_likely_beside_the_best() -> None:
    chances = [0.9, 0.5, 0.15]
    assert choose(UNLIKE[:3], chances, "fact") == UNLIKE[:2]
    assert choose(UNLIKE[:3], chances, "guidance") == UNLIKE[:3]


def test_a_fact_takes_fewer_sentences_than_guidance() -> None:
    even = [0.5] * len(UNLIKE)
    assert len(choose(UNLIKE, even, "fact")) < len(choose(UNLIKE, even, "guidance")) == MOST


def test_what_says_nearly_the_same_is_shown_once() -> None:
    one = made("The agency rate in England fell from 17.8% to 13.0% between 2023 and 2025.")
    other = made("England's agency rate fell from 17.8% in 2023 to 13.0% in 2025.", document="other")
    assert choose([one, other], [0.9, 0.8], "guidance") == [one]


SENTENCES = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), min_size=3, max_size=8), st.floats(0, 1)), min_size=0, max_size=20
)


@given(SENTENCES, st.sampled_from(get_args(Intent)))
def test_what_is_shown_is_in_order_without_repeats_and_bounded(
    drawn: list[tuple[list[str], float]], intent: Intent
) -> None:
    drawn.sort(key=lambda pair: -pair[1])
    units = [made(" ".join(words), document=f"n{i}") for i, (words, _) in enumerate(drawn)]
    shown = choose(units, [chance for _, chance in drawn], intent)
    assert len(shown) <= MOST
    assert bool(shown) == bool(units)
    assert shown[:1] == units[:1]
    places = [units.index(unit) for unit in shown]
    assert places == sorted(set(places))
    assert all(drawn[place][1] >= LEAST_CHANCE for place in places[1:])
    assert len({frozenset(unit.text.split()) for unit in shown}) == len(shown)


@pytest.mark.parametrize(("chances", "shown"), [([], 0), ([0.4], 1), ([0.9, 0.5, 0.3, 0.2], 2)])
def test_wholeness_is_told_from_one_finite_number_for_each_name(chances: list[float], shown: int) -> None:
    row = whole_features(chances, shown, "fact", "How many, and why?")
    assert row.shape == (len(WHOLE_NAMES),)
    assert np.isfinite(row).all()
    assert row[WHOLE_NAMES.index("chances left out")] == pytest.approx(sum(chances[shown:]))


def test_choosing_from_nothing_gives_nothing() -> None:
    nothing: list[Unit] = []
    assert choose(nothing, [], "fact") == []
