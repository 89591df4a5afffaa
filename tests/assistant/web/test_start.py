"""A new case: five questions, or a blank chat."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.assistant.web.conftest import PHONE

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
CASE = re.compile(r"/cases/(\w+)")
"""The address of a case; that of its conversation follows as soon as a message has been taken."""
WORRY = "Assessments are taking longer every month."
TEAMS = "One duty team is all agency."


def begin(page: Any, name: str) -> None:
    page.get_by_label("Name of the case").fill(name)
    page.get_by_role("button", name="Begin with five questions").click()


def step(page: Any, number: int) -> None:
    page.get_by_text(f"question {number} of 5").wait_for()


def test_a_guided_start_asks_in_the_user_s_own_words_and_leaves_out_what_was_skipped(
    visit: Visit, api: httpx.Client
) -> None:
    page = visit("/new", size=PHONE)
    page.get_by_label("Service").fill("Front door")
    begin(page, "Jarrow Vale")
    step(page, 1)
    page.get_by_label("In your own words").fill(WORRY)
    page.get_by_role("button", name="Next question").click()
    page.get_by_role("button", name="Skip this question").click()
    step(page, 3)
    page.get_by_label("In your own words").fill(TEAMS)
    page.get_by_role("button", name="Next question").click()
    page.get_by_role("button", name="Skip this question").click()
    page.get_by_role("button", name="Skip this question").click()
    page.get_by_role("button", name="Make the case and ask").click()

    page.wait_for_url(CASE)
    case = api.get(f"/cases/{CASE.search(page.url)[1]}").json()  # type: ignore[index]
    assert (case["name"], case["service"]) == ("Jarrow Vale", "Front door")
    page.get_by_text(TEAMS).first.wait_for()
    page.locator(".turn").get_by_role("button", name="Copy with sources").wait_for()
    (listed,) = api.get(f"/cases/{case['id']}/conversations").json()
    (exchange,) = api.get(f"/conversations/{listed['id']}").json()["exchanges"]
    assert exchange["question"]["turns"] == [
        f"Our main worry now.\n{WORRY}\n\nTeams and managers.\n{TEAMS}\n\nWhat stage are we in, and what should we do next?"
    ]


def test_answers_outlive_a_reload_and_the_browser_s_back_button(visit: Visit) -> None:
    page = visit("/new")
    begin(page, "Kelby")
    page.get_by_label("In your own words").fill(WORRY)
    page.get_by_role("button", name="Next question").click()
    page.get_by_label("In your own words").fill("The weekly report is late.")

    page.reload()
    step(page, 2)
    assert page.get_by_label("In your own words").input_value() == "The weekly report is late."
    page.go_back()
    step(page, 1)
    assert page.get_by_label("In your own words").input_value() == WORRY


def test_a_blank_chat_opens_an_empty_case_with_what_was_answered_unsent(visit: Visit, api: httpx.Client) -> None:
    page = visit("/new")
    begin(page, "Lowick")
    page.get_by_label("In your own words").fill(WORRY)
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Open a blank chat").click()

    page.wait_for_url(CASE)
    assert "send" not in page.url
    case_id = CASE.search(page.url)[1]  # type: ignore[index]
    assert api.get(f"/cases/{case_id}").json()["conversations"] == 0
    assert WORRY in api.get(f"/cases/{case_id}/draft").json()["draft"]["text"]


def test_a_case_without_a_name_is_asked_for_one_before_anything_is_made(visit: Visit, api: httpx.Client) -> None:
    before = len(api.get("/cases").json())
    page = visit("/new")

    page.get_by_role("button", name="Open a blank chat").click()

    assert "Give the case a name first" in page.get_by_role("alert").inner_text()
    assert page.evaluate("document.activeElement.labels[0].textContent") == "Name of the case"
    assert len(api.get("/cases").json()) == before


def test_a_message_that_is_not_taken_makes_no_second_case(visit: Visit, api: httpx.Client) -> None:
    page = visit("/new", expect_errors=True)
    begin(page, "Melbury")
    page.get_by_label("In your own words").fill(WORRY)
    page.goto(page.url.replace("step=1", "step=6"))
    page.route("**/draft", lambda route: route.abort())
    page.get_by_role("button", name="Make the case and ask").click()
    page.locator("#main").get_by_role("alert").wait_for()

    page.unroute("**/draft")
    page.get_by_role("button", name="Make the case and ask").click()

    page.wait_for_url(CASE)
    assert [case["name"] for case in api.get("/cases").json()].count("Melbury") == 1


def test_a_case_is_begun_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/new")
    keys = page.keyboard
    page.get_by_label("Name of the case").focus()
    keys.type("Norwell")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")
    step(page, 1)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    for number in range(1, 6):
        step(page, number)
        for _ in range(3):
            keys.press("Tab")
        keys.press("Enter")
    page.get_by_role("heading", name="Nothing has been answered").wait_for()
    keys.press("Tab")
    keys.press("Enter")

    page.wait_for_url(CASE)


@pytest.mark.parametrize("dark", [False, True])
def test_the_start_has_no_barriers_and_never_scrolls_sideways(
    visit: Visit, barriers: Callable[[Any], list[str]], dark: bool
) -> None:
    page = visit("/new", size={"width": 320, "height": 700}, dark=dark)
    page.get_by_role("button", name="Open a blank chat").click()
    assert barriers(page) == []
    begin(page, "Oakleigh")
    page.get_by_label("In your own words").fill("An answer of one word, " + "long" * 40)
    assert barriers(page) == []
    page.goto(page.url.replace("step=1", "step=6"))
    page.get_by_role("heading", name="Your first message").wait_for()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
