"""A plan that a message brings to have it checked, and the stage that its writer states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.queries.plan_lists import plan_to_check, stage_stated, told_beside_plan, without_plan

NUMBERED = "Queues grow and visits slip. Check the plan: 1. Restructure all teams 2. A pay supplement"


@pytest.mark.parametrize(
    ("message", "actions"),
    [
        (NUMBERED, ["Restructure all teams", "A pay supplement"]),
        ("Please review our plan:\n- A new website\n- Weekly audits", ["A new website", "Weekly audits"]),
        ("1. Hire managers 2. Cap caseloads. Is this plan right?", ["Hire managers", "Cap caseloads"]),
        (
            "The plan is an inward one: audits, training, a dashboard. Is it right?",
            ["audits", "training", "a dashboard"],
        ),
        ("Our plan is a pay rise and a summit.", []),
        ("1. Queues at duty 2. Late visits. What stage are we in?", []),
        ("Check the plan that Thornmere wrote.", []),
    ],
)
def test_a_plan_to_check_is_a_list_of_actions_with_a_request_to_judge_it(message: str, actions: list[str]) -> None:
    assert plan_to_check(message) == actions


@given(st.text(max_size=200))
def test_a_message_without_its_plan_is_as_long_as_before(text: str) -> None:
    assert len(without_plan(text)) == len(text)


def test_what_is_told_beside_a_plan_stays_where_it_was() -> None:
    rest = without_plan(NUMBERED)
    assert rest.startswith("Queues grow and visits slip. Check the plan:")
    assert "Restructure" not in rest
    assert "supplement" not in rest
    assert told_beside_plan(NUMBERED) == "Queues grow and visits slip."


@pytest.mark.parametrize(
    ("told", "stage"),
    [
        ("We are in service breakdown. Check this plan: 1. Audits weekly 2. A pay rise", "service_breakdown"),
        ("We've been told we're in systemic crisis.", "systemic_crisis"),
        ("We are losing grip: queues at duty.", "losing_grip"),
        ("Are we in service breakdown?", None),
        ("We are not in service breakdown.", None),
        ("If we are in service breakdown, what then", None),
        ("Thornmere was in complete lock.", None),
    ],
)
def test_a_stage_is_stated_by_who_says_that_their_service_is_in_it(told: str, stage: str | None) -> None:
    assert stage_stated([told]) == stage
