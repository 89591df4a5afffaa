"""Intents, withdrawals, names, and queries that stand alone."""

import pytest

from assistant.messages import Reading
from assistant.messages.models import KINDS, STOPS
from assistant.models import Intent
from assistant.queries.entities import stages_in
from assistant.understanding import understand


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Assessments are slowing and one team is all agency. What stage are we in?", "stage_and_next"),
        ("Heads have started ringing the police before us and health send juniors. Where are we?", "stage_and_next"),
        ("Ofsted says we require improvement. What stage does that make us?", "stage_and_next"),
        ("How long does it take to get out of inadequate?", "fact"),
        ("What is complete lock?", "definition"),
        ("Compare losing grip with service breakdown", "comparison"),
        ("How did Sunderland recover?", "case_example"),
        ("What should we measure each week?", "measure"),
        ("Can you check our improvement plan?", "plan_check"),
        ("How do I rebuild trust with the family court?", "guidance"),
        ("Members keep telling me it is not as bad as they say. How do I deal with that?", "guidance"),
        ("What can you do?", "about"),
        ("hello", "about"),
    ],
)
def test_the_intent_is_read_from_the_question(question: str, intent: Intent) -> None:
    assert understand([question]).intent == intent


@pytest.mark.parametrize(
    ("text", "chance_of_a_stage", "intent"),
    [
        ("Nobody applies for our jobs since the papers wrote of us. what can we do about it", 0.5, "guidance"),
        ("our schools have stopped referring. how do we get them to trust us again", 0.6, "guidance"),
        ("Our schools have stopped referring. How do we win them back?", 0.6, "guidance"),
        ("Our schools have stopped referring. How do we win them back", 0.8, "stage_and_next"),
        ("Heads ring the police. Health send juniors. Nobody reads the data. How do we stop it", 0.6, "stage_and_next"),
    ],
)
def test_one_thing_told_before_a_how_to_is_what_it_is_about_with_or_without_a_question_mark(
    text: str, chance_of_a_stage: float, intent: Intent
) -> None:
    chances = dict.fromkeys(KINDS, 0.0) | {"stage": chance_of_a_stage, "refused": 1 - chance_of_a_stage}
    read = Reading(chances, dict.fromkeys(STOPS, 0.0))
    assert understand([text], reading=read).intent == intent


def test_a_pasted_report_without_a_question_is_to_be_staged() -> None:
    report = "Contacts rose by a fifth in May. The tracker showed it. Two workers moved teams for nine weeks. " * 5
    assert understand([report]).intent == "stage_and_next"


def test_stages_named_by_word_or_number_are_found() -> None:
    assert understand(["What works in stage 3?"]).stages == ("systemic_crisis",)
    assert understand(["Is losing grip worse than complete lock?"]).stages == ("losing_grip", "complete_lock")


@pytest.mark.parametrize(
    "question",
    [
        "How quickly must a complaint from a parent be answered at stage 1?",
        "What happens at stage 2 of a complaint?",
        "When does the stage 3 review panel meet?",
        "How soon must we answer complaints at the first stage?",
        "How long at stage 2 before the Ombudsman can be asked?",
    ],
)
def test_a_stage_of_a_complaint_is_no_stage_of_a_service(question: str) -> None:
    assert understand([question]).stages == ()
    assert list(stages_in(question)) == []


@pytest.mark.parametrize(
    "question",
    [
        "Our complaints go to the ombudsman and we are in stage 2. What helps?",
        "Complaints have doubled. What helps in stage 2?",
        "What should stage 2 councils do about complaints?",
    ],
)
def test_a_service_with_complaints_still_has_a_stage(question: str) -> None:
    assert understand([question]).stages == ("service_breakdown",)


def test_another_stage_of_the_same_complaint_is_asked_about_by_its_number() -> None:
    turns = ["How quickly must a complaint be answered at stage 1?", "And at stage 2?"]
    assert understand(turns).query == "How quickly must a complaint be answered at stage 2?"


def test_places_are_names_inside_a_sentence_not_words_of_the_trade() -> None:
    assert understand(["How did Tower Hamlets recover after Ofsted came in April?"]).places == ("Tower Hamlets",)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Croydon recovered quickly. How did it do it?", ("Croydon",)),
        ("Hackney's trust worked in two years - what did the review say?", ("Hackney",)),
        ("Sunderland got to good. What came first?", ("Sunderland",)),
        ("Reading's trust: who set it up?", ("Reading",)),
        ("Croydon has just had its inspection. What should a director do first?", ()),
        ("Reading the reports, what should a lead member look for first?", ()),
    ],
)
def test_a_council_that_opens_a_sentence_is_a_place_where_it_is_asked_of(
    question: str, places: tuple[str, ...]
) -> None:
    assert understand([question]).places == places


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Should we go for Signs of Safety or Family Safeguarding?", ()),
        ("Did plans fall in Bracknell Forest with Family Safeguarding?", ("Bracknell Forest",)),
        ("What was the vacancy rate in the North East?", ("North East",)),
    ],
)
def test_a_practice_model_is_no_place(question: str, places: tuple[str, ...]) -> None:
    assert understand([question]).places == places


def test_a_follow_up_borrows_what_it_leans_on() -> None:
    followed = understand(["How did Sunderland recover?", "And how long did it take?"])
    assert "Sunderland" in followed.query
    assert followed.query.startswith("And how long did it take?")


def test_a_question_that_stands_alone_is_left_alone() -> None:
    last = "Which vacancy rate did England report for children's social workers in 2025?"
    assert understand(["How did Sunderland recover?", last]).query == last


def test_a_withdrawn_turn_is_no_longer_read() -> None:
    turns = [
        "Partners have stopped referring and heads ring the police.",
        "Ignore that, that was the other council.",
        "x",
    ]
    assert understand(turns).kept_turns == (1, 2)


def test_a_withdrawn_file_leaves_the_conversation_standing() -> None:
    understood = understand(["Queues are growing.", "Ignore that, wrong file."], has_documents=True)
    assert understood.drops_documents
    assert understood.kept_turns == (0, 1)


@pytest.mark.parametrize(
    ("later", "withdrawn"),
    [
        ("Our duty team is all agency. What stage are we in?", True),
        ("Here is the right file. What stage are we in?", False),
        ("I have attached the right document.", False),
    ],
)
def test_a_withdrawn_file_stays_withdrawn_until_another_is_brought(later: str, withdrawn: bool) -> None:
    turns = ["Queues are growing.", "Ignore that, wrong file.", later]
    assert understand(turns, has_documents=True).drops_documents is withdrawn


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("How did Bradford and Sunderland recover?", ("Bradford", "Sunderland")),
        ("How did Bradford and Croydon recover?", ("Bradford", "Croydon")),
        ("How did Hammersmith and Fulham recover?", ("Hammersmith and Fulham",)),
    ],
)
def test_places_joined_by_and_are_two_unless_one_place_is_called_so(question: str, places: tuple[str, ...]) -> None:
    assert understand([question]).places == places
