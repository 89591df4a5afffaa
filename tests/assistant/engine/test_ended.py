"""Difficulties told of as ended, and the look-alikes that go on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine import SourceText, StageEngine
from assistant.engine.ended import part_ended, set_aside_long_ago, tells_of_an_end
from assistant.engine.texts import read_sentences

DIFFICULTY = {"losing_grip", "service_breakdown", "systemic_crisis", "complete_lock"}
ENDED = [
    "The constabulary wound up its own triage desk in April.",
    "Both trusts have dropped their parallel panel, since our meetings decide things.",
    "The separate list that the heads kept has been given up.",
    "Schools are referring to us again.",
    "Health has rejoined the strategy meetings.",
    "The hospital no longer holds babies over the weekend.",
    "GPs don't ring round for a kind social worker any more.",
    "The agencies took off their premium in May.",
    "The university lifted its ban on placing students with us.",
    "Cafcass withdrew its letter of concern.",
    "Three managers have come back to us, and two have taken their old teams.",
    "The fostering agencies, which once ranked us last, offer us carers first again.",
    "The police used to run their own meeting and have closed it.",
    "The quarrel between the two offices is settled.",
    "Partners chair the board with us.",
]
GOES_ON = [
    "Schools stopped referring to us in the spring.",
    "The trusts have closed the door to us.",
    "The agency ended its contract with us.",
    "The neighbouring council withdrew its secondees.",
    "Inspectors came back to inspect the same cases.",
    "The backlog returned in the autumn.",
    "Two heads have dropped out of the partnership board.",
    "They no longer answer.",
    "The police ended their part in the MASH.",
    "Three people applied again and withdrew.",
    "The police say they would close their own panel if we answered the phone.",
    "The trusts have not ended their parallel panel.",
    "The police closed their own desk but still ring the school and not us.",
    "Health rejoined the board in name only.",
    "The police closed the joint desk and opened one of their own.",
    "Families have come back to us for the third time.",
    "The agencies came back to us asking for a higher rate.",
    "Schools refer the same children to us again each term.",
    "Partners no longer go round us; they have stopped coming at all.",
    "The trusts went back to their own panel.",
    "Staff have given up their own time for a year.",
    "Our panel has been given up; each area uses its own threshold again.",
    "Health let us use their own form.",
    "The schools rejoined the partnership in May and walked out in June.",
    "The police take our calls again only when the chief rings.",
    "Two trusts returned to us the money for joint posts.",
    "The agencies dropped the premium staff and send new ones.",
    "The hospital has withdrawn its own support workers.",
]


@pytest.mark.parametrize("sentence", ENDED)
def test_what_others_gave_up_or_came_back_to_is_over(sentence: str) -> None:
    assert tells_of_an_end(sentence)


@pytest.mark.parametrize("sentence", GOES_ON)
def test_similar_words_for_a_difficulty_that_goes_on_say_no_end(sentence: str) -> None:
    assert not tells_of_an_end(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "The constabulary wound up its own triage desk in April because our front door answers now.",
        "Schools are referring to us again after two years of ringing the police instead.",
        "Health has rejoined the strategy meetings, the agencies took off their premium and the court has withdrawn its concerns.",
        "Six years ago nobody would work here and the police ran their own list.",
    ],
)
def test_a_service_whose_difficulty_ended_is_not_staged_as_in_it(engine: StageEngine, text: str) -> None:
    found = engine.assess([SourceText("question", text)])
    assert found.outcome not in DIFFICULTY
    assert not [s for s in found.signals if s.standing == "now_here" and s.stage in DIFFICULTY]


def test_a_marker_of_a_steady_service_in_similar_words_still_counts(engine: StageEngine) -> None:
    text = "All that is over: leaders see weekly figures they trust, vacancies are 5%, work flows and partners co-chair the front door."
    assert engine.assess([SourceText("question", text)]).outcome == "steady"


def test_a_service_still_gone_round_is_staged_so_beside_one_partner_who_came_back(engine: StageEngine) -> None:
    text = (
        "Health has rejoined the strategy meetings. Schools ring the police and not us, and two trusts run their own panel. "
        "The court orders independent social workers in every case of ours."
    )
    found = engine.assess([SourceText("question", text)])
    assert found.outcome == "systemic_crisis"
    assert "Health has rejoined the strategy meetings." not in [s.quote for s in found.signals]


def test_what_is_wrong_beside_an_end_is_a_sentence_of_its_own_and_counts() -> None:
    text = "The police closed their own panel in May, and our duty team has 40 children waiting for a worker."
    read = part_ended(read_sentences([SourceText("question", text)]))
    assert [s.text for s in read] == [
        "The police closed their own panel in May",
        "our duty team has 40 children waiting for a worker.",
    ]
    assert all(text[s.start : s.end] == s.text and s.counts for s in read)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Six years ago nobody would work here.", False),
        ("In 2016 the police here ran their own list.", False),
        ("Six years ago nobody would work here and nobody does now.", True),
        ("In 2016 the police built a list that is used here.", True),
    ],
)
def test_what_opens_in_another_year_is_past_though_it_says_here(text: str, counts: bool) -> None:
    (read,) = set_aside_long_ago(read_sentences([SourceText("question", text)]))
    assert read.counts is counts


def test_training_reads_sentences_without_it() -> None:
    text = "The police closed their own panel. Six years ago nobody would work here."
    assert all(s.counts for s in read_sentences([SourceText("question", text)]))


@given(st.text(max_size=400))
def test_any_text_keeps_its_place_when_parted(text: str) -> None:
    for sentence in part_ended(read_sentences([SourceText("question", text)])):
        assert text[sentence.start : sentence.end] == sentence.text
