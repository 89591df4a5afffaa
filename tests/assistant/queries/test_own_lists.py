"""The user's own list, and ordinals that stand for its items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.queries.own_lists import items_in, with_items

PLAN = "Our plan is a pay supplement, a caseload cap and a new case system. Is it right?"


@pytest.mark.parametrize(
    ("message", "items"),
    [
        (PLAN, ["a pay supplement", "a caseload cap", "a new case system"]),
        (
            "Plan: restructure the front door; hire ten agency staff",
            ["restructure the front door", "hire ten agency staff"],
        ),
        ("Here it is.\n1. Recruit 10 workers\n2. Open a hub", ["Recruit 10 workers", "Open a hub"]),
        ("We\u2019re thinking of a peer review or a practice audit.", ["a peer review", "a practice audit"]),
        ("Our priorities are to cut agency and train managers.", ["cut agency", "train managers"]),
        ("We see queues, late visits and vacant posts.", []),
        ("Our plan is failing and we know it.", []),
        ("Adverts bring nobody, agencies refuse us, our name is a byword.", []),
    ],
)
def test_a_list_is_what_a_message_says_its_writer_plans_or_chooses_from(message: str, items: list[str]) -> None:
    assert items_in(message) == items


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        (["What should replace the first?"], "What should replace the pay supplement?"),
        (["What should replace the first?", "And the third?"], "What should replace the new case system?"),
        (["Is the second one wise?"], "Is the caseload cap wise?"),
        (["Why not drop the last?"], "Why not drop the new case system?"),
        (["Explain the fourth one."], "Explain the fourth one."),
        (["What about the first 30 days?"], "What about the first 30 days?"),
        (["What should we do next?", "Explain the second one."], "Explain the second one."),
    ],
)
def test_an_ordinal_stands_for_an_item_until_the_next_steps_are_the_last_list(asked: list[str], meant: str) -> None:
    assert with_items([PLAN, *asked])[-1] == meant


def test_without_a_list_nothing_changes() -> None:
    turns = ["What helps in complete lock?", "And the second one?"]
    assert with_items(turns) == turns


@given(st.lists(st.text(max_size=200), min_size=1, max_size=4))
def test_any_messages_are_read(turns: list[str]) -> None:
    assert len(with_items(turns)) == len(turns)
