"""The first page: before there are cases, and with them."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from assistant.state.case_models import Share
from assistant.state.cases import CaseStore
from assistant.state.store import Record
from assistant.state.users import LOCAL, User
from corpus.library import Library
from tests.assistant.web.conftest import HOSTILE, OPENING, PHONE, read_by, until
from tests.assistant.web.serving import Site

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
NewCase = Callable[..., str]


@pytest.fixture(scope="module")
def own(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server for tests that empty it or end it."""
    folder = tmp_path_factory.mktemp("own")
    shutil.copytree(home, folder, dirs_exist_ok=True)
    running = Site(folder)
    running.begin()
    yield running
    running.end()


@pytest.fixture
def empty(own: Site) -> str:
    """The address of a server on which nobody has a case."""
    asked = {"confirm": "delete everything"}
    httpx.delete(f"{own.address}/api/v1/me/data", params=asked, timeout=60).raise_for_status()
    return own.address


def row(page: Any, name: str) -> Any:
    return page.locator("li.case").filter(has=page.get_by_role("heading", name=name, exact=True))


def test_a_first_visitor_reads_what_it_is_and_is_not_and_how_to_begin(visit: Visit, empty: str) -> None:
    page = visit(empty, size=PHONE)

    assert page.get_by_role("heading", level=1).inner_text() == "Welcome to Regrip"
    not_this = page.get_by_role("heading", name="What it is not").locator("..").inner_text()
    assert "no inspection judgement" in not_this and "no advice about a child" in not_this
    assert page.get_by_role("link", name="Start a case for my service").get_attribute("href") == "/new"
    assert page.get_by_role("button", name=re.compile("^Explore")).count() == 3


def test_an_example_opens_as_a_case_in_which_its_question_is_asked(visit: Visit, empty: str) -> None:
    page = visit(empty)
    example = httpx.get(f"{empty}/api/v1/examples", timeout=60).json()[0]

    page.get_by_role("button", name=f"Explore {example['name']}").click()

    page.wait_for_url(re.compile(r"/cases/\w+"))
    page.get_by_text(example["message"][:60]).first.wait_for()
    (case,) = httpx.get(f"{empty}/api/v1/cases", timeout=60).json()
    assert (case["name"], case["documents"]) == (example["name"], example["papers"])


def test_deleting_everything_ends_where_a_first_visitor_begins(visit: Visit, empty: str) -> None:
    httpx.post(f"{empty}/api/v1/cases", json={"name": "Westford"}, timeout=60).raise_for_status()
    page = visit(f"{empty}/settings")
    page.get_by_role("button", name="Delete everything…").click()
    dialog = page.get_by_role("dialog", name="Delete everything?")
    dialog.wait_for()
    assert "1 case," in dialog.inner_text()

    dialog.get_by_role("button", name="Delete everything").click()
    assert "Nothing was deleted" in dialog.get_by_role("alert").inner_text()
    dialog.get_by_label("type the words").fill("delete everything")
    dialog.get_by_role("button", name="Delete everything").click()

    page.get_by_role("heading", name="Welcome to Regrip").wait_for()
    page.get_by_text("Everything was deleted.").wait_for()
    assert httpx.get(f"{empty}/api/v1/cases", timeout=60).json() == []


def test_an_index_that_is_behind_is_built_from_the_page(visit: Visit, empty: str, own: Site, tmp_path: Path) -> None:
    paper = tmp_path / "board-paper.md"
    paper.write_text(
        "# Board paper\n\nThe allotment board of Quillham met and counted its marrows.\n", encoding="utf-8"
    )
    Library(own.home).add([paper])
    page = visit(empty)
    page.get_by_role("heading", name="The index of sources is out of date").wait_for()

    asking = list[Any]()
    page.route("**/api/v1/index", lambda route: asking.append(route))  # however fast it is built, the bar is seen first
    page.get_by_role("button", name="Build it now").click()

    page.get_by_role("progressbar", name="Building the index of sources").wait_for()
    until(page, lambda: len(asking) == 1)
    page.route("**/api/v1/index", lambda route: route.continue_())
    asking[0].continue_()
    page.get_by_role("progressbar").wait_for(state="detached", timeout=180_000)
    assert page.locator(".index-banner").inner_text() == ""
    asked = {"query": "marrows of the allotment board of Quillham"}
    found = httpx.post(f"{empty}/api/v1/retrieve", json=asked, timeout=60).json()
    assert "marrows" in found["results"][0]["text"]


def test_what_was_typed_outlives_a_restart_of_the_server(visit: Visit, empty: str, own: Site) -> None:
    httpx.post(f"{empty}/api/v1/cases", json={"name": "Westford"}, timeout=60).raise_for_status()
    page = visit(empty, expect_errors=True)
    page.get_by_role("button", name="Rename Westford").click()
    page.get_by_label("Name of the case").fill("Westford and Lowe")
    own.kill()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("form").get_by_role("alert").get_by_text("cannot be reached").wait_for()

    page.get_by_label("Name of the case").focus()
    with read_by(page, "deleted=true"):
        own.begin()
    page.locator("#lost").wait_for(state="hidden")
    expect(page.get_by_label("Name of the case")).to_be_focused()
    page.get_by_role("button", name="Save").click()

    page.get_by_role("link", name="Westford and Lowe").wait_for()


def test_a_case_shows_where_its_service_stands(visit: Visit, api: httpx.Client, new_case: NewCase) -> None:
    case = new_case("Ashdown", said=OPENING)
    api.patch(f"/cases/{case}", json={"service": "Front door"}).raise_for_status()

    said = row(visit("/"), "Ashdown").inner_text()

    assert "Front door" in said and "Losing grip" in said
    assert "Last changed today" in said and "0 papers, 1 conversation" in said


def test_the_search_filters_as_one_types_and_says_how_many(visit: Visit, api: httpx.Client, new_case: NewCase) -> None:
    for name in ("Quarnford one", "Quarnford two", "Quarnford old"):
        case = new_case(name)
    api.patch(f"/cases/{case}", json={"archived": True}).raise_for_status()
    page = visit("/")
    search = page.get_by_label("Find a case by its name or service")

    search.press_sequentially("quarn")
    assert page.locator("li.case:visible").count() == 2
    assert re.search(r"Showing 2 of \d+ cases\. 1 more among archived cases\.", page.locator("#main").inner_text())
    search.press_sequentially("ford TWO")
    assert page.locator("li.case:visible h2").all_inner_texts() == ["Quarnford two"]
    page.locator("#live").get_by_text("Showing 1 of").wait_for(state="attached")
    search.fill("no such words")
    assert "No case with these words." in page.locator("#main").inner_text()


def test_another_tab_s_name_is_told_and_what_was_typed_stays(
    visit: Visit, api: httpx.Client, new_case: NewCase
) -> None:
    case = new_case("Brackley")
    page = visit("/", expect_errors=True)
    row(page, "Brackley").get_by_role("button", name="Rename").click()
    page.get_by_label("Name of the case").fill("Brackley North")
    api.patch(f"/cases/{case}", json={"name": "Brackley West"}).raise_for_status()

    page.get_by_role("button", name="Save").click()
    assert "now called “Brackley West”" in page.get_by_role("form").get_by_role("alert").inner_text()
    assert page.get_by_label("Name of the case").input_value() == "Brackley North"
    page.get_by_role("button", name="Save").click()

    page.get_by_role("link", name="Brackley North").wait_for()
    assert api.get(f"/cases/{case}").json()["name"] == "Brackley North"


def test_a_list_that_was_read_before_a_change_does_not_take_the_changes_place(visit: Visit, new_case: NewCase) -> None:
    new_case("Calder")
    page = visit("/")
    before = list[Any]()

    def late(route: Any) -> None:
        if before:
            route.continue_()
        else:
            before.append((route, route.fetch()))

    page.route("**/api/v1/cases?archived=true", late)
    page.evaluate("window.dispatchEvent(new CustomEvent('regrip:back'))")
    until(page, lambda: len(before) == 1)
    row(page, "Calder").get_by_role("button", name="Rename").click()
    page.get_by_label("Name of the case").fill("Calder Vale")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Calder Vale")).to_be_focused()

    route, reply = before[0]
    with read_by(page, "archived=true"):
        route.fulfill(response=reply)

    expect(page.get_by_role("link", name="Calder Vale")).to_be_focused()


def test_an_archived_case_is_out_of_sight_until_it_is_asked_for(visit: Visit, new_case: NewCase) -> None:
    new_case("Cold Aston")
    page = visit("/")
    row(page, "Cold Aston").get_by_role("button", name="Archive").click()
    row(page, "Cold Aston").wait_for(state="hidden")

    page.get_by_label("Show archived cases").check()
    row(page, "Cold Aston").get_by_role("button", name="Take out of the archive").click()

    row(page, "Cold Aston").get_by_role("button", name="Archive").wait_for()
    page.reload()
    row(page, "Cold Aston").wait_for()


def test_deleting_says_what_goes_and_can_be_undone(visit: Visit, api: httpx.Client, new_case: NewCase) -> None:
    case = new_case("Dunmere", said=OPENING)
    page = visit("/")
    row(page, "Dunmere").get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete “Dunmere”?")
    dialog.wait_for()
    lines = dialog.get_by_role("listitem").all_inner_texts()
    assert lines == ["0 papers", "1 conversation", "0 marks of yours"] and "30 days" in dialog.inner_text()

    dialog.get_by_role("button", name="Delete this case").click()
    row(page, "Dunmere").filter(has=page.get_by_role("link")).wait_for(state="detached")
    assert api.get(f"/cases/{case}").json()["deleted_at"]
    page.get_by_role("button", name="Undo").click()

    expect(row(page, "Dunmere").get_by_role("link")).to_be_focused()
    assert api.get(f"/cases/{case}").json()["deleted_at"] is None


def test_a_deleted_case_is_brought_back_or_deleted_for_good(visit: Visit, api: httpx.Client, new_case: NewCase) -> None:
    back, gone = new_case("Elsworth"), new_case("Farlow")
    for case in (back, gone):
        api.delete(f"/cases/{case}").raise_for_status()
    page = visit("/")
    page.get_by_text("Deleted cases that can be brought back").click()
    assert re.search(r"until \d+ \w+ \d{4}\.", row(page, "Elsworth").inner_text())

    row(page, "Elsworth").get_by_role("button", name="Bring back").click()
    row(page, "Elsworth").get_by_role("link").wait_for()
    row(page, "Farlow").get_by_role("button", name="Delete for good").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete for good").click()

    row(page, "Farlow").wait_for(state="detached")
    assert api.get(f"/cases/{gone}").status_code == 404
    assert api.get(f"/cases/{back}").json()["deleted_at"] is None


def test_a_case_shared_for_reading_says_so_and_offers_no_change(visit: Visit, site: Site) -> None:
    cases = CaseStore.beside(Record.open(None, site.home)).of(User(id="colleague"))
    case = cases.create("Guston, of a colleague")
    cases.share(case.id, Share(user=LOCAL.id, role="reader"))

    shared = row(visit("/"), "Guston, of a colleague")

    assert "Shared with you: you can read it" in shared.inner_text()
    assert shared.get_by_role("button").count() == 0


def test_a_name_that_is_markup_is_shown_as_it_was_typed(visit: Visit, api: httpx.Client) -> None:
    case = api.post("/cases", json={"name": HOSTILE, "service": HOSTILE}).json()

    page = visit("/")

    assert page.locator(f'[data-case="{case["id"]}"] h2').inner_text() == HOSTILE
    assert page.evaluate("window.hacked") is None


def test_cases_are_renamed_and_deleted_by_keyboard_alone(visit: Visit, new_case: NewCase) -> None:
    new_case("Hadley")
    page = visit("/")
    keys = page.keyboard
    row(page, "Hadley").get_by_role("button", name="Rename").focus()
    keys.press("Enter")
    keys.type("Hadley Green")
    keys.press("Enter")
    expect(page.get_by_role("link", name="Hadley Green")).to_be_focused()

    for _ in range(3):
        keys.press("Tab")
    keys.press("Enter")
    page.get_by_role("dialog").wait_for()
    keys.press("Escape")
    expect(page.get_by_role("button", name="Delete Hadley Green")).to_be_focused()
    keys.press("Enter")
    page.get_by_role("dialog").wait_for()
    keys.press("Enter")
    page.locator(".notice").wait_for()
    keys.press("Tab")
    keys.press("Enter")

    page.get_by_role("link", name="Hadley Green").wait_for()


@pytest.mark.parametrize("dark", [False, True])
def test_the_first_page_has_no_barriers_and_never_scrolls_sideways(
    visit: Visit, new_case: NewCase, empty: str, barriers: Callable[[Any], list[str]], dark: bool
) -> None:
    name = f"Ilmington in the {'dark' if dark else 'light'}"
    new_case(name, said=OPENING)
    for address in ("/", empty):
        page = visit(address, size={"width": 320, "height": 700}, dark=dark)
        if address == "/":
            row(page, name).get_by_role("button", name="Rename").click()
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
