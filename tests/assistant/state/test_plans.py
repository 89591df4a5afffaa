"""The plan of a case as it is kept: one a case, and no tab overwrites what another has kept."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.errors import Conflict
from assistant.state.case_models import CasePlan
from assistant.state.plans import PlanStore
from assistant.state.store import Record
from tests.assistant.state.worlds import make_world, stores


def texts(plan: CasePlan | None) -> list[str] | None:
    return plan and [action.text for action in plan.actions]


def test_a_case_has_no_plan_until_one_is_kept_and_none_after_it_is_thrown_away(record: Record) -> None:
    (cases, _, _), plans = stores(record), PlanStore.beside(record)
    case = cases.create("Northfield")
    assert plans.get(case.id) is None
    kept = plans.save(case.id, ["Clear the queue", "Train managers – all"], 0)
    assert plans.get(case.id) == kept and texts(kept) == ["Clear the queue", "Train managers – all"]
    assert cases.get(case.id).changed > case.changed
    plans.remove(case.id)
    plans.remove(case.id)
    assert plans.get(case.id) is None


def test_a_plan_kept_on_an_older_version_is_refused_and_the_newer_one_stays(record: Record) -> None:
    world, plans = make_world(record), PlanStore.beside(record)
    first = plans.get(world.case)
    assert first is not None
    second = plans.save(world.case, ["second"], first.version)
    for old in (0, first.version):
        with pytest.raises(Conflict, match="the plan has version 2"):
            plans.save(world.case, ["late"], old)
    assert texts(plans.get(world.case)) == ["second"]
    assert texts(plans.save(world.case, ["whatever is there"])) == ["whatever is there"]
    assert second.version == 2


def test_a_tab_with_a_plan_that_was_thrown_away_does_not_overwrite_the_next_one(record: Record) -> None:
    world, plans = make_world(record), PlanStore.beside(record)
    old = plans.get(world.case)
    assert old is not None
    plans.remove(world.case)
    with pytest.raises(Conflict, match="thrown away"):
        plans.save(world.case, ["late"], old.version)
    plans.save(world.case, ["new"], 0)
    with pytest.raises(Conflict):
        plans.save(world.case, ["late"], old.version)
    assert texts(plans.get(world.case)) == ["new"]


def test_of_plans_kept_at_once_one_holds_and_the_others_are_told(record: Record) -> None:
    world, plans = make_world(record), PlanStore.beside(record)

    def save(number: int) -> str | None:
        try:
            plans.save(world.case, [f"plan {number}"], 1)
        except Conflict:
            return None
        return f"plan {number}"

    with ThreadPoolExecutor(8) as pool:
        held = [plan for plan in pool.map(save, range(8)) if plan]
    assert held == texts(plans.get(world.case))
