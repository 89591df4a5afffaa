"""How much a plan asks for at once, beside what was said of those who would do it."""

from assistant.models import Signal
from assistant.plans.load import MOST_AT_ONCE, load_of
from assistant.plans.models import PlanAction

TIRED = "Nine of fourteen workers have left"


def actions(soon: int, later: int = 0) -> list[PlanAction]:
    dues = [None] * soon + ["by 30 September"] * later
    return [PlanAction(text="x", fit="fits", why="", due=due) for due in dues]


def signal(theme: str = "workforce", standing: str = "now_here", stage: str = "service_breakdown") -> Signal:
    values = {"quote": TIRED, "source": "question", "start": 0, "end": len(TIRED), "indicator": None, "weight": 0.5}
    return Signal.model_validate({**values, "theme": theme, "standing": standing, "stage": stage})


def test_many_actions_at_once_are_too_much_where_people_are_short() -> None:
    load = load_of(actions(MOST_AT_ONCE + 1, later=2), [signal()])
    assert load.heavy and load.said == TIRED and load.actions == MOST_AT_ONCE + 3
    assert load.at_once == list(range(1, MOST_AT_ONCE + 2)) and str(MOST_AT_ONCE) in load.why


def test_the_same_actions_in_order_are_not_too_much() -> None:
    assert not load_of(actions(MOST_AT_ONCE, later=9), [signal()]).heavy


def test_nothing_is_held_against_a_plan_of_people_of_whom_nothing_was_said() -> None:
    for other in ([], [signal(theme="partnerships")], [signal(standing="past")], [signal(stage="steady")]):
        load = load_of(actions(MOST_AT_ONCE + 5), other)
        assert not load.heavy and load.said is None and "who would do them" in load.why
