"""Services side by side: chosen from one's cases, read beside each other, with those that climbed out and their sources."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.assistant.web.conftest import HOSTILE, OPENING, PHONE
from tests.assistant.web.serving import Site

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
NewCase = Callable[..., str]
READ_MS = 180_000
"""Two services with a plan each, the first ones that a server checks."""


@pytest.fixture(scope="module")
def two(site: Site) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A service in crisis and a steady one, with their comparison as the API gives it."""
    with httpx.Client(base_url=f"{site.address}/api/v1", timeout=READ_MS / 1000) as client:
        loaded = [
            client.post(f"/examples/{name}").raise_for_status().json()["case"] for name in ("fenhaven", "stannowby")
        ]
        compared = client.post("/compare", json={"cases": [one["id"] for one in loaded]}).raise_for_status().json()
        return loaded, compared


@pytest.fixture
def compared(visit: Visit, two: tuple[list[dict[str, Any]], dict[str, Any]]) -> Callable[..., Any]:
    """A function that opens the address of the comparison of `two` and waits for it."""

    def open_comparison(**options: Any) -> Any:
        page = visit("/compare?" + "&".join(f"case={one['id']}" for one in two[0]), **options)
        page.locator(".sides").wait_for(timeout=READ_MS)
        return page

    return open_comparison


@pytest.fixture
def empty(home: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server without any case."""
    running = Site(Path(shutil.copytree(home, tmp_path / "home")))
    yield running.begin()
    running.end()


def column(page: Any, name: str) -> dict[str, str]:
    """What is said of a service, by the question of each row."""
    at = page.get_by_role("columnheader").all_inner_texts().index(name)
    rows = page.locator(".sides tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").nth(at).inner_text() for row in rows}


def test_two_cases_are_chosen_from_the_first_page_and_read_side_by_side(
    visit: Visit, two: tuple[list[dict[str, Any]], dict[str, Any]]
) -> None:
    cases, reply = two
    page = visit("/")
    page.get_by_role("link", name="Compare services").click()
    for case in cases:
        page.locator(f'input[name="case"][value="{case["id"]}"]').check()
    page.get_by_role("button", name="Compare", exact=True).click()

    page.locator(".sides").wait_for(timeout=READ_MS)
    assert set(page.get_by_role("columnheader").all_inner_texts()) == {case["name"] for case in cases}
    words = {"systemic_crisis": ("Systemic crisis", "Getting worse"), "steady": ("Steady", "Improving")}
    for side in reply["sides"]:
        shown = column(page, side["name"])
        stage, direction = words[side["stage"]]
        assert shown["Stage"] == stage and shown["Direction"].startswith(direction)
        assert shown["How sure"] == side["certainty"] and re.search(r"\d%", shown["Range"])
        assert side["evidence"] and all(sign["quote"].lstrip("- ") in shown["Main signs"] for sign in side["evidence"])
        assert f"{len(side['mismatches'])} of {side['actions']} actions" in shown["Plan"]
        assert len(shown["What helps there"]) > 20 and side["name"] in page.title()
    assert all(page.get_by_text(warning).is_visible() for warning in reply["warnings"])


def test_the_next_steps_of_a_side_are_unfolded_and_lead_to_the_note_that_they_are_from(
    compared: Callable[..., Any], two: tuple[list[dict[str, Any]], dict[str, Any]]
) -> None:
    crisis = two[1]["sides"][0]
    page = compared()
    page.locator("summary", has_text=f"Next steps for {crisis['name']}").click()
    for step in crisis["steps"]:
        name, *lines = step["text"].split("\n")
        expect(page.get_by_role("link", name=name.rstrip("."), exact=True)).to_be_visible()
        for line in lines:
            expect(page.locator(".side-signs").get_by_text(line, exact=True)).to_be_visible()
    page.get_by_role("link", name=crisis["steps"][0]["text"].split("\n")[0].rstrip("."), exact=True).click()
    cited = two[1]["citations"][crisis["steps"][0]["citations"][0] - 1]
    page.wait_for_url(f"**/library/{cited['document_id']}")


def test_a_sign_leads_to_its_paper(
    compared: Callable[..., Any], two: tuple[list[dict[str, Any]], dict[str, Any]]
) -> None:
    sign = two[1]["sides"][0]["evidence"][0]
    page = compared()
    page.locator(".side-signs").get_by_role("link", name=sign["source"]).first.click()
    page.get_by_role("heading", name=sign["source"], level=1).wait_for()


def test_those_that_climbed_out_are_told_with_what_is_shared_and_open_their_source(
    compared: Callable[..., Any], two: tuple[list[dict[str, Any]], dict[str, Any]]
) -> None:
    page = compared()
    crisis, steady = two[1]["climbed"]
    assert steady["services"] == [] and page.get_by_text("It is in no difficulty").is_visible()
    shown = page.locator(".climbed")
    assert shown.count() == len(crisis["services"]) > 1
    first = crisis["services"][0]
    assert first["title"] in shown.first.inner_text() and first["why"] in shown.first.inner_text()
    for statement in (
        *(sign["statement"] for sign in first["signs"]),
        *first["done"],
        *first["took"],
        *first["failed"],
    ):
        assert statement["text"] in shown.first.inner_text()
    shown.nth(1).locator("summary").click()
    assert crisis["services"][1]["why"] in shown.nth(1).inner_text()

    cite = shown.first.locator(".cite").first
    cite.click()
    panel = page.get_by_role("dialog")
    expect(panel.locator("mark").first).to_be_visible()
    page.keyboard.press("Escape")
    assert cite.evaluate("button => button === document.activeElement")


def test_too_few_are_told_and_more_than_six_cannot_be_chosen(visit: Visit, new_case: NewCase) -> None:
    names = [f"Choice {number}" for number in range(7)]
    for name in names:
        new_case(name, OPENING)
    page = visit("/compare")
    page.get_by_label(names[0], exact=True).check()
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_role("alert").get_by_text("Choose 2 services or more. 1 service chosen.").wait_for()
    assert page.evaluate("document.activeElement.name") == "case"

    for name in names[1:6]:
        page.get_by_label(name, exact=True).check()
    assert page.get_by_role("alert").count() == 0
    assert page.get_by_label(names[6], exact=True).is_disabled()
    page.get_by_label(names[0], exact=True).uncheck()
    assert page.get_by_label(names[6], exact=True).is_enabled()
    search = page.get_by_label("Find a case")
    search.fill("choice 6")
    assert page.get_by_label(names[0], exact=True).is_hidden() and page.get_by_label(names[6], exact=True).is_visible()
    assert page.get_by_label(names[1], exact=True).is_visible(), "what is ticked stays in sight"


def test_a_case_that_is_gone_is_told_above_the_comparison_of_the_others(
    visit: Visit, two: tuple[list[dict[str, Any]], dict[str, Any]]
) -> None:
    first, second = (case["id"] for case in two[0])
    page = visit(f"/compare?case={first}&case={second}&case={first}&case=0000000000000000")
    page.locator(".compared table").wait_for(timeout=READ_MS)
    assert page.get_by_role("alert").inner_text().startswith("1 case of the address cannot be compared here")


def test_a_case_with_nothing_in_it_cannot_be_chosen_and_one_that_is_gone_is_told(
    visit: Visit, new_case: NewCase, two: tuple[list[dict[str, Any]], dict[str, Any]]
) -> None:
    bare = new_case("Bare")
    page = visit(f"/compare?case={two[0][0]['id']}&case=0000000000000000")
    page.get_by_role("alert").get_by_text("1 case of the address cannot be compared here").wait_for()
    assert page.locator(f'input[value="{two[0][0]["id"]}"]').is_checked()
    box = page.locator(f'input[value="{bare}"]')
    assert box.is_disabled() and "Nothing in it yet" in box.locator("..").inner_text()


def test_what_cannot_be_compared_is_told_in_a_sentence(visit: Visit, new_case: NewCase) -> None:
    same = [new_case("Twin", OPENING) for _ in range(2)]
    page = visit(f"/compare?case={same[0]}&case={same[1]}", expect_errors=True)
    page.get_by_role("alert").get_by_text("'Twin' is named twice").wait_for()
    assert page.get_by_role("button", name="Try again").is_visible()


def test_a_lost_connection_is_made_good_when_the_server_is_back(
    visit: Visit, two: tuple[list[dict[str, Any]], dict[str, Any]]
) -> None:
    page, lost = visit("/compare", expect_errors=True), list[str]()

    def lose_the_first(route: Any) -> None:
        if lost:
            return route.continue_()
        lost.append(route.request.url)
        return route.abort()

    page.route("**/api/v1/compare", lose_the_first)
    for case in two[0]:
        page.locator(f'input[value="{case["id"]}"]').check()
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator(".sides").wait_for(timeout=READ_MS)
    assert len(lost) == 1


def test_without_two_services_the_page_says_what_it_takes(visit: Visit, empty: str) -> None:
    page = visit(f"{empty}/compare")
    assert page.get_by_role("heading", name="It takes two services").is_visible()
    assert page.get_by_role("link", name="Start a new case").get_attribute("href") == "/new"


def test_names_stay_text(visit: Visit, new_case: NewCase) -> None:
    cases = [new_case(HOSTILE, OPENING), new_case("Plain", OPENING)]
    page = visit(f"/compare?case={cases[0]}&case={cases[1]}")
    page.locator(".sides").wait_for(timeout=READ_MS)
    assert page.get_by_role("columnheader").first.inner_text() == HOSTILE
    assert page.locator("#main img, #main script").count() == 0 and not page.evaluate("window.hacked")


def test_the_comparison_can_be_read_by_everybody(
    compared: Callable[..., Any], visit: Visit, barriers: Callable[[Any], list[str]]
) -> None:
    page = compared()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert barriers(page) == []
    assert page.get_by_role("rowheader", name="Stage").is_visible(), (
        "the table stays one where it is laid out as blocks"
    )
    assert page.locator("thead a").count() == 0, "nothing hidden takes the focus"
    picker = visit("/compare", size=PHONE, dark=True)
    assert barriers(picker) == []
