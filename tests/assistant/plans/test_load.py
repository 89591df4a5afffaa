"""How much a plan asks for at once, beside what was said of those who would do it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.citations import CitationBook
from assistant.models import Question
from assistant.plans.days import day_of_papers, due_day, falls_soon
from assistant.plans.load import MOST_AT_ONCE, load_of
from assistant.plans.models import PlanAction, PlanLoad
from corpus.vocabulary import Stage

MAY = date(2026, 5, 19)
TIRED = "Nine of fourteen workers have left."


def load(soon: int, later: int = 0, stage: Stage = "losing_grip", said: str | None = TIRED) -> PlanLoad:
    dues = ["by 30 June"] * soon + ["by 30 September"] * later
    actions = [PlanAction(text="x", fit="fits", why="", due=due) for due in dues]
    return load_of(actions, stage, said, MAY, [], CitationBook())


def test_many_actions_at_once_are_too_much_where_people_are_short() -> None:
    found = load(MOST_AT_ONCE + 1, later=2)
    assert found.heavy and found.said == TIRED and found.actions == MOST_AT_ONCE + 3
    assert found.at_once == list(range(1, MOST_AT_ONCE + 2)) and str(MOST_AT_ONCE) in found.why


def test_the_same_actions_in_order_are_not_too_much() -> None:
    assert not load(MOST_AT_ONCE, later=9).heavy


def test_nothing_is_held_against_a_plan_of_people_of_whom_nothing_was_said() -> None:
    found = load(MOST_AT_ONCE + 5, said=None)
    assert not found.heavy and "who would do them" in found.why


def test_in_crisis_and_lock_fewer_are_too_much_whatever_was_said_of_people() -> None:
    assert load(5, stage="systemic_crisis", said=None).heavy and not load(4, stage="systemic_crisis", said=None).heavy
    assert load(4, stage="complete_lock", said=None).heavy and not load(3, stage="complete_lock", said=None).heavy


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("by 30 June", date(2026, 6, 30)),
        ("Sept 26", date(2026, 9, 30)),
        ("by April", date(2026, 4, 30)),
        ("in January", date(2027, 1, 31)),
        ("31.07.26", date(2026, 7, 31)),
        ("by 31/10", date(2026, 10, 31)),
        ("Summer 26", date(2026, 8, 31)),
        ("within six weeks", date(2026, 6, 30)),
        ("4 weeks", date(2026, 6, 16)),
        ("within 10 working days", date(2026, 6, 2)),
        ("100 days from 1 July", date(2026, 7, 1)),
        ("first round Oct 2026", date(2026, 10, 31)),
        ("immediately", MAY),
        ("2027", date(2027, 12, 31)),
        ("TBC", None),
        ("31/31/26", None),
    ],
)
def test_words_of_a_time_mean_a_day(due: str, day: date | None) -> None:
    assert due_day(due, MAY) == day


def test_what_names_no_time_or_falls_due_in_ninety_days_is_soon_and_what_cannot_be_read_is_not() -> None:
    soon = [falls_soon(due, MAY) for due in (None, "by 17 August", "March 2026", "by 18 August", "TBC")]
    assert soon == [True, True, True, False, False]


@given(st.text(max_size=40), st.dates())
def test_any_words_and_any_day_are_read_without_a_fault(due: str, as_of: date) -> None:
    assert falls_soon(due, min(as_of, date(2900, 1, 1))) in (True, False)


def test_soon_is_counted_from_the_newest_paper_that_is_not_to_come() -> None:
    assert day_of_papers(["2025-03", "2026-05-19", None, "2024", "2031-01-01"], date(2026, 11, 30)) == MAY
    assert day_of_papers([], MAY) == MAY


LOCKED = (
    "This is the fourth recovery programme since 2017 and none changed what children receive. Staff and partners expect failure. "
    "Candidates withdraw when the council's name is given, and two universities no longer send students. Vacancies are 41 per cent "
    "and agency workers hold 52 per cent of posts. Neighbouring councils have agreed privately not to lend us managers. Courts list "
    "our cases with an allowance for late filing before any work has begun. The sixth director in seven years took up post in August."
)
PLAN = [
    "Have an outside team check children's safety",
    "Write to the universities",
    "Train managers",
    "Refresh the dashboard",
    "Set up a hub",
]


def test_in_complete_lock_the_page_that_says_to_stop_all_but_three_is_cited(assistant: Assistant) -> None:
    found = assistant.plan_check(Question(turns=[LOCKED]), PLAN)
    assert found.stage == "complete_lock" and found.load and found.load.heavy
    (number,) = found.load.citations
    quote = next(citation.quote for citation in found.citations if citation.n == number)
    assert "all but three" in quote and quote in found.load.why
    assert found.load.said and ("41" in found.load.said or "52" in found.load.said)


@pytest.mark.parametrize(
    ("more", "heard"),
    [
        ("Half of the team managers are temporary.", "Half of the team managers are temporary."),
        ("Vacancies are 24 per cent.", "Vacancies are 24 per cent"),
        ("Vacancies are 9 per cent.", None),
    ],
)
def test_posts_that_are_empty_or_held_for_a_time_are_heard(assistant: Assistant, more: str, heard: str | None) -> None:
    grip = (
        "Since we went live with the new recording system in February I have no timeliness figure that I trust. Pending assessments "
        "were 61 at Easter and are 140 now. Schools and police refer as they always did. It has crept up on us over five months."
    )
    found = assistant.plan_check(Question(turns=[f"{grip} {more}"]), PLAN)
    assert found.load and (found.load.said or "").strip(".") == (heard or "").strip(".")
