"""The page that explains the stages: a picture with its words, each stage from the rubric, and where it all comes from."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.assistant.web.conftest import PHONE

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]


def test_every_stage_is_told_with_its_mechanism_its_signs_and_what_helps(visit: Visit, api: httpx.Client) -> None:
    words = api.get("/vocabulary").json()

    page = visit("/stages")

    for stage in words["stages"]:
        section = page.locator(f"section#{stage['id']}")
        section.get_by_text("Signs (").click()
        codes = section.locator(".signs .tag").all_inner_texts()
        assert codes == [one["code"] for one in words["indicators"] if one["stage"] == stage["id"]]
        assert stage["mechanism"] in section.inner_text()
        assert stage["helps"][1:] in section.inner_text()
        assert section.get_by_role("heading", name="How it differs from its neighbours").is_visible()


def test_a_mismatch_is_told_in_the_words_of_the_library_with_its_sources(visit: Visit, api: httpx.Client) -> None:
    page = visit("/stages#losing_grip")
    section = page.locator("section#losing_grip")

    section.get_by_text("What would be a mismatch").click()

    assert "Restructuring, or moving to a new organisation" in section.inner_text()
    assert section.get_by_role("link", name="source (").last.get_attribute("href").startswith("/library/")
    cards = section.get_by_role("link", name="Responses, and how they fit here")
    asked = parse_qs(urlsplit(cards.get_attribute("href")).query)
    assert asked == {"kind": ["response card"], "stage": ["losing_grip"]}
    assert api.get("/library", params=asked).json()["total"] > 10


def test_the_picture_says_the_same_in_words_and_can_be_read_on_a_phone(visit: Visit) -> None:
    page = visit("/stages", size=PHONE)

    picture = page.get_by_role("img", name="How the four stages follow from each other")
    words = page.locator(f"#{picture.get_attribute('aria-describedby')}")
    assert words.get_by_role("row").count() == 6
    assert "performance falls further" in words.inner_text()
    texts = picture.locator("text").evaluate_all("all => all.map(one => one.getBoundingClientRect())")
    frame = picture.bounding_box()
    assert all(text["height"] >= 14 for text in texts)
    assert all(frame["x"] <= text["x"] and text["right"] <= frame["x"] + frame["width"] for text in texts)


def test_the_limits_and_the_source_are_said(visit: Visit) -> None:
    text = visit("/stages").locator("#main").inner_text()

    for part in (
        "Help that does not match the stage does harm",
        "is any child unsafe now",
        "so neither can be turned into the other",
        "Not enough evidence",
        "it holds nothing on adult social care",
        "The MJ on 3 September 2013",
        "had a commercial interest in Doncaster",
        "a way of thinking and not a proven law",
    ):
        assert part in text


def test_a_stage_is_reached_and_unfolded_by_keyboard(visit: Visit) -> None:
    page = visit("/stages")
    page.get_by_role("link", name="4. Complete lock").focus()

    page.keyboard.press("Enter")
    page.locator("section#complete_lock:target").wait_for()
    page.keyboard.press("Tab")
    for _ in range(8):
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.locator("section#complete_lock").get_by_text("CL1", exact=True).is_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_the_stages_are_open_to_all(visit: Visit, barriers: Callable[[Any], list[str]], dark: bool) -> None:
    page = visit("/stages", size={"width": 320, "height": 640}, dark=dark)
    page.evaluate("document.querySelectorAll('#losing_grip details').forEach(one => one.open = true)")

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
