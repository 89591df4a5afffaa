"""The whole way on a phone: an example, its answer, a source, papers, timeline, plan, briefing, library; a start without an index."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.assistant.web.conftest import PHONE
from tests.assistant.web.serving import Site

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]


def _fits(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


def test_a_case_is_worked_through_from_its_question_to_its_briefing(visit: Visit, api: httpx.Client) -> None:
    loaded = api.post("/examples/ostlebridge").raise_for_status().json()
    case = f"/cases/{loaded['case']['id']}"
    page = visit(case, size=PHONE, has_touch=True)

    page.get_by_label("Your question").fill(loaded["message"])
    page.get_by_role("button", name="Ask", exact=True).tap()
    expect(page.get_by_role("button", name="Copy with sources")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("link", name="Most likely: losing grip. See stage and evidence")).to_be_visible()
    _fits(page)
    page.locator(".turn .cite").first.tap()
    expect(page.get_by_role("dialog").locator("mark").first).to_be_visible()
    page.keyboard.press("Escape")

    page.get_by_role("link", name="Documents").tap()
    page.locator("input[type=file]").set_input_files(
        {
            "name": "note.md",
            "mimeType": "text/markdown",
            "buffer": b"# A note of June 2026\n\nThe queue is down to forty.\n",
        }
    )
    expect(page.locator(".paper", has_text="note.md")).to_be_visible()
    _fits(page)
    page.get_by_role("link", name="Timeline", exact=True).tap()
    expect(page.get_by_text("Direction: getting worse")).to_be_visible()
    _fits(page)
    page.get_by_role("link", name="Plan", exact=True).tap()
    expect(page.locator(".plan-sentence")).to_be_visible(timeout=20_000)
    _fits(page)
    page.get_by_role("link", name="Briefing").tap()
    expect(page.locator("article.paper")).to_be_visible()
    _fits(page)
    page.get_by_role("link", name="Library").first.tap()
    expect(page.locator(".entry").first).to_be_visible()
    _fits(page)


def test_without_an_index_the_first_page_offers_to_build_one(visit: Visit, models: Path, tmp_path: Path) -> None:
    shutil.copytree(models, tmp_path / "home" / "models")
    site = Site(tmp_path / "home")
    site.begin()
    try:
        page = visit(site.address, size=PHONE, expect_errors=True)  # it asks on while the server ends
        expect(page.get_by_role("heading", name="index of sources").first).to_be_visible()
        page.get_by_role("button", name="Build it now").click()
        expect(page.get_by_role("progressbar", name="Building the index of sources")).to_be_visible()
        expect(page.get_by_role("progressbar")).to_have_attribute("value", re.compile(r"[1-9]"), timeout=180_000)
    finally:
        site.end()
