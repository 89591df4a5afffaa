"""Each role's own screens: nothing that is shown there is refused when it is used."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Error

from assistant.state.case_models import Share
from assistant.state.cases import CaseStore
from tests.assistant.guarded import PASSWORD, Guarded
from tests.assistant.web.conftest import OPENING
from tests.assistant.web.traffic import Traffic

pytestmark = pytest.mark.browser

PLACES = ("/", "/library", "/stages", "/settings", "/about", "/ask", "/new", "/compare")
PARTS = ("", "/documents", "/timeline", "/plan", "/briefing")
PAPER = "# Board, May 2024\n\nTwo in three posts of the duty team are agency. Audits have stopped. Assessments take 70 days."
Visit = Callable[..., Any]


@pytest.fixture
def signed_in(guarded: Guarded, visit: Visit) -> Callable[[str], Any]:
    """A function that signs somebody in and returns their page."""

    def sign_in(name: str) -> Any:
        page = visit(f"{guarded.address}/sign-in", expect_errors=True)
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Sign out").wait_for()
        page.locator("#main .loading").wait_for(state="detached")
        return page

    return sign_in


@pytest.fixture(params=["reader"])
def shared(guarded: Guarded, request: Any) -> Iterator[str]:
    """A case of olive's with an answer, a paper and a plan, shared with all the others."""
    olive = guarded.signed_in("olive")
    case: str = olive.post("/api/v1/cases", json={"name": "Shared by olive"}).json()["id"]
    files = [("files", ("board.md", PAPER.encode(), "text/markdown"))]
    assert olive.post(f"/api/v1/cases/{case}/documents", files=files).json()[0]["document"]
    assert olive.post(f"/api/v1/cases/{case}/ask", json={"text": OPENING}).status_code == 200
    plan = {"actions": [{"text": "Find every child who is unallocated by Friday."}], "version": 0}
    assert olive.put(f"/api/v1/cases/{case}/plan", json=plan).status_code == 200
    store = CaseStore.beside(guarded.of("olive"))
    for name in ("dan", "eve", "ada", "ravi"):
        store.share(case, Share(user=guarded.ids[name], role=request.param))
    yield case
    olive.post(f"/api/v1/cases/{case}/purge")


def refusals(page: Any, address: str, paths: list[str]) -> list[str]:
    """Open every path, and every place that is linked to from there; press each button that is shown.

    Returns what was refused, and by which way it was come to.
    """
    refused, at, paths = list[str](), [""], list(paths)

    def heard(reply: Any) -> None:
        if reply.status == 403 or ("queue/data" not in reply.url and reply.status == 401):
            refused.append(f"{at[0]}: {reply.request.method} {reply.url.removeprefix(address)} {reply.status}")

    page.on("response", heard)
    traffic = Traffic(page)
    for path in paths:
        at[0] = path
        settle(page, traffic, address + path)
        linked = page.locator("a:visible").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        paths += sorted({link for link in linked if link in PLACES and link not in paths})
        labels = shown(page).all_inner_texts()
        for number, label in enumerate(labels):
            if re.match(r"Sign out|Delete everything|Stop$", label):
                continue
            at[0] = f"{path} {label!r}"
            press(page, traffic, address + path, number, label)
    page.remove_listener("response", heard)
    return refused


def shown(page: Any) -> Any:
    """Open folded parts and fill in boxes; return the buttons that can be pressed."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for box in page.locator("main textarea:visible:enabled, main input[type=text]:visible:enabled").all():
        with suppress(Error):  # the page may draw itself anew in between
            if not box.input_value(timeout=3000):
                box.fill("One in two posts is agency since 2024-05.", timeout=3000)
    return page.locator("main button:visible:enabled")


def settle(page: Any, traffic: Traffic, address: str) -> None:
    page.goto(address)
    page.locator("#main .loading").wait_for(state="detached")
    traffic.settle()


def press(page: Any, traffic: Traffic, address: str, number: int, label: str) -> None:
    """Press a button of a page, on the page as it is if it is still what it was."""
    buttons = shown(page)
    if page.url != address or buttons.all_inner_texts()[number : number + 1] != [label]:
        settle(page, traffic, address)
        buttons = shown(page)
    try:
        buttons.nth(number).click(timeout=3000)
    except Error:
        return
    traffic.settle()
    for dialog in page.locator("dialog[open]").all():
        with suppress(Error):
            dialog.locator("button").first.click(timeout=3000)
        traffic.settle()
        page.keyboard.press("Escape")


@pytest.mark.parametrize("name", ["dan", "ravi", "eve", "ada"])
def test_no_control_that_a_role_is_shown_is_refused(
    guarded: Guarded, shared: str, signed_in: Callable[[str], Any], name: str
) -> None:
    case = [f"/cases/{shared}{part}" for part in PARTS]

    assert refusals(signed_in(name), guarded.address, ["/", *case]) == []


@pytest.mark.parametrize("shared", ["editor"], indirect=True)
def test_an_administrator_who_may_work_in_a_case_is_refused_nothing_there(
    guarded: Guarded, shared: str, signed_in: Callable[[str], Any]
) -> None:
    page = signed_in("ada")
    paper = guarded.signed_in("ada").get(f"/api/v1/cases/{shared}/documents").json()[0]["id"]

    assert refusals(page, guarded.address, [f"/cases/{shared}/documents/{paper}", f"/cases/{shared}/plan"]) == []


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("dan", {"/", "/ask", "/library", "/stages", "/settings"}),
        ("eve", {"/", "/ask", "/library", "/stages", "/settings"}),
        ("ada", {"/", "/library", "/stages", "/settings"}),
    ],
)
def test_the_places_are_those_of_the_role_and_any_other_says_that_it_is_not_for_it(
    guarded: Guarded, signed_in: Callable[[str], Any], name: str, places: set[str]
) -> None:
    page = signed_in(name)
    linked = page.locator("header nav a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert set(linked) == places
    for path in ("/ask", "/new", "/compare"):
        page.goto(guarded.address + path)
        page.locator("#main .loading").wait_for(state="detached")
        allowed = name == "dan" or (name == "eve" and path != "/new")
        assert page.get_by_role("heading", name="This is not for this account").is_visible() is not allowed
