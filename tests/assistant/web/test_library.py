"""The library: found by words and filters, read with its sources, with the words of a citation marked."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from corpus.library import Library
from tests.assistant.web.conftest import HOSTILE, PHONE
from tests.assistant.web.serving import Site

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
SEED = "cresswell-2013-four-stages"


def counted(page: Any) -> int:
    """The number of documents that the page says it found."""
    found = re.match(r"\d+", page.locator("#found").inner_text())
    assert found is not None
    return int(found[0])


def shown(page: Any, documents: int) -> None:
    """Wait until the page says that it found so many."""
    page.locator("#found", has_text=re.compile(rf"^\s*{documents}\b")).wait_for()


def announced(page: Any, text: str) -> None:
    page.locator("#live", has_text=text).wait_for(state="attached")


@pytest.fixture
def own_file(site: Site, tmp_path: Path) -> Iterator[str]:
    """The id of a file of the user's own in the library, with markup in its text."""
    file = tmp_path / "letter.txt"
    file.write_text(f"A letter to the board.\n\nOur visits are late. {HOSTILE} [see page 4]\n", encoding="utf-8")
    library = Library(site.home)
    added = library.add([file])[0].document_id
    assert added is not None
    yield added
    library.remove([added])


def test_a_search_shows_the_passage_that_matched_with_its_words_in_bold(visit: Visit, api: httpx.Client) -> None:
    page = visit("/library")

    page.get_by_label("Search the library").fill("agency team")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name=re.compile("for “agency team”")).wait_for()
    expected = api.get("/library", params={"q": "agency team"}).json()
    first = page.locator(".entry").first
    assert counted(page) == expected["total"]
    assert first.get_by_role("link").first.inner_text() == expected["documents"][0]["title"]
    assert "agency" in [word.lower() for word in page.locator(".entry blockquote b").all_inner_texts()]
    announced(page, f"{expected['total']} documents")


def test_filters_live_in_the_address_and_the_back_button_takes_them_away(visit: Visit, api: httpx.Client) -> None:
    page = visit("/library?kind=response+card")
    before = counted(page)

    page.get_by_role("combobox", name="Theme").select_option("reputation_identity")
    page.locator("summary", has_text="Filters (2 in use)").wait_for()
    address = urlsplit(page.url)
    after = api.get(f"/library?{address.query}").json()["total"]
    shown(page, after)
    page.go_back()
    page.locator("summary", has_text="Filters (1 in use)").wait_for()
    shown(page, before)

    assert parse_qs(address.query) == {"kind": ["response card"], "theme": ["reputation_identity"]}
    assert after < before
    assert counted(visit(f"/library?{address.query}")) == after


def test_a_choice_says_how_many_documents_it_leaves(visit: Visit) -> None:
    page = visit("/library?stage=complete_lock&since=2020&until=2025")
    theme = page.get_by_role("combobox", name="Theme")

    label = theme.locator("option[value=workforce]").inner_text()
    theme.select_option("workforce")
    page.locator("summary", has_text="Filters (4 in use)").wait_for()

    assert label == f"workforce ({counted(page)})"
    dates = " ".join(page.locator(".entry > p:nth-of-type(1)").all_inner_texts())
    assert {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", dates)} <= set(range(2020, 2026))


def test_nothing_found_comes_with_a_way_out(visit: Visit, api: httpx.Client) -> None:
    page = visit("/library?q=agency&kind=response+card&status=superseded")
    assert page.get_by_role("heading", name="Nothing found").is_visible()

    page.get_by_role("button", name="Show the whole library").click()

    page.locator(".entry").first.wait_for()
    assert counted(page) == api.get("/library").json()["total"]
    assert page.get_by_label("Search the library").evaluate("box => box === document.activeElement && box.value === ''")


def test_a_filter_that_cannot_be_read_is_said_with_a_way_out(visit: Visit) -> None:
    page = visit("/library?since=lately", expect_errors=True)

    assert "not a date" in page.get_by_role("alert").filter(has_text="date").inner_text()
    page.get_by_role("button", name="Show the whole library").click()
    page.locator(".entry").first.wait_for()
    assert page.locator(".problem").count() == 0


def test_a_superseded_document_names_what_replaced_it(visit: Visit) -> None:
    page = visit("/library")

    def replaced(route: Any) -> None:
        found = route.fetch().json()
        for one in found.get("documents", [found]):
            if one["id"] == "ofsted-2016-monitoring-inadequate":
                one["superseded_by"] = "ofsted-ilacs-framework"
        route.fulfill(json=found)

    page.route("**/api/v1/library**", replaced)
    page.goto(page.url + "?status=superseded")
    entry = page.locator(".entry").first
    assert "superseded Replaced by Inspecting local authority" in entry.inner_text().replace("\n", " ")

    entry.get_by_role("link").first.click()

    page.get_by_text("for what holds now").wait_for()
    assert page.locator(".warned a").get_attribute("href") == "/library/ofsted-ilacs-framework"


def test_a_note_says_whose_words_it_is_in_and_leads_to_its_sources(visit: Visit, api: httpx.Client) -> None:
    note = api.get(f"/library/{SEED}").json()

    page = visit(f"/library/{SEED}")

    text = page.locator("#main").inner_text()
    assert note["basis_words"] in text and "3 September 2013" in text and "our inference" in text
    original = page.get_by_role("link", name="Open the original (new tab, outside Regrip)")
    assert original.get_attribute("href") == note["url"] and original.get_attribute("rel") == "noopener noreferrer"
    assert "Nobody has checked" in text
    assert page.get_by_role("heading", level=2, name="What it says about the stages").is_visible()
    assert page.locator(".note-body > ul").last.get_by_role("link").first.inner_text() == note["cited_by"][0]["title"]
    page.locator(".note-text").get_by_role("link", name=f"source 1 ({note['cites'][0]['title']})").first.click()
    page.get_by_role("heading", level=1, name=note["cites"][0]["title"]).wait_for()


@pytest.mark.parametrize(("document", "number"), [("stage-complete-lock", 1), (SEED, 2)])
def test_the_words_of_a_citation_are_marked_in_its_passage(
    visit: Visit, api: httpx.Client, document: str, number: int
) -> None:
    chunk = api.get(f"/library/{document}").json()["chunks"][number]
    start = chunk["text"].index(" ", 150) + 1
    quote = chunk["text"][start : start + 240].strip()

    page = visit(f"/library/{document}?{urlencode({'chunk': chunk['chunk_id'], 'quote': quote})}")

    plain = re.sub(r"\s*\[[^\]]*\]|^- ", "", quote.split(" [")[0], flags=re.MULTILINE)
    marked = " ".join(page.locator("mark").all_inner_texts())
    assert " ".join(plain.split()) in " ".join(marked.split())
    assert len(marked) <= len(quote)
    assert 0 < page.locator(".passage mark").first.bounding_box()["y"] < 900
    announced(page, "marked")


def test_words_that_are_no_longer_there_are_said_to_be_missing(visit: Visit) -> None:
    page = visit(f"/library/{SEED}?chunk={SEED}/gone/1&quote=words+that+never+stood+here")

    assert page.get_by_text("not in this document as it stands now").is_visible()
    assert page.locator("mark, .passage").count() == 0


def test_asking_about_a_note_puts_a_question_in_the_box(visit: Visit) -> None:
    page = visit(f"/library/{SEED}")

    page.get_by_role("link", name="Ask about this").click()

    expect(page.get_by_role("textbox").first).to_have_value(re.compile("A Service Punching Below Its Weight"))


def test_markup_in_a_file_is_only_text(visit: Visit, own_file: str) -> None:
    page = visit(f"/library/{own_file}")

    assert HOSTILE in page.locator(".note-text").inner_text()
    assert page.evaluate("window.hacked") is None and page.locator(".note-text img").count() == 0
    assert page.get_by_role("link", name="Open the original").count() == 0


def test_what_was_typed_stays_when_the_server_comes_back(visit: Visit) -> None:
    page = visit("/library")
    page.get_by_label("Search the library").fill("half a thou")

    page.evaluate("window.dispatchEvent(new CustomEvent('regrip:back'))")

    announced(page, "documents")
    expect(page.get_by_label("Search the library")).to_have_value("half a thou")
    expect(page.get_by_label("Search the library")).to_be_focused()


def test_the_rest_of_a_long_list_is_shown_on_request_with_the_focus_on_it(visit: Visit) -> None:
    page = visit("/library", size=PHONE)
    shown = page.locator(".entry").count()
    assert not page.get_by_role("combobox", name="Stage").is_visible()

    page.get_by_role("button", name=re.compile("^Show 25 more")).click()

    expect(page.locator(".entry")).to_have_count(shown + 25)
    expect(page.locator(".entry").nth(shown).get_by_role("link").first).to_be_focused()

    page.evaluate("window.dispatchEvent(new CustomEvent('regrip:back'))")
    announced(page, "documents")
    expect(page.locator(".entry")).to_have_count(shown + 25)
    expect(page.locator(".entry").nth(shown).get_by_role("link").first).to_be_focused()


def test_the_library_is_used_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/library?theme=workforce")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "sought":
            break
    page.keyboard.type("supervision")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=re.compile("for “supervision”")).wait_for()
    title = page.locator(".entry a").first.inner_text()

    for _ in range(14):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.entry') !== null"):
            break
    page.keyboard.press("Enter")

    page.get_by_role("heading", level=1, name=title).wait_for()


@pytest.mark.parametrize("dark", [False, True])
def test_the_library_and_its_notes_are_open_to_all(
    visit: Visit, barriers: Callable[[Any], list[str]], dark: bool
) -> None:
    for path in ("/library?q=supervision&kind=journal+article", "/library/jas-skelcher-2005?quote=turnaround"):
        page = visit(path, size={"width": 320, "height": 640}, dark=dark)

        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
