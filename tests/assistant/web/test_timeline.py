"""The line of a case on its page: chart, table, turning points, and papers that say nothing."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.assistant.web.conftest import PHONE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def traced(site: Any) -> tuple[str, dict[str, Any]]:
    """A case of several years with an undated paper, and its line as the API gives it."""
    with httpx.Client(base_url=f"{site.address}/api/v1", timeout=60) as client:
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

    labels = points.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert len(labels) == len(line["points"])
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
    assert page.locator(".turns > li").count() == len(line["turning_points"]) == page.locator(".chart .turn").count()
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

    page.get_by_role("button", name="Table").click()
    page.reload()

    page.get_by_role("table").wait_for()
    assert page.locator(".chart").count() == 0
    assert page.get_by_role("button", name="Table").get_attribute("aria-pressed") == "true"
    assert page.locator("table a").count() == len(line["points"])
    page.get_by_role("button", name="Chart").click()
    assert page.locator(".chart a.point").count() == len(line["points"])


def test_a_paper_without_a_date_leads_to_the_form_that_gives_it_one(
    visit: Callable[..., Any], traced: tuple[str, dict[str, Any]]
) -> None:
    page = visit(f"{traced[0]}/timeline")

    page.get_by_role("link", name="Give it a date (leaflet.txt)").click()

    form = page.get_by_role("form", name="Change leaflet.txt")
    form.wait_for()
    assert form.get_by_label("Title").evaluate("field => field === document.activeElement")


def test_a_case_without_papers_says_what_to_add(visit: Callable[..., Any], new_case: Callable[..., str]) -> None:
    page = visit(f"/cases/{new_case()}/timeline")

    page.get_by_role("link", name="Add papers").click()

    page.get_by_role("heading", name="Add papers").wait_for()


def test_the_page_has_no_barriers(
    visit: Callable[..., Any], traced: tuple[str, dict[str, Any]], barriers: Callable[[Any], list[str]]
) -> None:
    page = visit(f"{traced[0]}/timeline", size=PHONE)
    for view in ("Chart", "Table"):
        page.get_by_role("button", name=view).click()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert barriers(page) == []
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            if view == "Chart":
                assert page.locator(".chart").evaluate("chart => chart.getBoundingClientRect().right <= innerWidth")
            elif width > 320:
                assert page.locator(".table").evaluate("box => box.scrollWidth <= box.clientWidth")
