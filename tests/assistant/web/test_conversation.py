"""Asking on the page: streamed, stopped, edited, copied, commented; and nothing lost to a reload, a second tab or a killed server."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.assistant.language_model.scripted import ScriptedServer, Speech, scripted_server
from tests.assistant.web.conftest import HOSTILE, OPENING, PHONE, read_by, until
from tests.assistant.web.serving import Site

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
NewCase = Callable[..., str]
FOLLOW_UP = "Partners have begun to go round our front door. What now?"


def _ask(page: Any, text: str) -> None:
    page.get_by_label("Your question").fill(text)
    page.get_by_role("button", name="Ask", exact=True).click()


def _answered(page: Any, number: int = 1) -> Any:
    """Wait until so many turns have their whole answer, and return the last of them."""
    expect(page.locator(".turn .turn-tools button:has-text('Copy with sources')")).to_have_count(number)
    return page.locator(".turn").nth(number - 1)


def test_an_answer_comes_in_sections_and_is_there_after_a_reload(visit: Visit, new_case: NewCase) -> None:
    page = visit(f"/cases/{new_case()}")
    page.get_by_role("button", name=OPENING).click()

    turn = _answered(page)

    for heading in ("Where you are", "What to do next", "What would be a mismatch now", "What would change our mind"):
        expect(turn.get_by_role("heading", name=heading)).to_be_visible()
    assert "/conversations/" in page.url
    before = turn.locator(".answer").inner_text()
    page.reload()
    assert _answered(page).locator(".answer").inner_text() == before


def test_the_answer_is_announced_once(visit: Visit, new_case: NewCase) -> None:
    page = visit(f"/cases/{new_case()}")
    page.evaluate(
        "() => { window.said = []; new MutationObserver(() => { const t = document.querySelector('#live').textContent;"
        " if (t) window.said.push(t); }).observe(document.querySelector('#live'), {childList: true, characterData: true}); }"
    )
    with page.expect_response("**/assess"):
        _ask(page, OPENING)
        _answered(page)
    page.locator("#live", has_text="The answer is ready").wait_for(state="attached")

    assert len([text for text in page.evaluate("window.said") if text.startswith("The answer is ready")]) == 1


def test_what_is_typed_is_shown_as_text_and_never_run(visit: Visit, new_case: NewCase) -> None:
    page = visit(f"/cases/{new_case(HOSTILE)}")
    _ask(page, f"{HOSTILE} Our assessments are slowing and nobody trusts the figures.")
    turn = _answered(page)

    expect(turn.locator(".message")).to_contain_text("<script>window.hacked=1</script>")
    assert page.evaluate("window.hacked") is None


def test_an_edited_message_takes_the_place_of_the_last_one(visit: Visit, new_case: NewCase, api: httpx.Client) -> None:
    case = new_case(said=OPENING)
    page = visit(f"/cases/{case}")
    turn = _answered(page)

    turn.get_by_role("button", name="Edit my message").click()
    turn.get_by_label("Your message").fill(FOLLOW_UP)
    turn.get_by_role("button", name="Save and ask").click()
    expect(page.locator(".turn .message")).to_have_text(FOLLOW_UP)
    _answered(page)

    (listed,) = api.get(f"/cases/{case}/conversations").json()
    kept = api.get(f"/conversations/{listed['id']}").json()
    assert [exchange["question"]["turns"][-1] for exchange in kept["exchanges"]] == [FOLLOW_UP]


def test_asking_again_leaves_one_answer(visit: Visit, new_case: NewCase, api: httpx.Client) -> None:
    case = new_case(said=OPENING)
    page = visit(f"/cases/{case}")
    first = api.get(f"/cases/{case}/conversations").json()[0]["id"]
    (old,) = api.get(f"/conversations/{first}").json()["exchanges"]

    _answered(page).get_by_role("button", name="Answer again").click()
    expect(page.locator(".turn [aria-busy=true]")).to_have_count(0)
    _answered(page)

    (new,) = api.get(f"/conversations/{first}").json()["exchanges"]
    assert new["id"] != old["id"]


def test_a_copied_answer_bears_its_sources(visit: Visit, new_case: NewCase) -> None:
    page = visit(f"/cases/{new_case(said=OPENING)}", permissions=["clipboard-read", "clipboard-write"])

    _answered(page).get_by_role("button", name="Copy with sources").click()
    expect(page.locator("#live")).to_have_text("Copied")  # the button says it too, but only for a moment

    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(f"Question: {OPENING}")
    assert "[1]" in text.split("Sources")[0]
    assert "[1]" in text.split("Sources")[1]


def test_feedback_on_an_answer_and_on_a_sentence_is_kept(visit: Visit, new_case: NewCase, api: httpx.Client) -> None:
    case = new_case(said=OPENING)
    page = visit(f"/cases/{case}")
    turn = _answered(page)

    turn.get_by_role("button", name="Say how good it is").click()
    turn.get_by_label("What should be different?").fill("Name the owner.")
    turn.get_by_role("button", name="Send feedback").click()
    expect(turn.get_by_text("Kept with the answer.")).to_be_visible()
    turn.get_by_role("button", name="Comment on a sentence").click()
    turn.get_by_role("button", name="Comment on:").first.click()
    turn.get_by_label("Wrong").check()
    turn.get_by_role("button", name="Send feedback").click()
    expect(turn.get_by_text("Kept with the answer.")).to_be_visible()

    conversation = api.get(f"/cases/{case}/conversations").json()[0]["id"]
    (exchange,) = api.get(f"/conversations/{conversation}").json()["exchanges"]
    kept = api.get(f"/exchanges/{exchange['id']}/feedback").json()
    assert [(one["verdict"], one["note"]) for one in kept] == [("helpful", "Name the owner."), ("wrong", "")]
    assert kept[0]["statement"] is None
    assert kept[1]["statement"]


def test_a_draft_is_kept_when_its_writer_leaves_at_once_and_is_there_afterwards(
    visit: Visit, new_case: NewCase, api: httpx.Client
) -> None:
    case = new_case()
    page = visit(f"/cases/{case}")
    address = page.url
    page.get_by_label("Your question").fill("Half a thought about")
    page.goto("about:blank")
    until(page, lambda: (api.get(f"/cases/{case}/draft").json()["draft"] or {}).get("text") == "Half a thought about")

    page.goto(address)
    expect(page.get_by_label("Your question")).to_have_value("Half a thought about")
    page.reload()
    expect(page.get_by_label("Your question")).to_have_value("Half a thought about")


def test_a_slow_server_is_not_taken_for_another_tab(visit: Visit, new_case: NewCase, api: httpx.Client) -> None:
    case = new_case()
    page = visit(f"/cases/{case}")
    page.wait_for_load_state("networkidle")
    held = list[Any]()
    page.route("**/draft", lambda route: held.append(route))
    box = page.get_by_label("Your question")
    box.fill("Half a")
    until(page, lambda: len(held) == 1)
    box.fill("Half a thought")
    page.wait_for_timeout(1500)  # three times what a draft waits for: the second could be on its way by now
    assert len(held) == 1
    page.route("**/draft", lambda route: route.continue_())
    held[0].continue_()

    until(page, lambda: (api.get(f"/cases/{case}/draft").json()["draft"] or {}).get("text") == "Half a thought")
    expect(page.get_by_text("Draft kept.")).to_be_visible()
    expect(page.get_by_text("Another tab has kept")).to_have_count(0)


def test_a_page_that_comes_back_into_sight_keeps_focus_and_what_was_unfolded(
    visit: Visit, new_case: NewCase, api: httpx.Client
) -> None:
    case = new_case(said=OPENING)
    spoken = api.get(f"/cases/{case}/conversations").json()[0]["id"]
    page = visit(f"/cases/{case}")
    turn = _answered(page)
    turn.get_by_text("Save as a file").click()
    turn.get_by_role("button", name="Say how good it is").focus()

    with read_by(page, f"/conversations/{spoken}"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(turn.get_by_role("button", name="Say how good it is")).to_be_focused()
    expect(turn.get_by_role("link", name="PDF")).to_be_visible()


def test_another_tabs_draft_is_shown_and_not_overwritten(visit: Visit, new_case: NewCase) -> None:
    case = new_case()
    one, two = visit(f"/cases/{case}"), visit(f"/cases/{case}", expect_errors=True)
    two.wait_for_load_state("networkidle")  # the draft has been looked for, and there was none
    one.get_by_label("Your question").fill("From the first tab")
    expect(one.get_by_text("Draft kept.")).to_be_visible()

    two.get_by_label("Your question").fill("From the second tab")
    expect(two.get_by_text("Another tab has kept a different draft here:")).to_be_visible()
    two.get_by_role("button", name="Put both together").click()

    expect(two.get_by_label("Your question")).to_have_value("From the first tab\n\nFrom the second tab")


def test_what_two_tabs_ask_at_once_is_kept_and_seen_in_both(visit: Visit, new_case: NewCase) -> None:
    case = new_case(said=OPENING)
    one, two = (visit(f"/cases/{case}", expect_errors=True) for _ in range(2))
    _ask(one, FOLLOW_UP)
    _ask(two, "What is losing grip?")
    _answered(one, 2)
    _answered(two, 2)

    for page in (one, two):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        _answered(page, 3)


def test_a_message_that_cannot_be_read_comes_back_into_the_box(visit: Visit, new_case: NewCase) -> None:
    page = visit(f"/cases/{new_case()}", expect_errors=True)
    long = "Too long. " * 20_100
    page.get_by_label("Your question").fill(long)
    page.get_by_role("button", name="Ask", exact=True).click()

    expect(page.get_by_role("alert").filter(has_text="characters")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value(long)
    expect(page.locator(".turn")).to_have_count(0)


def test_a_question_without_a_case_has_an_address_of_its_own(visit: Visit) -> None:
    page = visit("/ask")
    _ask(page, "What is losing grip?")
    _answered(page)
    assert "/ask/" in page.url
    _ask(page, "And service breakdown?")
    _answered(page, 2)
    page.reload()

    _answered(page, 2)


def test_asking_and_commenting_works_by_keyboard_alone(visit: Visit, new_case: NewCase) -> None:
    page = visit(f"/cases/{new_case()}")
    page.get_by_label("Your question").focus()
    page.keyboard.type("What is losing grip?")
    page.keyboard.press("Enter")
    _answered(page)
    expect(page.get_by_label("Your question")).to_be_focused()

    cite = page.locator(".turn .cite").first
    cite.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".beside mark").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(cite).to_be_focused()


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_grave_in_a_conversation(
    visit: Visit, new_case: NewCase, barriers: Callable[[Any], list[str]], dark: bool
) -> None:
    page = visit(f"/cases/{new_case(said=OPENING)}", dark=dark)
    _answered(page).locator(".cite").first.click()
    page.locator(".beside mark").first.wait_for()

    assert barriers(page) == []


@pytest.mark.parametrize("width", [320, PHONE["width"]])
def test_a_conversation_needs_no_sideways_scroll(visit: Visit, new_case: NewCase, width: int) -> None:
    page = visit(f"/cases/{new_case(said=OPENING)}", size={"width": width, "height": 700})
    _answered(page)
    page.locator(".ledger .signal").first.wait_for()

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with scripted_server() as server:
        yield server


@pytest.fixture
def slow(home: Path, tmp_path: Path, model: ScriptedServer) -> Iterator[tuple[Site, threading.Event]]:
    """A server whose language model says nothing until the event is set; it makes one answer at a time, and one may wait."""
    shutil.copytree(home, tmp_path / "home")
    hold = threading.Event()
    model.says(Speech("NO ANSWER", hold=hold))
    llm = {
        "REGRIP_LLM__MODEL": "openai:scripted",
        "REGRIP_LLM__BASE_URL": model.url,
        "REGRIP_LLM__FIRST_TOKEN_S": "600",
        "REGRIP_LLM__TIMEOUT_S": "900",
    }
    queue = {"REGRIP_WEB__ANSWERS_AT_ONCE": "1", "REGRIP_WEB__ANSWERS_WAITING": "1"}
    site = Site(tmp_path / "home", **llm, **queue)
    site.begin()
    yield site, hold
    hold.set()
    site.end()


def test_a_stopped_message_waits_until_its_reader_wants_the_answer(
    visit: Visit, slow: tuple[Site, threading.Event]
) -> None:
    site, hold = slow
    page = visit(f"{site.address}/ask")
    _ask(page, OPENING)
    expect(page.locator(".turn [aria-busy=true] section").first).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("You stopped this answer.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You stopped this answer.")).to_be_visible()
    hold.set()
    page.get_by_role("button", name="Answer it now").click()

    _answered(page)


def test_a_killed_server_loses_no_message_and_the_page_recovers_by_itself(
    visit: Visit, slow: tuple[Site, threading.Event]
) -> None:
    site, hold = slow
    page = visit(f"{site.address}/ask", expect_errors=True)
    _ask(page, OPENING)
    expect(page.locator(".turn [aria-busy=true] section").first).to_be_visible(timeout=20_000)
    site.kill()
    expect(page.locator("#lost")).to_be_visible()
    expect(page.locator(".turn .message")).to_have_text(OPENING)
    hold.set()
    site.begin()

    _answered(page)
    expect(page.locator("#lost")).to_be_hidden()


def test_a_full_house_tells_the_place_then_turns_away_and_keeps_the_text(
    visit: Visit, slow: tuple[Site, threading.Event]
) -> None:
    site, hold = slow
    first, second, third = (visit(f"{site.address}/ask", expect_errors=True) for _ in range(3))
    _ask(first, OPENING)
    expect(first.locator(".turn [aria-busy=true] section").first).to_be_visible(timeout=20_000)
    _ask(second, FOLLOW_UP)
    expect(second.get_by_text("You are number 1 in the queue.")).to_be_visible()
    _ask(third, "What is losing grip?")
    expect(third.get_by_text("Too many people are asking")).to_be_visible()
    hold.set()
    _answered(second)
    third.get_by_role("button", name="Send it again").click()

    _answered(third)


def test_where_nothing_is_kept_a_conversation_lives_on_its_page(visit: Visit, home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "home", ignore=shutil.ignore_patterns("record*"))
    site = Site(tmp_path / "home", REGRIP_RECORD__KEEP="false")
    site.begin()
    try:
        page = visit(f"{site.address}/ask", expect_errors=True)
        expect(page.get_by_text("Nothing of this conversation is kept")).to_be_visible()
        _ask(page, "What is losing grip?")
        _answered(page)
        _ask(page, "And for stage 3?")
        _answered(page, 2)
        assert not list((tmp_path / "home").glob("record*"))
    finally:
        site.end()
