"""Follow-ups on an assessment are told from questions on other matters."""

import pytest

from assistant.queries.stage_asks import FollowUpKind
from assistant.queries.stage_follow_ups import asked_of_a_stage, follow_up, is_about_the_stage, without_follow_ups

TOLD = "Work queues at the front door and nobody can say how many visits are late."
ON_ANOTHER_MATTER = "How often must a looked-after child be visited?"


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("What should we do next?", "next"),
        ("So where do I start?", "next"),
        ("Why do you say that?", "why"),
        ("Hm. What is that based on?", "why"),
        ("Are you sure about that?", "how_sure"),
        ("Why not the next one up?", "why_not"),
        ("I can't believe it. Surely we're only losing grip?", "why_not"),
        ("What would change your view?", "what_would_change"),
        ("And what would be a mistake?", "avoid"),
        ("Who else has been in this position?", "who_else"),
        ("How long does it usually take to get out?", "how_long"),
        ("How would we know that it\u2019s working?", "how_to_know"),
        ("And by 90 days?", "days_90"),
        ("Over the next 12 months?", "months_12"),
        ("Could it get worse?", "worse"),
        ("Tell me more about the second one.", "a_step"),
    ],
)
def test_each_way_of_asking_is_read_as_what_it_asks(message: str, kind: FollowUpKind) -> None:
    found = asked_of_a_stage(message)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "message",
    [
        "",
        "What should we do about agency?",
        "Why does supervision matter?",
        "How long does it take to become a social worker?",
        "How do we clear the backlog?",
        "What should I tell the lead member?",
        "Who recovered from systemic crisis quickest?",
        "How many councils are there? And why?",
    ],
)
def test_a_question_on_one_matter_is_no_follow_up(message: str) -> None:
    assert asked_of_a_stage(message) is None


def test_an_ordinal_is_a_place_counted_from_nought_and_the_last_is_the_last() -> None:
    asked = [asked_of_a_stage(f"Explain the {which} step.") for which in ("first", "2nd", "fifth", "last")]
    assert [found.step for found in asked if found] == [0, 1, 4, -1]


def test_a_stage_or_neighbour_that_is_named_comes_along() -> None:
    lock, above, below = map(
        asked_of_a_stage, ("Why not complete lock?", "Why not the one above?", "Why isn't it better?")
    )
    assert lock is not None and lock.stage == "complete_lock"
    assert above is not None and above.up is True
    assert below is not None and below.up is False


@pytest.mark.parametrize(
    ("before", "asked", "follows"),
    [
        ([TOLD], "Why?", True),
        ([TOLD, "How sure are you?"], "Why?", True),
        ([TOLD, "thanks"], "Why?", True),
        ([TOLD, ON_ANOTHER_MATTER], "Why?", False),
        ([TOLD, ON_ANOTHER_MATTER], "What should we do next?", True),
        ([ON_ANOTHER_MATTER], "What should we do next?", False),
        ([f"{TOLD} How do we clear such a queue?"], "Why?", False),
    ],
)
def test_it_follows_an_account_unless_another_matter_came_between(before: list[str], asked: str, follows: bool) -> None:
    assert (follow_up([*before, asked]) is not None) is follows


def test_with_papers_the_account_is_in_them() -> None:
    assert follow_up(["What next?"]) is None
    assert follow_up(["What next?"], documents=True) is not None


def test_who_has_done_that_is_about_the_step_that_was_explained() -> None:
    found = follow_up([TOLD, "Tell me more about the third one.", "Who else has done that?"])
    assert found is not None and (found.kind, found.step) == ("who_did", 2)
    assert follow_up([TOLD, "Who else has done that?"]) is None


def test_a_stage_that_was_only_guessed_is_no_subject_of_later_questions() -> None:
    turns = [TOLD, "Surely we're just in breakdown?", "Would a recruitment drive help?"]
    assert without_follow_ups(turns) == [turns[0], turns[2]]


@pytest.mark.parametrize(
    ("message", "about"),
    [
        (TOLD, True),
        (f"{TOLD} Which stage is that?", True),
        (f"{TOLD} What now?", True),
        (f"{TOLD} How do we clear such a queue?", False),
        ("Thanks, very useful.", False),
    ],
)
def test_an_account_is_about_the_stage_unless_it_asks_something_else(message: str, about: bool) -> None:
    assert is_about_the_stage(message) is about
