"""Parts of a message, cues and features."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.messages.cues import NAMES, read_cues
from assistant.messages.features import BEFORE_CHARACTERS, MOST_CHARACTERS, last_and_before
from assistant.messages.text import windows, words_of


def test_a_single_sentence_has_no_parts() -> None:
    assert windows("Where are we now?") == []


def test_parts_are_sentences_and_neighbours() -> None:
    assert windows("One. Two. Three.") == ["One.", "Two.", "Three.", "One. Two.", "Two. Three."]


def test_a_long_run_of_words_is_cut_into_overlapping_stretches() -> None:
    parts = windows(" ".join(f"w{i}" for i in range(120)))
    assert len(parts) > 4
    assert all(f"w{i}" in " ".join(parts).split() for i in range(120))


def test_figures_are_made_nought() -> None:
    assert words_of("Rose to 1904 in Q2") == ["rose", "to", "0000", "in", "q0"]


@given(st.text())
def test_cues_are_small_numbers_for_any_text(text: str) -> None:
    cues = read_cues(text, 1, frozenset())
    assert len(cues) == len(NAMES)
    assert all(0 <= cue <= 2.5 for cue in cues)


def test_little_is_read_of_a_long_message_and_of_the_turn_before() -> None:
    last, before = last_and_before(["a" * 5_000, "b" * 5_000])
    assert (len(last), len(before)) == (MOST_CHARACTERS, BEFORE_CHARACTERS)
    assert last_and_before(["only"]) == ("only", "")
