"""The plan of a case: brought, corrected, held against the stage, changed, and never lost."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.assistant.web.conftest import HOSTILE, OPENING, PHONE, read_by, until

pytestmark = pytest.mark.browser

FITS = "Find every child who is unallocated, unseen or overdue, by Friday. Head of service."
MISMATCH = "Run a reputation campaign on buses and radio in the autumn. Communications team."
UNCLEAR = "Strengthen our culture of excellence."
CHECK_MS = 180_000
"""The first check of a server reads all response cards."""

Visit = Callable[..., Any]
NewCase = Callable[..., str]


def kept(api: httpx.Client, case: str) -> list[str]:
    plan = api.get(f"/cases/{case}/plan").json()["plan"]
    return [action["text"] for action in plan["actions"]] if plan else []


@pytest.fixture
def planned(api: httpx.Client, new_case: NewCase) -> str:
    """A case whose stage is known, with a plan of three actions."""
    case = new_case(said=OPENING)
    actions = [{"text": text} for text in (FITS, MISMATCH, UNCLEAR)]
    api.put(f"/cases/{case}/plan", json={"actions": actions, "version": 0}).raise_for_status()
    return case


@pytest.fixture
def opened(visit: Visit, planned: str) -> Callable[..., Any]:
    """A function that opens the plan of `planned` and waits for its check."""

    def open_plan(**options: Any) -> Any:
        page = visit(f"/cases/{planned}/plan", **options)
        page.locator(".plan-sentence").wait_for(timeout=CHECK_MS)
        return page

    return open_plan


def said(page: Any, text: str) -> None:
    """Wait until the live region says something."""
    page.locator("#live").filter(has_text=text).wait_for(state="attached", timeout=CHECK_MS)


def tool(page: Any, number: int, name: str) -> Any:
    return page.locator(f".plan-action:nth-child({number})").get_by_role(
        "button", name=f"{name} action {number}", exact=True
    )


def test_each_action_tells_its_fit_its_reason_and_its_source(opened: Callable[..., Any]) -> None:
    page = opened()

    assert "Of 3 actions, 1 fits, 1 is a mismatch and 1 is unclear." in page.locator(".plan-sentence").inner_text()
    fits = [page.locator(f".plan-action:nth-child({n}) .fit").inner_text() for n in (1, 2, 3)]
    assert fits == ["fits this stage", "a mismatch at this stage", "not clear from these words"]
    assert page.locator(".plan-action:nth-child(2) .fit svg").count() == 1
    card = page.locator(".plan-action:nth-child(2)").get_by_role("link")
    assert card.get_attribute("href") == "/library/response-reputation-campaign"
    assert page.locator(".plan-order li").first.inner_text().startswith("Action 1:")
    assert page.locator(".plan-load p").first.inner_text().startswith("Of 3 actions, ")
    source = page.locator(".plan-action:nth-child(2) .cite")
    why = page.locator(".plan-action:nth-child(2) .action-why p.quiet").inner_text()
    source.click()
    page.locator(".plan-beside").get_by_text(why).first.wait_for()


def test_the_actions_of_one_fit_are_shown_alone(opened: Callable[..., Any]) -> None:
    page = opened()
    page.get_by_role("button", name="a mismatch at this stage 1").click()

    assert page.locator(".plan-action:visible").count() == 1
    assert page.locator(".plan-action:visible .action-text").inner_text() == MISMATCH
    assert page.locator("[data-fit=mismatch]:focus").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="all 3").click()
    assert page.locator(".plan-action:visible").count() == 3


def test_a_pasted_plan_is_corrected_before_it_is_kept(visit: Visit, new_case: NewCase, api: httpx.Client) -> None:
    case = new_case()
    page = visit(f"/cases/{case}/plan", expect_errors=True)
    page.get_by_label("The actions of the plan").fill(f"- Clear the queue\n- of contacts\n- Buy chairs\n- {HOSTILE}\n")
    page.get_by_role("button", name="Read this plan").click()
    page.get_by_role("heading", name="4 actions read").wait_for()
    page.get_by_role("button", name="Join to the one above action 2").click()
    page.get_by_role("button", name="Remove action 2").click()
    page.reload()
    boxes = page.locator(".read-actions textarea")
    boxes.nth(1).wait_for()
    assert [boxes.nth(n).input_value() for n in range(boxes.count())] == ["Clear the queue of contacts", HOSTILE]
    assert kept(api, case) == []
    page.get_by_role("button", name="Keep this plan and check it").click()

    page.get_by_role("heading", name="The stage of this service is not known yet").wait_for()
    assert page.get_by_role("link", name="Describe the service").get_attribute("href") == f"/cases/{case}"
    assert page.locator(".plan-action:nth-child(2) .action-text").inner_text() == HOSTILE
    assert not page.evaluate("window.hacked")
    assert kept(api, case) == ["Clear the queue of contacts", HOSTILE]


def test_a_file_is_read_however_it_comes_and_what_is_no_plan_is_refused(visit: Visit, new_case: NewCase) -> None:
    page = visit(f"/cases/{new_case()}/plan", expect_errors=True)
    chosen = page.locator("input[type=file]")
    chosen.set_input_files({"name": "tool.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"})
    assert "tool.exe" in page.locator(".problem").inner_text()
    page.locator(".drop").evaluate("""(zone) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["Action,Owner\\nClear the queue,Head of service\\n"], "our plan.csv"));
        zone.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }""")

    page.get_by_role("heading", name="1 action read from our plan.csv").wait_for()
    assert page.get_by_label("Action 1").input_value() == "Clear the queue (Owner: Head of service)"


def test_a_reworded_action_is_kept_and_its_new_fit_announced(
    opened: Callable[..., Any], planned: str, api: httpx.Client
) -> None:
    page = opened()
    tool(page, 3, "Edit").click()
    page.get_by_label("Action 3").fill(FITS.replace("Friday", "Monday"))
    page.get_by_role("button", name="Keep the change").click()

    said(page, "Action 3 is now: fits this stage.")
    assert page.locator(".plan-action:nth-child(3) .fit").inner_text() == "fits this stage"
    assert "2 fit" in page.locator(".plan-sentence").inner_text()
    assert kept(api, planned)[2] == FITS.replace("Friday", "Monday")


def hear(page: Any) -> None:
    """Keep all that the live region says from now on: the next words may come before a slow machine has looked."""
    page.evaluate(
        """() => {
          const live = document.querySelector("#live");
          window.heard = [];
          new MutationObserver(() => window.heard.push(live.textContent)).observe(live, {childList: true});
        }"""
    )


def test_actions_move_go_and_come_back(opened: Callable[..., Any], planned: str, api: httpx.Client) -> None:
    page = opened()
    hear(page)
    tool(page, 3, "Move up").click()
    said(page, "Checked again")
    assert "Action 3 is now action 2." in page.evaluate("() => window.heard")
    assert page.locator("[data-tool=up]:focus").count() == 1
    assert kept(api, planned) == [FITS, UNCLEAR, MISMATCH]
    tool(page, 1, "Remove").click()
    page.locator(".notice").get_by_text("Action 1 was removed.").wait_for()
    assert page.locator(".plan-action:nth-child(1) h3:focus").count() == 1
    assert kept(api, planned) == [UNCLEAR, MISMATCH]
    page.get_by_role("button", name="Undo").click()
    page.locator(".action-text").get_by_text(FITS).wait_for()
    assert kept(api, planned) == [FITS, UNCLEAR, MISMATCH]


def test_what_the_plan_lacks_is_added_with_a_word_on_who_does_it(
    opened: Callable[..., Any], planned: str, api: httpx.Client
) -> None:
    page = opened()
    gap = page.locator(".gap-list li").first
    title = gap.locator("h3").inner_text()
    assert gap.locator("p").first.inner_text() and gap.locator(".cite").count() == 1
    gap.get_by_role("button", name="Add to the plan").click()
    box = page.get_by_label("Action 4")
    box.wait_for()
    assert kept(api, planned)[3] == box.input_value() == title
    box.press("End")
    box.press_sequentially(". Head of service, by May.")
    page.get_by_role("button", name="Keep the change").click()
    page.locator(".plan-action:nth-child(4) .action-text").get_by_text("by May").wait_for()
    page.locator(".gap-list").filter(has_not_text=title).wait_for(timeout=CHECK_MS)


def test_another_tabs_plan_is_shown_and_both_are_put_together(
    opened: Callable[..., Any], planned: str, api: httpx.Client
) -> None:
    page = opened(expect_errors=True)
    api.put(f"/cases/{planned}/plan", json={"actions": [{"text": FITS}, {"text": "Theirs is a new one"}]})
    page.get_by_label("Another action").fill("Mine is another one")
    page.get_by_role("button", name="Add this action").click()
    page.get_by_role("heading", name="Another tab has changed the plan").wait_for()
    theirs, mine = page.locator(".difference").all_inner_texts()
    assert "Theirs is a new one" in theirs and "Mine is another one" in mine and FITS not in theirs + mine
    assert kept(api, planned) == [FITS, "Theirs is a new one"]
    page.get_by_role("button", name="Put both together").click()
    page.locator(".plan-action:nth-child(5)").wait_for()
    assert kept(api, planned) == [FITS, "Theirs is a new one", MISMATCH, UNCLEAR, "Mine is another one"]


def test_a_change_waits_for_the_server_to_come_back(
    opened: Callable[..., Any], planned: str, api: httpx.Client
) -> None:
    page = opened(expect_errors=True)
    tool(page, 2, "Edit").click()
    page.get_by_label("Action 2").fill("Ring round the head teachers by May")
    page.context.set_offline(True)
    page.get_by_role("button", name="Keep the change").click()
    page.get_by_text("Your last change is not kept yet").wait_for()
    assert page.get_by_label("Action 2").input_value() == "Ring round the head teachers by May"
    page.context.set_offline(False)
    page.locator(".plan-action:nth-child(2) .action-text").get_by_text("Ring round").wait_for()
    assert kept(api, planned)[1] == "Ring round the head teachers by May"


def test_a_check_that_comes_back_takes_the_focus_from_nobody(opened: Callable[..., Any]) -> None:
    page = opened()
    held = list[Any]()
    page.route("**/plan-check", lambda route: held.append(route))
    tool(page, 3, "Move up").click()
    until(page, lambda: len(held) == 1)
    add = page.locator(".gap-list").get_by_role("button", name="Add to the plan").first
    add.focus()

    page.route("**/plan-check", lambda route: route.continue_())
    held[0].continue_()
    said(page, "Checked again")

    expect(add).to_be_focused()


def test_a_plan_that_was_read_before_a_change_does_not_take_the_changes_place(
    opened: Callable[..., Any], planned: str, api: httpx.Client
) -> None:
    page = opened()
    before = list[Any]()

    def late(route: Any) -> None:
        if route.request.method == "GET" and not before:
            before.append((route, route.fetch()))
        else:
            route.continue_()

    page.route("**/plan", late)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(page, lambda: len(before) == 1)
    tool(page, 3, "Move up").click()
    page.locator(".plan-action:nth-child(2) .action-text").get_by_text(UNCLEAR).wait_for()
    route, reply = before[0]
    with read_by(page, "/plan"):
        route.fulfill(response=reply)
    tool(page, 1, "Move down").click()
    page.locator(".plan-action:nth-child(1) .action-text").get_by_text(UNCLEAR).wait_for()

    assert kept(api, planned) == [UNCLEAR, FITS, MISMATCH]
    expect(page.get_by_role("heading", name="Another tab has changed the plan")).to_have_count(0)


def test_a_deleted_plan_can_be_brought_back(opened: Callable[..., Any], planned: str, api: httpx.Client) -> None:
    page = opened()
    page.get_by_role("button", name="Delete the plan").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete the plan").click()
    page.get_by_label("The actions of the plan").wait_for()
    assert kept(api, planned) == []
    page.get_by_role("button", name="Undo").click()
    page.locator(".plan-action:nth-child(3)").wait_for()
    assert kept(api, planned) == [FITS, MISMATCH, UNCLEAR]


def test_a_plan_is_brought_and_changed_by_keyboard_alone(visit: Visit, new_case: NewCase, api: httpx.Client) -> None:
    case = new_case()
    page = visit(f"/cases/{case}/plan", expect_errors=True)

    def to(name: str, backwards: bool = False) -> None:
        for _ in range(60):
            page.keyboard.press("Shift+Tab" if backwards else "Tab")
            held = page.evaluate("document.activeElement.ariaLabel || document.activeElement.textContent")
            if name in held or (name == "box" and page.locator("textarea:focus").count()):
                return
        raise AssertionError(f"{name} cannot be reached")

    to("box")
    page.keyboard.type("1. Clear the queue by May")
    to("Read this plan")
    page.keyboard.press("Enter")
    page.locator("h2:focus").wait_for()
    to("Keep this plan")
    page.keyboard.press("Enter")
    page.locator("h1:focus").wait_for()
    to("Edit")
    page.keyboard.press("Enter")
    page.keyboard.type(", with two agency workers")
    to("Keep the change")
    page.keyboard.press("Enter")
    page.locator("[data-tool=edit]:focus").wait_for()
    assert kept(api, case) == ["Clear the queue by May, with two agency workers"]


def test_the_plan_can_be_read_by_everybody(opened: Callable[..., Any], barriers: Callable[[Any], list[str]]) -> None:
    for options in ({"dark": False}, {"dark": True, "size": PHONE}):
        page = opened(**options)
        tool(page, 1, "Edit").click()
        assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
