"""The page in a real browser. `visit` also checks that no request leaves this machine and that no script fails."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from assistant.web.page import EXAMPLES

pytestmark = pytest.mark.browser

Serve = Callable[[Any], str]
Visit = Callable[..., Any]

QUESTION = "Assessments are slow and one team is all agency. What stage is this?"
CUT_OFF = """() => {
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility() || element.closest(".unseen, .sr-only")) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const outside = [...range.getClientRects()].some((box) => box.left < 0 || box.right > innerWidth);
    if (outside) cut.push(walker.currentNode.textContent.slice(0, 60));
  }
  return cut;
}"""
"""Text that runs out of the screen at the side, whether or not the page can be scrolled there."""
CONTRASTS = (Path(__file__).parent / "contrasts.js").read_text(encoding="utf-8")


def _ask(page: Any, question: str = QUESTION) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")


def _ask_and_wait(page: Any, question: str = QUESTION) -> None:
    turn = page.locator(".turn").nth(page.locator(".turn").count())
    _ask(page, question)
    turn.locator(".answer[aria-busy=false]").wait_for()
    page.locator("#stop").wait_for(state="hidden")


def _focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.outerHTML"))


def _tab_to(page: Any, selector: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with the Tab key")


def test_sections_arrive_one_after_another(slow_fake: Any, serve_page: Serve, visit: Visit) -> None:
    page = visit(serve_page(slow_fake))

    _ask(page)
    page.get_by_role("heading", name="Where you are").wait_for()

    assert page.get_by_role("heading", name="What to do next").count() == 0
    assert page.get_by_text("More is coming").is_visible()
    page.get_by_role("heading", name="What would change our mind").wait_for()
    page.get_by_text("More is coming").wait_for(state="detached")
    assert page.locator("#status [role=status]").text_content() == "The answer is ready, with 3 sources."


def test_a_citation_opens_its_passage_with_the_words_marked(fake: Any, serve_page: Serve, visit: Visit) -> None:
    page = visit(serve_page(fake))
    _ask_and_wait(page)

    page.get_by_role("button", name="Open source 1").first.click()

    mark = page.locator("#panel mark")
    mark.wait_for()
    assert mark.text_content() == "figures arrive late and nobody trusts them"
    panel = page.locator("#panel").inner_text()
    for words in (
        "A Service Punching Below Its Weight",
        "The MJ",
        "3 September 2013",
        "Historical",
        "p. 5",
        "Nobody has checked",
    ):
        assert words in panel
    link = page.get_by_role("link", name="Open the original")
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_everything_can_be_done_from_the_keyboard(fake: Any, serve_page: Serve, visit: Visit) -> None:
    page = visit(serve_page(fake))
    page.evaluate("document.activeElement.blur()")

    _tab_to(page, "#question textarea")
    page.keyboard.type("First line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second line")
    assert page.get_by_label("Your question").input_value() == "First line\nsecond line"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Sources").wait_for()
    page.locator(".pending").wait_for(state="detached")
    page.get_by_role("heading", name="Regrip").click()
    _tab_to(page, "button.cite")
    page.keyboard.press("Enter")
    page.locator("#panel mark").wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H2'")
    assert "Source 2" in _focused(page)

    page.keyboard.press("Escape")

    assert 'class="cite"' in _focused(page)
    page.keyboard.press("Enter")
    assert "Source 2" in _focused(page)
    _tab_to(page, "button.back")
    page.keyboard.press("Enter")
    assert 'class="cite"' in _focused(page)


def test_two_visitors_do_not_see_each_other(fake: Any, serve_page: Serve, visit: Visit) -> None:
    address = serve_page(fake)
    ann, bob = visit(address), visit(address)

    _ask_and_wait(ann, "Ann's service")
    _ask_and_wait(bob, "Bob's service")
    ann.get_by_role("button", name="Open source 2").first.click()
    ann.locator("#panel mark").wait_for()
    _ask_and_wait(ann, "Ann's second question")

    assert "Bob" not in ann.content()
    assert "Ann" not in bob.content()
    assert bob.locator("#panel mark").count() == 0
    conversations = {identifier for _, identifier in fake.asked}
    assert len(conversations) == 2
    assert fake.asked[-1][0] == ["Ann's service", "Ann's second question"]


def test_two_tabs_of_one_visitor_are_two_conversations(fake: Any, serve_page: Serve, visit: Visit) -> None:
    address = serve_page(fake)
    first = visit(address)
    _ask_and_wait(first, "The first tab")

    second = first.context.new_page()
    second.goto(address)
    second.get_by_label("Your question").wait_for()

    assert second.locator(".turn").count() == 0


def test_an_example_is_asked_with_one_click(fake: Any, serve_page: Serve, visit: Visit) -> None:
    page = visit(serve_page(fake))

    page.get_by_role("button", name="Our assessments are slowing").click()
    page.get_by_role("heading", name="Sources").wait_for()

    assert fake.asked[0][0] == [EXAMPLES[0]]
    assert not page.get_by_role("button", name="Schools now ring").is_visible()


def test_stop_keeps_what_has_arrived_and_a_new_question_can_follow(
    slow_fake: Any, serve_page: Serve, visit: Visit
) -> None:
    page = visit(serve_page(slow_fake))
    _ask(page)
    page.get_by_role("heading", name="Where you are").wait_for()

    page.get_by_role("button", name="Stop").click()
    page.get_by_text("You stopped this answer").wait_for()

    page.get_by_role("button", name="Stop").wait_for(state="hidden")
    page.wait_for_function("document.activeElement.matches('#question textarea')")
    page.wait_for_timeout(1500)
    assert page.get_by_role("heading", name="What would change our mind").count() == 0
    slow_fake.pause = 0.0
    _ask_and_wait(page, "And now?")
    assert page.locator(".turn").count() == 2


def test_a_new_conversation_leaves_nothing_behind(slow_fake: Any, serve_page: Serve, visit: Visit) -> None:
    page = visit(serve_page(slow_fake))
    _ask(page)
    page.get_by_role("button", name="Open source 1").first.click()
    page.locator("#panel mark").wait_for()

    page.get_by_role("button", name="New conversation").click()

    page.locator(".turn").first.wait_for(state="detached")
    page.get_by_role("button", name="Our assessments are slowing").wait_for()
    page.locator("#panel mark").wait_for(state="detached")
    page.wait_for_timeout(1500)
    assert page.locator(".turn").count() == 0


def test_a_failure_is_told_kindly(fake: Any, serve_page: Serve, visit: Visit) -> None:
    page = visit(serve_page(fake))

    _ask(page, "break please")
    page.get_by_text("Something went wrong on our side").first.wait_for()

    assert "Traceback" not in page.content()
    assert "secret detail" not in page.content()
    _ask_and_wait(page, "and now?")


def test_a_message_too_long_is_given_back(fake: Any, serve_page: Serve, visit: Visit) -> None:
    page = visit(serve_page(fake))

    _ask(page, "too long a text")
    page.locator("#status").get_by_text("please shorten it").wait_for()

    assert page.get_by_label("Your question").input_value() == "too long a text"


def test_html_in_a_question_is_only_words(fake: Any, serve_page: Serve, visit: Visit, hostile: str) -> None:
    page = visit(serve_page(fake))

    _ask_and_wait(page, hostile)

    assert page.evaluate("window.hacked") is None
    assert hostile in page.locator(".message").inner_text()


def test_a_citation_keeps_the_focus_while_the_answer_grows(slow_fake: Any, serve_page: Serve, visit: Visit) -> None:
    page = visit(serve_page(slow_fake))
    _ask(page)
    cite = page.get_by_role("button", name="Open source 1").first
    cite.focus()

    page.get_by_role("heading", name="What would change our mind").wait_for()

    assert 'class="cite"' in _focused(page)


@pytest.mark.parametrize("width", [360, 320])
def test_a_narrow_screen_needs_no_sideways_scroll(fake: Any, serve_page: Serve, visit: Visit, width: int) -> None:
    page = visit(serve_page(fake), width=width, height=740)
    assert page.evaluate(CUT_OFF) == []

    _ask_and_wait(page, QUESTION + " " + "unbroken" * 30)
    page.get_by_role("button", name="Open source 1").first.click()
    page.locator("#panel mark").wait_for()

    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".step").first.bounding_box()["width"] > 200, "the strip stands as five lines"
    page.wait_for_function("document.querySelector('#panel mark').getBoundingClientRect().top < innerHeight")
    assert page.locator("#panel").bounding_box()["y"] < 740


def test_opening_a_source_keeps_the_readers_place(fake: Any, serve_page: Serve, visit: Visit) -> None:
    page = visit(serve_page(fake), height=600)
    for question in ("first", "second", "third"):
        _ask_and_wait(page, question)
    cite = page.locator(".turn").last.get_by_role("button", name="Open source 3").first
    cite.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")

    cite.click()
    page.locator("#panel mark").wait_for()
    page.wait_for_timeout(300)

    assert before > 1000
    assert page.evaluate("scrollY") == before
    box = page.locator("#panel mark").bounding_box()
    assert 0 <= box["y"] < 600
    assert page.get_by_role("button", name="Back to the answer").bounding_box()["x"] > 700


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_told_from_its_ground(fake: Any, serve_page: Serve, visit: Visit, scheme: str) -> None:
    page = visit(serve_page(fake), color_scheme=scheme)
    before = page.evaluate(CONTRASTS)
    _ask_and_wait(page)
    page.get_by_role("button", name="Open source 1").first.click()
    page.locator("#panel mark").wait_for()
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)

    found = before + page.evaluate(CONTRASTS)

    assert len(found) > 60
    assert [each for each in found if each["ratio"] < 4.5] == []


def test_the_page_has_one_main_part_and_ordered_headings(fake: Any, serve_page: Serve, visit: Visit) -> None:
    page = visit(serve_page(fake))
    _ask_and_wait(page)

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() == "Regrip"
    assert page.locator("main").count() == 1
    levels = [int(each[1]) for each in page.locator("h1, h2, h3").evaluate_all("all => all.map(each => each.tagName)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_gradios_own_links_are_gone(fake: Any, serve_page: Serve, visit: Visit) -> None:
    page = visit(serve_page(fake))

    assert page.locator("footer").count() == 0
    assert not re.search(r"use via api|built with|settings", page.locator("body").inner_text(), re.IGNORECASE)
