"""Towers of accents are lowered, and nothing else is touched."""

import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.hygiene import clean
from corpus.lookalikes import as_latin, folded, in_own_script
from corpus.marks import MOST, few_marks

MARKS = [c for c in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(c)]


@given(text=st.text(alphabet=st.sampled_from("aé日한क्षिุ้́\u0301\u0f73\uff9e…—. \n")))
def test_text_as_people_write_it_stays_as_it_is(text: str) -> None:
    if len(text) <= MOST:
        assert few_marks(text) is text or few_marks(text) == text


@given(
    text=st.text(
        alphabet=st.sampled_from(["a", "日", "…", *MARKS[::40], "\u0f73", "\uff9e"]), min_size=31, max_size=200
    )
)
def test_no_letter_has_more_marks_than_any_script_needs(text: str) -> None:
    height = 0
    for part in unicodedata.normalize("NFD", few_marks(text)):
        height = height + 1 if unicodedata.combining(part) else 0
        assert height <= 3 * MOST


def test_every_mark_there_is_counts() -> None:
    every = [
        c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(unicodedata.normalize("NFKD", c)[0])
    ]
    left = [
        c
        for c in every
        if len(few_marks("a" + c * 100)) > MOST + 1
        and all(map(unicodedata.combining, unicodedata.normalize("NFKD", c)))
    ]
    assert left == []


@pytest.mark.parametrize("act", [folded, as_latin, in_own_script, lambda text: clean(text).text])
@pytest.mark.parametrize("tower", ["\u0315\u0300\u0323", "\uff9e\u0323\u0315", "\u0f73\u0300"])
def test_a_tower_as_high_as_a_message_may_be_long_is_cut_down(act: Callable[[str], str], tower: str) -> None:
    assert len(act("a" + tower * 66_000)) < 10 * MOST
