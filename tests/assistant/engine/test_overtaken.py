"""Accounts that a later turn puts into the past, and sentences that only put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine import SourceText, StageEngine
from assistant.engine.overtaken import overtake, part_corrections
from assistant.engine.past_accounts import puts_in_the_past
from assistant.engine.texts import Sentence, cut_sentences, read_sentences

BAD = "No one applies for our manager posts. Staff say nothing will ever change."
GOOD = "Today every advert brings ten good people, weekly data match audit and schools ring us first."
TROUBLED = (
    "Three heads of service in two years. Agency is 36%. The police have set up their own meeting about our children."
)


def turns(*texts: str) -> list[SourceText]:
    return [SourceText(f"turn {i}", text) for i, text in enumerate(texts, start=1)]


def served(texts: list[SourceText]) -> list[Sentence]:
    return part_corrections(overtake(cut_sentences(texts, restating=True)))


def counting(texts: list[SourceText]) -> list[str]:
    return [s.text for s in served(texts) if s.counts]


@pytest.mark.parametrize(
    "sentence",
    [
        "I should have said that was 2019.",
        "None of that is true any more.",
        "That was five years ago.",
        "I was quoting the 2021 report.",
        "That was us then, not us now.",
        "Those notes are from 2020, before the new director.",
        "That describes how we were in 2017.",
        "Sorry - that's the position as of 2021.",
        "All of that is behind us.",
        "That was under the last director.",
        "Sorry, an old paper.",
        "Since January that has changed.",
    ],
)
def test_an_account_is_put_into_the_past_however_it_is_said(sentence: str) -> None:
    assert puts_in_the_past(sentence)
    assert counting(turns(BAD, f"{sentence} {GOOD}")) == [GOOD]
    assert {s.standing for s in served(turns(BAD, sentence)) if s.source == "turn 1"} == {"past"}


@pytest.mark.parametrize(
    "sentence",
    [
        "That was 2019, and nothing has changed.",
        "That has been so since 2019.",
        "That is still so.",
        "That was the third time this year.",
        "It was in 2019 that the director left.",
        "They are no longer answering.",
        "The strategy was 2019.",
        "This is no longer a service.",
        "This goes back to 2013 and was in both plans.",
    ],
)
def test_a_sentence_that_tells_of_something_else_or_says_it_holds_takes_nothing(sentence: str) -> None:
    assert not puts_in_the_past(sentence)
    assert counting(turns(BAD, sentence))[:2] == [s.text for s in cut_sentences(turns(BAD))]


def test_only_the_last_account_is_meant_unless_all_of_it_is() -> None:
    told = turns("Agency is 36%.", "Reviews are late.", "That was three years ago.")
    assert counting(told) == ["Agency is 36%."]
    assert counting(turns("Agency is 36%.", "Reviews are late.", "None of that is true any more.")) == []


def test_a_part_that_is_named_is_all_that_is_past() -> None:
    told = counting(turns(TROUBLED, "The bit about the police was three years ago."))
    assert told == ["Three heads of service in two years.", "Agency is 36%."]


def test_a_mistake_takes_back_only_what_is_told_otherwise() -> None:
    again = "The police have not set up their own meeting."
    told = counting(turns(TROUBLED, f"Sorry, I got that wrong. {again}"))
    assert told == ["Three heads of service in two years.", "Agency is 36%.", again]


def test_a_mistake_that_goes_on_to_nothing_takes_back_the_whole_account() -> None:
    assert counting(turns(TROUBLED, "Sorry, I got that wrong.")) == []


def test_what_a_correction_goes_on_to_tell_counts_by_itself() -> None:
    texts = turns(TROUBLED, "Sorry, I was wrong about the police: they come to everything now.")
    told = [s for s in served(texts) if s.source == "turn 2"]
    assert [(s.text, s.counts) for s in told] == [
        ("Sorry, I was wrong about the police", False),
        ("they come to everything now.", True),
    ]
    assert all(s.text == texts[1].text[s.start : s.end] for s in told)


@given(st.lists(st.sampled_from([BAD, GOOD, TROUBLED, "That was 2019.", "I misread it; agency is 9%."]), max_size=4))
def test_every_piece_is_the_words_at_its_place(said: list[str]) -> None:
    texts = {text.name: text for text in turns(*said)}
    assert all(s.text == texts[s.source].text[s.start : s.end] for s in served(list(texts.values())))


def test_what_the_model_learned_from_is_read_without_these_rules() -> None:
    read = read_sentences(turns(BAD, "That was 2019."))
    assert [s.standing for s in read] == [None, None, None] and all(s.counts for s in read)


def test_an_overtaken_account_no_longer_decides_the_stage(engine: StageEngine) -> None:
    before, after = engine.assess(turns(BAD)), engine.assess(turns(BAD, f"I should have said that was 2019. {GOOD}"))
    assert (before.outcome, after.outcome) == ("complete_lock", "steady")
    assert not any("2019" in signal.quote for signal in [*after.signals, *after.against])
    assert {signal.standing for signal in after.against} == {"past"}
