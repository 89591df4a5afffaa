"""What the last message of a conversation is rewritten to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.queries import standalone_query
from assistant.understanding import understand

TORBAY = "What did Torbay do to get out of inadequate?"
GRIP = "Quick one - what actually helps when a service has only just started losing grip?"
ACCOUNT = (
    "We have 70 children without a named worker since the restructure and the duty team hold them all. Two heads now ring the police "
    "before they ring us, the judge wants me in person and our vacancy rate is 24%. What stage are we in?"
)


@pytest.mark.parametrize(
    ("turns", "query"),
    [
        ([TORBAY, "What about Sunderland?"], "What did Sunderland do to get out of inadequate?"),
        ([TORBAY, "and Leicester?"], "What did Leicester do to get out of inadequate?"),
        ([GRIP, "and for stage 3?"], "what actually helps when a service is in systemic crisis?"),
        (["What helps in systemic crisis?", "and if it's only stage one?"], "What helps losing grip?"),
        (["What are the signs of stage two?", "what about the next one up?"], "What are the signs of systemic crisis?"),
        (
            ["What would be a mismatch in complete lock?", "the stage before it?"],
            "What would be a mismatch in systemic crisis?",
        ),
        (["What is England's vacancy rate?", "same for turnover please"], "What is England's turnover?"),
        (["What is England's vacancy rate?", "and agency?"], "What is England's agency rate?"),
        (["Is 31% vacancies bad?", "and 14% agency?"], "Is 14% agency bad?"),
        (["What did Ofsted say about Slough in 2019?", "and 2023?"], "What did Ofsted say about Slough in 2023?"),
        (["Is Signs of Safety any good?", "And Family Safeguarding?"], "Is Family Safeguarding any good?"),
        (["Did Signs of Safety fail the test?", "and the Leeds one?"], "Did the Leeds one fail the test?"),
    ],
)
def test_a_bare_name_takes_the_place_of_the_old_one_in_the_question_before(turns: list[str], query: str) -> None:
    assert standalone_query(turns) == query


@pytest.mark.parametrize(
    ("turns", "query"),
    [
        ([TORBAY, "Did they use agency staff?"], "Did Torbay use agency staff?"),
        ([TORBAY, "Who was the director there?"], "Who was the director in Torbay?"),
        (["What is a partner compact?", "Who should own it?"], "Who should own the partner compact?"),
        (["What is complete lock?", "How long does that stage last?"], "How long does complete lock last?"),
        (
            ["What helps in complete lock?", "Is that different from systemic crisis?"],
            "Is complete lock different from systemic crisis?",
        ),
        (["How did Bradford recover?", "compare it with Leeds"], "compare Bradford with Leeds (recover)"),
        (
            ["What is an improvement notice?", "It's done what for others?"],
            "The improvement notice has done what for others?",
        ),
    ],
)
def test_a_pronoun_gives_way_to_what_it_stands_for(turns: list[str], query: str) -> None:
    assert standalone_query(turns).lower() == query.lower()


@pytest.mark.parametrize(
    ("turns", "held"),
    [
        (["What is a caseload cap?", "who pays?"], "(the caseload cap)"),
        (
            ["Is a restructure wise while we are losing grip?", "why not?"],
            "(Is a restructure wise while we are losing grip)",
        ),
        (["How did Bradford recover?", "What did partners think?"], "(Bradford)"),
        (["What's the agency price cap in pounds an hour?", "who signs if we go over it"], "agency price cap"),
        (["What are the signs of losing grip?", "and the first thing to do?"], "(losing grip)"),
    ],
)
def test_what_is_left_out_stands_in_brackets(turns: list[str], held: str) -> None:
    query = standalone_query(turns)
    assert query.startswith(turns[-1])
    assert held in query


@pytest.mark.parametrize(
    ("turns", "query"),
    [
        (
            ["What did inspectors find in Bradford?", "sorry, not Bradford, Birmingham"],
            "What did inspectors find in Birmingham?",
        ),
        (["How long was Kirklees inadequate?", "no I meant Knowsley"], "How long was Knowsley inadequate?"),
        (["How long did Sandwell take?", "wrong council, Slough"], "How long did Slough take?"),
        (["What are the signs of stage 3?", "oops - stage 2, I mean"], "What are the signs of service breakdown?"),
        (["What is a focused visit?", "Sorry, monitoring visit I should have said."], "What is a monitoring visit?"),
        (["Who got out of inadequate without a trust?", "I meant with one"], "Who got out of inadequate with a trust?"),
    ],
)
def test_a_slip_is_put_right_in_the_question_it_was_made_in(turns: list[str], query: str) -> None:
    assert standalone_query(turns) == query


def test_what_was_said_by_mistake_is_not_leant_on_again() -> None:
    query = standalone_query(
        ["How long did Herefordshire take?", "wrong H. I meant Haringey.", "and which of the two was faster?"]
    )
    assert "Herefordshire" not in query


@pytest.mark.parametrize(
    ("turns", "query"),
    [
        (
            ["How did Doncaster do?", "and Birmingham?", "which of them lasted?"],
            "which of Doncaster and Birmingham lasted?",
        ),
        (
            ["What is losing grip?", "and breakdown?", "how do I tell the two apart?"],
            "how do I tell losing grip and service breakdown apart?",
        ),
        (
            ["What is losing grip?", "and breakdown?", "Would a trust suit either?"],
            "Would a trust suit either losing grip or service breakdown?",
        ),
        (
            ["How did Swindon fail?", "How did Devon fail?", "and the first one, who inspected it?"],
            "and Swindon, who inspected it?",
        ),
    ],
)
def test_two_at_once_are_named(turns: list[str], query: str) -> None:
    assert standalone_query(turns) == query


def test_a_subject_is_carried_over_several_turns() -> None:
    turns = ["How did Sunderland recover?", "And practice?", "who led that?", "what didn't work?"]
    assert "Sunderland" in standalone_query(turns)


def test_going_back_takes_up_the_earlier_subject_and_drops_the_last() -> None:
    query = standalone_query(
        [
            "Does supervision help?",
            "Different thing. What is the agency price cap?",
            "Back to supervision - does it make people stay?",
        ]
    )
    assert query == "does supervision make people stay?"


@pytest.mark.parametrize(
    "last",
    [
        "Which vacancy rate did England report for children's social workers in 2025?",
        "How many councils are inadequate?",
        "What does Working Together say about the safeguarding partners?",
        "And in the Leeds Family Valued evaluation, did caseloads drop?",
        "Right, what do we do about agency spend in our own service?",
        "How did Leicester recover?",
        "what is a LADO",
        "thanks",
    ],
)
def test_a_question_with_a_subject_of_its_own_is_left_as_it_is(last: str) -> None:
    assert standalone_query([TORBAY, last]) == last


@pytest.mark.parametrize(
    "marker", ["Different question:", "New topic -", "leave that.", "Moving on.", "Forget Torbay."]
)
def test_after_a_change_of_subject_nothing_is_borrowed(marker: str) -> None:
    assert standalone_query([TORBAY, f"{marker} what does it cost?"]) == "what does it cost?"


def test_thanks_and_agreement_are_no_part_of_the_conversation() -> None:
    query = standalone_query(["What helps with partners going round us?", "yes but", "has any council fixed it"])
    assert "partners" in query


def test_remarks_that_ask_nothing_add_to_what_the_next_question_is_about() -> None:
    turns = [
        "My question is about recruitment.",
        "Specifically overseas social workers.",
        "What support keeps them past the first year?",
    ]
    query = standalone_query(turns)
    assert "recruitment" in query and "overseas social workers" in query


def test_a_question_about_a_subject_just_brought_up_is_about_that() -> None:
    turns = ["do you know Family Safeguarding", "how do you get adult mental health workers to sit in the teams?"]
    assert standalone_query(turns).endswith("(Family Safeguarding)")


def test_whether_something_is_wise_is_asked_for_the_stage_that_was_spoken_of() -> None:
    assert (
        standalone_query(["What helps when we are losing grip?", "Should we restructure?"])
        == "Should we restructure? (losing grip)"
    )


@pytest.mark.parametrize("off", ["never mind", "different topic", "Forget it."])
def test_after_a_subject_is_broken_off_nothing_of_it_is_borrowed(off: str) -> None:
    assert standalone_query([TORBAY, off, "what does it cost?"]) == "what does it cost?"


def test_a_question_made_of_words_strange_to_the_corpus_borrows_nothing() -> None:
    last = "ok and bin collections? residents are furious about the fortnightly thing"
    assert standalone_query(["How do councils recruit social workers?", last]) == last


def test_nothing_that_is_told_in_an_account_is_borrowed() -> None:
    assert standalone_query([ACCOUNT, "who has come out of this?"]) == "who has come out of this?"


def test_what_is_taken_back_from_an_account_is_not_borrowed() -> None:
    turns = [
        "Vacancies are 29% and the MASH is slow. Our police have gone. What stage?",
        "scratch the MASH bit",
        "what first then?",
    ]
    assert "MASH" not in standalone_query(turns)


def test_a_withdrawn_message_stays_withdrawn() -> None:
    turns = [
        "Partners in Penhallow have all changed what they do about referrals and it has been going on for months.",
        "Ignore that, wrong council.",
        "what helps?",
    ]
    assert understand(turns).query == "what helps?"


def test_a_message_about_a_child_in_danger_is_not_leant_on() -> None:
    turns = [
        "How do we clear a backlog safely?",
        "A child is in immediate danger right now, her stepdad has a knife",
        "who should own it?",
    ]
    query = standalone_query(turns)
    assert "backlog" in query
    assert "knife" not in query and "child" not in query


@pytest.mark.parametrize(
    "text", ["it", "?", "and?", "what about them?", "why", "\u2019", "a" * 5000, "and for stage 9?", "the first one"]
)
def test_odd_messages_are_taken_as_they_come(text: str) -> None:
    assert standalone_query([text, text]).strip()
    assert standalone_query([text]) == text


WORDS = st.sampled_from(
    [
        *"and what about it they them that there stage 3 losing grip Leeds Torbay why not".split(),
        *"I meant sorry , . ? - ( ) both either of the two 's 2019 22% \n".split(" "),
        *("complete lock", "vacancy rate", "back to", "different question:", "partner compact", "the first one"),
    ]
)
MESSAGES = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join))


@given(st.lists(MESSAGES, min_size=1, max_size=5))
def test_any_conversation_gives_one_query(turns: list[str]) -> None:
    query = standalone_query(turns)
    assert query == standalone_query(turns)
    assert len(query) <= 3 * sum(map(len, turns)) + 200
    assert bool(query.strip()) == bool(turns[-1].strip())


@given(MESSAGES)
def test_a_message_without_others_before_it_is_its_own_query(text: str) -> None:
    assert standalone_query([text]) == text


def test_the_same_stage_stands_for_a_stage_or_for_nothing() -> None:
    told = "The front door is slow since July: contacts wait, and nobody can give me a current figure for any of it."
    assert "at contacts" not in standalone_query([told, "And is fostering at the same stage?"])
    assert "complete lock" in standalone_query(["What is complete lock?", "Is Leeds at that stage?"])
