"""In which order the actions of a plan come, and which have no place."""

from assistant.plans.models import PlanAction, PlanFit
from assistant.plans.order import sequence_of


def action(fit: PlanFit, text: str = "Train the managers", **values: str) -> PlanAction:
    return PlanAction.model_validate({"text": text, "fit": fit, "why": "", **values})


def order(*actions: PlanAction) -> list[int]:
    return [step.action for step in sequence_of(actions)]


def test_safety_comes_first_by_its_reason_or_its_words_and_never_by_the_card_that_is_near() -> None:
    by_reason = action("fits", reason="safety_first")
    by_words = action("partial", "Have every child without a social worker seen")
    cover = action("partial", "Cover manager from within for six months", response="response-backlog-clearance")
    assert order(cover, action("fits"), by_words, by_reason) == [3, 4, 2, 1]


def test_a_practice_model_or_late_life_story_work_is_not_about_safety_by_its_name() -> None:
    model, story = (
        action("partial", "Adopt Signs of Safety"),
        action("partial", "Clear the 14 overdue pieces of life story work"),
    )
    assert order(model, story, action("fits")) == [3, 1, 2]


def test_a_close_call_has_no_place_unless_it_is_about_safety() -> None:
    close = action("fits", runner_up="partial")
    safe = action("fits", reason="safety_first", runner_up="partial")
    assert order(close, safe, action("mismatch"), action("unclear"), action("fits")) == [2, 5]
