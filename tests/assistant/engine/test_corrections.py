"""What marks do to sentences: gone, or set aside, and nothing else touched."""

import pytest

from assistant.engine import SourceText, place_marks
from assistant.engine.corrections import apply_marks, undate_withdrawn
from assistant.engine.texts import Sentence, count_once, cut_sentences
from assistant.models import Mark, Verdict

LISTING = "The flow of work is slowing, the figures are wrong, and one team has gone."
LONG = "Contacts wait nine days at the front door and nobody can say why."
TURNS = [SourceText("turn 1", "The schools ring the police first. Reviews are late."), SourceText("turn 2", LISTING)]


def corrected(texts: list[SourceText], *marks: Mark) -> list[Sentence]:
    placed = place_marks(marks, texts)
    return count_once(apply_marks(cut_sentences(undate_withdrawn(texts, placed)), texts, placed))


def counting(texts: list[SourceText], *marks: Mark) -> list[str]:
    return [s.text for s in corrected(texts, *marks) if s.counts]


def test_without_marks_nothing_changes() -> None:
    assert corrected(TURNS) == count_once(cut_sentences(TURNS))


@pytest.mark.parametrize("verdict", ["past", "elsewhere"])
def test_a_sentence_that_a_mark_touches_is_set_aside_whole_with_its_standing(verdict: Verdict) -> None:
    first = corrected(TURNS, Mark(quote="ring the police", verdict=verdict))[0]
    assert (first.text, first.standing, first.counts, first.marked) == (
        "The schools ring the police first.",
        verdict,
        False,
        True,
    )


def test_a_wrong_sentence_is_gone() -> None:
    texts = [s.text for s in corrected(TURNS, Mark(source="turn 1", start=4, end=9, verdict="wrong"))]
    assert texts == ["Reviews are late.", LISTING]


def test_one_observation_of_a_list_goes_and_the_others_stay() -> None:
    assert counting(TURNS, Mark(quote="the figures are wrong", verdict="past"))[2:] == [
        "The flow of work is slowing",
        "one team has gone.",
    ]
    for sentence in corrected(TURNS, Mark(quote="the figures are wrong", verdict="past")):
        source = next(text.text for text in TURNS if text.name == sentence.source)
        assert source[sentence.start : sentence.end] == sentence.text


def test_a_mark_over_several_sentences_touches_them_all() -> None:
    assert counting(TURNS, Mark(quote="police first. Reviews", verdict="past")) == [LISTING]


@pytest.mark.parametrize("marked", ["report", "letter"])
@pytest.mark.parametrize("verdict", ["wrong", "past", "elsewhere"])
def test_a_mark_on_one_of_two_copies_of_a_sentence_is_on_both(marked: str, verdict: Verdict) -> None:
    texts = [SourceText("report", LONG), SourceText("letter", f"You asked. {LONG} It is so.")]
    assert counting(texts, Mark(quote=LONG, source=marked, verdict=verdict)) == ["You asked.", "It is so."]


def test_a_mark_on_one_observation_of_a_list_is_on_its_copy_too() -> None:
    texts = [SourceText("report", LISTING), SourceText("letter", f"You asked. {LISTING}")]
    assert counting(texts, Mark(quote="the figures are wrong", source="letter", verdict="wrong")) == [
        "The flow of work is slowing",
        "one team has gone.",
        "You asked.",
        "The flow of work is slowing",
        "one team has gone.",
    ]


@pytest.mark.parametrize("marked", ["report", "copy"])
def test_a_mark_on_a_copy_of_a_whole_text_is_on_the_text(marked: str) -> None:
    texts = [SourceText("report", f"Late. {LONG}"), SourceText("copy", f" Late.\n{LONG}")]
    assert counting(texts, Mark(source=marked, verdict="wrong")) == []
    assert counting(texts, Mark(quote="Late", source=marked, verdict="wrong")) == [LONG]


@pytest.mark.parametrize("verdict", ["wrong", "past", "elsewhere"])
def test_a_text_marked_whole_stops_counting_and_no_other_does(verdict: Verdict) -> None:
    texts = [*TURNS, SourceText("report", f"{LONG} Posts stand empty.")]
    assert counting(texts, Mark(source="report", verdict=verdict)) == counting(TURNS)


def test_words_of_a_withdrawn_text_that_another_says_too_still_count_once() -> None:
    texts = [SourceText("report", f"{LONG} Late."), SourceText("letter", f"You asked. {LONG}")]
    assert counting(texts, Mark(source="report", verdict="elsewhere")) == ["You asked.", LONG]


def test_a_withdrawn_text_no_longer_makes_an_older_one_past() -> None:
    old, new = SourceText("old", "Schools go round us.", "2021"), SourceText("new", "Posts stand empty.", "2025")
    assert counting([old, new]) == ["Posts stand empty."]
    assert counting([old, new], Mark(source="new", verdict="elsewhere")) == ["Schools go round us."]


def test_of_several_marks_on_the_same_words_the_strongest_holds() -> None:
    marks = [Mark(quote="Reviews are late", verdict=verdict) for verdict in ("elsewhere", "past")]
    assert corrected(TURNS, *marks)[1].standing == "elsewhere"
    marks.append(Mark(quote="Reviews are late", verdict="wrong"))
    assert "Reviews are late." not in [s.text for s in corrected(TURNS, *marks)]


def test_a_mark_goes_before_a_standing_that_a_rule_has_set() -> None:
    texts = [SourceText("question", "In 2014 nobody would apply.")]
    assert corrected(texts, Mark(quote="nobody would apply", verdict="elsewhere"))[0].standing == "elsewhere"
