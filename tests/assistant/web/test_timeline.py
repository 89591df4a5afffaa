"""The line of a case on its page: chart, table, turning points, and papers that say nothing."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from assistant.rendering.bench import MOVED
from assistant.rendering.words import readable_date
from tests.assistant.web.conftest import PHONE, read_by, until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def traced(site: Any) -> tuple[str, dict[str, Any]]:
    """A case of several years with an undated paper, and its line as the API gives it."""
    with httpx.Client(base_url=f"{site.address}/api/v1", timeout=180) as client:
        case = client.post("/examples/stannowby").raise_for_status().json()["case"]["id"]
        files = [("files", ("leaflet.txt", b"The car park closes for resurfacing. Yoga was the clear favourite."))]
        client.post(f"/cases/{case}/documents", files=files).raise_for_status()
        return f"/cases/{case}", client.get(f"/cases/{case}/timeline").raise_for_status().json()


def test_every_paper_is_a_point_that_says_what_it_is_and_leads_to_it(
    visit: Callable[..., Any], traced: tuple[str, dict[str, Any]]
) -> None:
    base, line = traced
    page = visit(f"{base}/timeline")
    points = page.locator(".chart a.point")

    expect(points).to_have_count(len(line["points"]))  # the chart is drawn when its width is known
    labels = points.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert all(label.startswith(point["title"]) for label, point in zip(labels, line["points"], strict=True))
    assert page.locator(".chart .hollow").count() > 0, "silent and undated papers are hollow"
    points.first.focus()
    assert line["points"][0]["title"] in page.locator(".looking").inner_text()
    assert re.search(r"\d{4} · .+ · .*\d+%", page.locator(".looking").inner_text())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=line["points"][0]["title"], level=1).wait_for()


def test_direction_and_turning_points_are_said_in_words(
    visit: Callable[..., Any], traced: tuple[str, dict[str, Any]]
) -> None:
    base, line = traced
    assert line["turning_points"]
    page = visit(f"{base}/timeline")

    assert page.locator(".direction-name").inner_text() == f"Direction: {line['direction']}"
    expect(page.locator(".turns > li")).to_have_count(len(line["turning_points"]))
    expect(page.locator(".chart .turn")).to_have_count(len(line["turning_points"]))
    for turn in line["turning_points"]:
        for quote in turn["quotes"]:
            assert page.locator(".turns").get_by_text(quote).is_visible()


def test_the_table_says_all_of_it_and_the_choice_is_remembered(
    visit: Callable[..., Any], traced: tuple[str, dict[str, Any]]
) -> None:
    base, line = traced
    page = visit(f"{base}/timeline")
    assert page.locator("tbody tr").count() == len(line["points"]), "for screen readers beside the chart too"
    assert page.locator("table a").count() == 0, "nothing hidden takes the focus"

    page.get_by_role("button", name="Table", exact=True).click()
    page.reload()

    page.get_by_role("table").wait_for()
    assert page.locator(".chart").count() == 0
    assert page.get_by_role("button", name="Table", exact=True).get_attribute("aria-pressed") == "true"
    assert page.locator("table a").count() == len(line["points"])
    page.get_by_role("button", name="Chart", exact=True).click()
    assert page.locator(".chart a.point").count() == len(line["points"])


def test_a_paper_without_a_date_leads_to_the_form_that_gives_it_one(
    visit: Callable[..., Any], traced: tuple[str, dict[str, Any]]
) -> None:
    page = visit(f"{traced[0]}/timeline")

    page.get_by_role("link", name="Give it a date (leaflet.txt)").click()

    form = page.get_by_role("form", name="Change leaflet.txt")
    form.wait_for()
    expect(form.get_by_label("Title")).to_be_focused()


@pytest.mark.parametrize(("label", "begins"), [("SVG", b"<svg"), ("PNG", b"\x89PNG")])
def test_the_chart_is_saved_as_a_file(
    visit: Callable[..., Any], traced: tuple[str, dict[str, Any]], label: str, begins: bytes
) -> None:
    page = visit(f"{traced[0]}/timeline")

    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Save the chart as {label}").click()

    assert waiting.value.path().read_bytes().startswith(begins)
    page.get_by_text(f"Saved as {waiting.value.suggested_filename}.").first.wait_for()


def test_what_changed_is_told_from_the_first_dated_paper_to_the_last(
    visit: Callable[..., Any], traced: tuple[str, dict[str, Any]], api: httpx.Client
) -> None:
    base, line = traced
    changes = api.get(f"{base}/changes").raise_for_status().json()
    dated = [readable_date(point["date"]) for point in line["points"] if point["date"]]
    page = visit(f"{base}/timeline")
    assert [page.get_by_label(name, exact=True).input_value() for name in ("From", "To")] == [dated[0], dated[-1]]

    page.get_by_role("button", name="Show what changed").click()

    moved = page.locator(".moved")
    expect(moved).to_have_text(MOVED[changes["moved"]])
    assert moved.evaluate("heading => heading === document.activeElement"), "read out first"
    report = page.locator(".changes")
    for state in (changes["before"], changes["after"]):
        assert state["paper"] in report.locator(".states").inner_text()
    for summary in report.locator("summary").all():
        summary.click()
    quotes = [quote for sign in changes["signs"] for side in ("before", "after", "denied") for quote in sign[side]]
    assert quotes and report.locator(".changed-signs q").count() == len(quotes)
    assert report.locator(".changed-stages > li").count() == len(changes["changes"]) > 0
    assert ("is not shown to have caused it" in report.inner_text()) == any(
        turn["plans"] for turn in changes["changes"]
    )
    gaps = report.get_by_role("heading", name="Months without a paper that says a stage").locator("..").locator("li")
    assert gaps.count() == len(changes["gaps"])
    link = report.locator(".changed-signs a").first
    words = link.locator("xpath=../..").locator("q").inner_text()
    link.click()
    page.locator(".paper-text mark.spot").first.wait_for()
    spot = page.locator(".paper-text mark.spot").evaluate_all("all => all.map(one => one.lastChild.data).join('')")
    assert " ".join(spot.split()) == " ".join(words.strip("“”").split())


def test_dates_are_taken_as_people_write_them_and_others_are_refused_where_they_stand(
    visit: Callable[..., Any], traced: tuple[str, dict[str, Any]]
) -> None:
    base, line = traced
    page = visit(f"{base}/timeline", expect_errors=True)
    since, until = (page.get_by_label(name, exact=True) for name in ("From", "To"))
    until.fill("soon")
    until.press("Enter")
    page.get_by_role("alert").get_by_text("The second date 'soon': not a date").wait_for()
    assert until.evaluate("field => field === document.activeElement")

    first, last = (point["date"] for point in (line["points"][0], [p for p in line["points"] if p["date"]][-1]))
    since.fill(first[:4])
    until.fill(f"{last[8:]}/{last[5:7]}/{last[:4]}")
    until.press("Enter")
    expect(page.locator(".states")).to_contain_text(f"At the end of 31 December {first[:4]}")
    assert page.get_by_role("alert").count() == 0
    paper = page.get_by_role("link", name="Make a paper for the board of what changed")
    assert paper.get_attribute("href") == f"{base}/briefing?since={first[:4]}"


def test_what_was_asked_of_the_line_stays_when_the_server_comes_back(
    visit: Callable[..., Any], traced: tuple[str, dict[str, Any]]
) -> None:
    page = visit(f"{traced[0]}/timeline")
    page.get_by_role("button", name="Show what changed").click()
    page.locator(".moved").wait_for()
    page.get_by_label("To", exact=True).fill("May 20")

    with read_by(page, "/timeline"):
        page.evaluate("window.dispatchEvent(new CustomEvent('regrip:back'))")

    expect(page.get_by_label("To", exact=True)).to_have_value("May 20")
    expect(page.get_by_label("To", exact=True)).to_be_focused()
    expect(page.locator(".moved")).to_be_visible()


def test_with_one_date_alone_there_is_nothing_to_hold_against(
    visit: Callable[..., Any], api: httpx.Client, new_case: Callable[..., str]
) -> None:
    case = new_case()
    files = [("files", ("2026-02 board.txt", b"The dashboard no longer matches what teams say. Work waits for weeks."))]
    api.post(f"/cases/{case}/documents", files=files).raise_for_status()
    page = visit(f"/cases/{case}/timeline")
    assert page.get_by_role("heading", name="The papers by date").is_visible()
    assert page.get_by_role("heading", name="What changed between two dates").count() == 0


def test_a_case_without_papers_says_what_to_add(visit: Callable[..., Any], new_case: Callable[..., str]) -> None:
    page = visit(f"/cases/{new_case()}/timeline")

    page.get_by_role("link", name="Add papers").click()

    page.get_by_role("heading", name="Add papers").wait_for()


def test_the_page_has_no_barriers(
    visit: Callable[..., Any], traced: tuple[str, dict[str, Any]], barriers: Callable[[Any], list[str]]
) -> None:
    page = visit(f"{traced[0]}/timeline", size=PHONE)
    page.get_by_role("button", name="Show what changed").click()
    page.locator(".moved").wait_for()
    for view in ("Chart", "Table"):
        page.get_by_role("button", name=view, exact=True).click()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert barriers(page) == []
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            until(page, lambda: bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth")))
            if view == "Chart":
                fits = "chart => chart.getBoundingClientRect().right <= innerWidth"
                until(page, lambda fits=fits: bool(page.locator(".chart").evaluate(fits)))
            elif width > 320:
                assert page.locator(".table").evaluate("box => box.scrollWidth <= box.clientWidth")
