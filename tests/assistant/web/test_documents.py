"""The papers of a case on their page: added, refused, changed, taken out, and what a lost connection leaves."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.assistant.web.conftest import PHONE, until
from tests.assistant.web.serving import Site

pytestmark = pytest.mark.browser

BACKLOG = "Assessments are late and 96 are past their date. Nobody can tell me where they are sticking. The dashboard is wrong."
CALM = "Vacancies are at 8% and agency cover at 6%. The external moderator agreed with our audits. Visits are in time."


def file(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode()}


def add(api: httpx.Client, case: str, name: str, text: str) -> dict[str, Any]:
    reply = api.post(f"/cases/{case}/documents", files=[("files", (name, text.encode()))]).raise_for_status()
    added: dict[str, Any] = reply.json()[0]["document"]
    return added


def titles(api: httpx.Client, case: str) -> list[str]:
    return [paper["title"] for paper in api.get(f"/cases/{case}/documents").raise_for_status().json()]


def give(page: Any, *files: dict[str, Any]) -> None:
    page.locator("input[type=file]").set_input_files(list(files))


def read_again(page: Any) -> None:
    """Wait until every paper of the list has been read for its stage, after which nothing more is drawn."""
    expect(page.locator(".paper-stage", has_text="stage being read")).to_have_count(0)


def upload_line(page: Any, name: str) -> Any:
    return page.locator(".upload", has_text=name)


def holding(page: Any) -> list[Any]:
    """Keep uploads on the way, and return the list that they come to stand in."""
    held = list[Any]()
    page.route("**/documents", lambda route: held.append(route) if route.request.method == "POST" else route.fallback())
    return held


def let_go(page: Any, held: list[Any]) -> None:
    page.route("**/documents", lambda route: route.continue_())
    for route in held:
        route.continue_()


def test_each_file_is_told_what_came_of_it_and_a_refusal_stops_no_other(
    visit: Callable[..., Any], api: httpx.Client, new_case: Callable[..., str]
) -> None:
    case = new_case()
    page = visit(f"/cases/{case}/documents")

    give(
        page,
        file("2024-05-31 pack.txt", BACKLOG),
        file("tool.exe", "MZ\0\0"),
        file("calm.txt", CALM),
    )

    page.locator("#live", has_text="2 files: Added").wait_for(state="attached")
    give(page, file("copy.txt", BACKLOG))
    upload_line(page, "copy.txt").get_by_text("Already here", exact=True).wait_for()
    assert "Added" in upload_line(page, "calm.txt").first.inner_text()
    assert "Added" in upload_line(page, "pack.txt").first.inner_text()
    assert "Not taken" in upload_line(page, "tool.exe").inner_text()
    assert "tool.exe" in upload_line(page, "tool.exe").locator(".upload-reason").inner_text()
    assert "nothing was added" in upload_line(page, "copy.txt").inner_text()
    assert "no date" in upload_line(page, "calm.txt").inner_text()
    assert titles(api, case) == ["2024-05-31 pack.txt", "calm.txt"]
    expect(page.locator(".paper h3")).to_have_text(["2024-05-31 pack.txt", "calm.txt"])
    expect(page.locator(".paper", has_text="pack.txt").get_by_text("31 May 2024")).to_be_visible()
    page.locator(".paper-stage .tag").first.wait_for()
    assert "200 MB" in page.locator("#drop-limits").inner_text()


def test_files_may_be_dropped_anywhere_on_the_page(
    visit: Callable[..., Any], api: httpx.Client, new_case: Callable[..., str]
) -> None:
    case = new_case()
    add(api, case, "here.txt", CALM)
    page = visit(f"/cases/{case}/documents")

    page.evaluate(
        """text => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text + " More."], "dropped.txt"));
            dataTransfer.items.add(new File(["Something else altogether."], "also.txt"));
            document.querySelector("#papers").dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
        }""",
        CALM,
    )

    upload_line(page, "dropped.txt").get_by_text("Added", exact=True).wait_for()
    upload_line(page, "also.txt").get_by_text("Added", exact=True).wait_for()
    assert set(titles(api, case)) == {"here.txt", "dropped.txt", "also.txt"}
    assert "“here.txt”" in upload_line(page, "dropped.txt").inner_text(), "one that says nearly the same is told"


def test_two_files_go_at_once_and_one_that_waits_can_be_stopped_and_sent_later(
    visit: Callable[..., Any], api: httpx.Client, new_case: Callable[..., str]
) -> None:
    case = new_case()
    page = visit(f"/cases/{case}/documents")
    held = holding(page)

    give(
        page,
        *(file(f"{name}.txt", f"The {name} note. " + f"{name}ly said " * 40) for name in ("first", "second", "third")),
    )
    upload_line(page, "second").get_by_text(re.compile("Sending|Sent")).wait_for()
    assert "Waiting" in upload_line(page, "third").inner_text()
    upload_line(page, "third").get_by_role("button", name="Stop").click()
    assert "Not sent: you stopped it" in upload_line(page, "third").inner_text()
    until(page, lambda: len(held) == 2)
    let_go(page, held)
    upload_line(page, "second").get_by_text("Added", exact=True).wait_for()
    upload_line(page, "first").get_by_text("Added", exact=True).wait_for()

    assert titles(api, case) == ["first.txt", "second.txt"]
    upload_line(page, "third").get_by_role("button", name="Try again").click()
    upload_line(page, "third").get_by_text("Added", exact=True).wait_for()
    assert len(titles(api, case)) == 3


def test_what_was_added_outlives_a_killed_server_and_what_was_in_flight_is_sent_when_it_is_back(
    visit: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    shutil.copytree(home, tmp_path, dirs_exist_ok=True)
    own = Site(tmp_path)
    address = own.begin()
    try:
        case = httpx.post(f"{address}/api/v1/cases", json={"name": "Northbury"}, timeout=60).json()["id"]
        page = visit(f"{address}/cases/{case}/documents", expect_errors=True)
        give(page, file("kept.txt", CALM))
        upload_line(page, "kept.txt").get_by_text("Added", exact=True).wait_for()
        held = holding(page)
        give(page, file("in flight.txt", BACKLOG))
        upload_line(page, "in flight.txt").get_by_text(re.compile("Sending|Sent")).wait_for()
        own.kill()
        let_go(page, held)
        upload_line(page, "in flight.txt").get_by_text("the connection was lost").wait_for()
        assert upload_line(page, "in flight.txt").get_by_role("button", name="Try again").is_visible()

        own.begin()

        upload_line(page, "in flight.txt").get_by_text("Added", exact=True).wait_for()
        page.reload()
        page.locator(".paper", has_text="in flight.txt").wait_for()
        assert page.locator(".paper h3").all_inner_texts() == ["in flight.txt", "kept.txt"]
    finally:
        own.end()


def test_title_and_date_are_changed_in_place_and_another_tabs_change_is_told(
    visit: Callable[..., Any], api: httpx.Client, new_case: Callable[..., str]
) -> None:
    case = new_case()
    path = f"/cases/{case}/documents/{add(api, case, 'scan0001.txt', CALM)['id']}"
    page = visit(f"/cases/{case}/documents", expect_errors=True)
    page.get_by_role("button", name="Change scan0001.txt").click()
    page.get_by_label("Title").and_(page.locator(".paper-form input")).fill("Board report")
    page.locator(".paper-form").get_by_label("Date").fill("31 May 2024")
    api.patch(path, json={"title": "Report to cabinet"}).raise_for_status()

    page.get_by_role("button", name="Save").click()

    told = page.locator(".paper-form .problem")
    assert "“Report to cabinet”" in told.inner_text()
    assert page.locator(".paper-form input").first.input_value() == "Board report", "what was typed stays"
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Board report").wait_for()
    read_again(page)
    paper = api.get(path).json()
    assert (paper["title"], paper["date"]) == ("Board report", "2024-05-31")
    change = page.get_by_role("button", name="Change Board report")
    expect(change).to_be_focused()


def test_removing_a_paper_says_what_goes_and_how_many_answers_change(
    visit: Callable[..., Any], api: httpx.Client, new_case: Callable[..., str]
) -> None:
    case = new_case()
    paper = add(api, case, "wrong file.txt", BACKLOG)
    mark = {"source": "wrong file.txt", "start": 0, "end": 20, "verdict": "past"}
    api.post(f"/cases/{case}/marks", json={"mark": mark}).raise_for_status()
    api.post(f"/cases/{case}/ask", json={"text": "What stage are we in?"}).raise_for_status()
    page = visit(f"/cases/{case}/documents")

    page.get_by_role("button", name="Remove wrong file.txt").click()
    dialog = page.get_by_role("dialog")
    assert "1 correction" in dialog.inner_text()
    assert f"{paper['words']} words" in dialog.inner_text()
    dialog.get_by_role("button", name="Cancel").click()
    assert titles(api, case) == ["wrong file.txt"]
    page.get_by_role("button", name="Remove wrong file.txt").click()
    dialog.get_by_role("button", name="Remove this paper").click()

    page.locator(".said").wait_for()
    assert page.locator(".said").inner_text().startswith("“wrong file.txt” was removed. 1 earlier answer ")
    page.get_by_role("heading", name="No papers yet").wait_for()
    assert titles(api, case) == []
    page.locator("#papers:focus").wait_for()


def test_a_pasted_text_becomes_a_paper_and_survives_a_reload_before(
    visit: Callable[..., Any], api: httpx.Client, new_case: Callable[..., str]
) -> None:
    case = new_case()
    page = visit(f"/cases/{case}/documents")
    page.get_by_text("Paste a text instead").click()
    form = page.locator(".paste")
    form.get_by_label("Title").fill("Note of 3/4 with <b>heads</b>")
    form.get_by_label("Date").fill("May 2024")
    form.get_by_label("Text").fill(CALM)

    page.reload()
    form.get_by_role("button", name="Add this text").click()

    page.locator(".paper", has_text="Note of 3/4").wait_for()
    [paper] = api.get(f"/cases/{case}/documents").json()
    assert (paper["title"], paper["date"], paper["kind"]) == ("Note of 3/4 with <b>heads</b>", "2024-05", "text")
    assert form.get_by_label("Title").input_value() == ""


def test_the_page_has_no_barriers(
    visit: Callable[..., Any], api: httpx.Client, new_case: Callable[..., str], barriers: Callable[[Any], list[str]]
) -> None:
    case = new_case()
    add(api, case, "2024-05 pack.txt", BACKLOG)
    add(api, case, "no date.txt", f"{CALM} Call 07700 900123.")
    page = visit(f"/cases/{case}/documents")
    give(page, file("tool.exe", "MZ\0\0"))
    upload_line(page, "tool.exe").get_by_text("Not taken").wait_for()
    page.get_by_text("Paste a text instead").click()
    page.get_by_role("button", name="Change no date.txt").press("Enter")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_papers_are_added_and_dated_by_keyboard_alone(
    visit: Callable[..., Any], api: httpx.Client, new_case: Callable[..., str]
) -> None:
    case = new_case()
    add(api, case, "no date.txt", CALM)
    page = visit(f"/cases/{case}/documents", size=PHONE)
    choosers = list[Any]()
    page.on("filechooser", lambda chooser: choosers.append(chooser))
    page.get_by_role("button", name="Change no date.txt").wait_for()
    page.get_by_role("button", name="Choose files…").focus()
    page.keyboard.press("Enter")
    until(page, lambda: len(choosers) == 1)
    page.get_by_role("button", name="Change no date.txt").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("2023")
    page.keyboard.press("Enter")
    page.locator(".paper", has_text="no date.txt").locator(".paper-facts", has_text="2023").wait_for()
    read_again(page)
    expect(page.get_by_role("button", name="Change no date.txt")).to_be_focused()
