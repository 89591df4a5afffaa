"""Settings in plain words, the user's own data, and what the product says of itself."""

import io
import zipfile
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
DARK_PAPER = "rgb(18, 23, 28)"


def paper_of(page: Any) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_settings_say_where_data_lives_and_that_nothing_leaves(visit: Visit, site: Site) -> None:
    said = visit("/settings", size=PHONE).locator("#main").inner_text()

    assert "Nothing leaves this machine" in said
    assert str(site.home / "record.sqlite") in said
    assert (
        "30 days" in said and "200,000 characters" in said and "None. Answers are put together from the sources" in said
    )


def test_the_theme_is_chosen_and_stays(visit: Visit) -> None:
    page = visit("/settings")
    light = paper_of(page)

    page.get_by_label("Dark").check()
    assert paper_of(page) == DARK_PAPER
    page.goto(page.url.replace("/settings", "/about"))
    assert paper_of(page) == DARK_PAPER
    page.goto(page.url.replace("/about", "/settings"))
    page.get_by_label("Same as this device").check()

    assert paper_of(page) == light
    assert page.evaluate("localStorage.getItem('regrip-theme')") is None


def test_all_data_can_be_taken_as_one_file(visit: Visit, api: httpx.Client, tmp_path: Path) -> None:
    api.post("/cases", json={"name": "Pinvale"}).raise_for_status()
    page = visit("/settings")

    with page.expect_download() as download:
        page.get_by_role("link", name="Take my data").click()
    download.value.save_as(tmp_path / "mine.zip")

    names = zipfile.ZipFile(io.BytesIO((tmp_path / "mine.zip").read_bytes())).namelist()
    assert any("Pinvale" in name and name.endswith("case.json") for name in names)


def test_deleting_everything_by_keyboard_needs_the_words_and_can_be_called_off(visit: Visit, api: httpx.Client) -> None:
    case = api.post("/cases", json={"name": "Quenby"}).json()["id"]
    page = visit("/settings")
    page.get_by_role("button", name="Delete everything…").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Delete everything?").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    page.keyboard.type("delete everythin")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "Nothing was deleted" in page.get_by_role("dialog").get_by_role("alert").inner_text()
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Delete everything…")).to_be_focused()
    assert api.get(f"/cases/{case}").json()["deleted_at"] is None


def test_the_about_page_opens_at_its_statement_on_accessibility(visit: Visit) -> None:
    page = visit("/about#accessibility")

    assert page.evaluate("document.activeElement.textContent") == "Accessibility"
    assert page.get_by_role("heading", name="Accessibility", exact=True).is_visible()
    said = page.locator("#main").inner_text()
    assert "no inspection judgement" in said and "Martin Cresswell" in said and "Known limits" in said


@pytest.mark.parametrize("dark", [False, True])
def test_settings_and_about_have_no_barriers_and_never_scroll_sideways(
    visit: Visit, barriers: Callable[[Any], list[str]], dark: bool
) -> None:
    for path in ("/settings", "/about"):
        page = visit(path, size={"width": 320, "height": 700}, dark=dark)
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
