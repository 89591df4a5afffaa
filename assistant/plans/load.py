"""Whether a plan asks for more at once than the capacity that was described can carry."""

from collections.abc import Sequence

from assistant.models import Signal
from assistant.plans.models import PlanAction, PlanLoad
from assistant.plans.times import starts_soon

MOST_AT_ONCE = 6
"""Actions that are begun together without a word about capacity; Regrip's own answers give three to six steps."""


def load_of(actions: Sequence[PlanAction], signals: Sequence[Signal]) -> PlanLoad:
    """Return how many actions begin at once, and what was said of the people who would do them.

    An action that names no time begins at once. Capacity is short where the user told of the workforce, as it is now, in difficulty.
    """
    soon = [number for number, action in enumerate(actions, start=1) if starts_soon(action.due)]
    said = _capacity(signals)
    heavy = len(soon) > MOST_AT_ONCE and said is not None
    return PlanLoad(
        actions=len(actions), at_once=soon, said=said, heavy=heavy, why=_why(len(actions), len(soon), heavy)
    )


def _capacity(signals: Sequence[Signal]) -> str | None:
    short = [s for s in signals if s.theme == "workforce" and s.standing == "now_here" and s.stage != "steady"]
    return max(short, key=lambda signal: signal.weight).quote if short else None


def _why(actions: int, soon: int, heavy: bool) -> str:
    counted = (
        f"Of {actions} actions, {soon} name no date or begin within a month" if actions > 1 else "There is one action"
    )
    if heavy:
        return f"{counted}, and those who would do them are short: put them in order, and begin with no more than {MOST_AT_ONCE}."
    if soon > MOST_AT_ONCE:
        return f"{counted}. Nothing was said that shows whether there are people for so many; say who would do them."
    return f"{counted}."
