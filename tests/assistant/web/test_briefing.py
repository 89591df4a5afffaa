"""A case as a paper: read, printed, saved in each format, with its conversations."""

import io
from collections.abc import Callable
from typing import Any

import httpx
import pypdf
import pytest
from docx import Document

from tests.assistant.web.conftest import HOSTILE, OPENING, PHONE

pytestmark = pytest.mark.browser

BEGINNINGS = {"Word": b"PK", "PDF": b"%PDF", "Markdown": b"# ", "Web page": b"<!doctype html>"}

Visit = Callable[..., Any]
NewCase = Callable[..., str]


@pytest.fixture
def opened(visit: Visit, new_case: NewCase) -> Callable[..., Any]:
    """A function that opens the briefing of a case of this name, and waits for the paper."""

    def open_briefing(name: str = "Northbury", **options: Any) -> Any:
        page = visit(f"/cases/{new_case(name, OPENING)}/briefing", **options)
        page.locator(".paper").wait_for()
        return page

    return open_briefing


def saved(page: Any, button: Any) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        button.click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_the_paper_is_read_here_and_saved_in_each_format(opened: Callable[..., Any]) -> None:
    page = opened()
    paper = page.locator(".paper")
    assert paper.get_by_role("heading", name="Northbury").is_visible() and paper.get_by_text("Board paper").is_visible()
    assert paper.locator("ol, ul").count() > 2 and "**" not in paper.inner_text() and "\\" not in paper.inner_text()
    for format, begins in BEGINNINGS.items():
        page.get_by_label(format, exact=True).check()
        name, content = saved(page, page.get_by_role("button", name="Make the file"))
        assert name.startswith("regrip-board-northbury-") and content.startswith(begins)
        page.get_by_text(f"Saved as {name}.").first.wait_for()
    page.get_by_label("Adviser's version").check()
    paper.get_by_text("Adviser's briefing").wait_for()
    assert saved(page, page.get_by_role("button", name="Make the file"))[0].startswith("regrip-adviser-")


def test_a_note_leads_to_its_source(opened: Callable[..., Any]) -> None:
    page = opened()
    note = page.locator(".paper .note").first
    place = note.get_attribute("href")
    assert page.locator(place).inner_text().startswith(note.inner_text())
    note.click()
    page.locator(f"{place}:target").wait_for()


def test_each_conversation_of_the_case_is_saved_as_a_file(opened: Callable[..., Any]) -> None:
    page = opened()
    for format, begins in BEGINNINGS.items():
        button = page.locator(".conversation-files").get_by_role("button", name=f"as {format}")
        name, content = saved(page, button)
        assert name.startswith("regrip-conversation-") and content.startswith(begins)


def test_print_gives_the_paper_alone(opened: Callable[..., Any]) -> None:
    page = opened()
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    text = "\n".join(sheet.extract_text() for sheet in sheets)
    assert "Board paper" in text and "Sources" in text
    for left_out in ("Make the file", "Which paper", "Conversations as files", "Documents", "The stages", "new tab"):
        assert left_out not in text
    assert abs(float(sheets[0].mediabox.width) - 595) < 2


def test_an_empty_case_says_what_is_needed(visit: Visit, new_case: NewCase) -> None:
    case = new_case()
    page = visit(f"/cases/{case}/briefing")
    assert page.get_by_role("heading", name="There is nothing to brief on yet").is_visible()
    assert page.get_by_role("link", name="Add papers").get_attribute("href") == f"/cases/{case}/documents"


def docx(*paragraphs: str) -> dict[str, Any]:
    """A Word document as a browser is given one."""
    document, file = Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(file)
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "council paper.docx", "mimeType": media, "buffer": file.getvalue()}


def words(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def test_only_what_has_changed_since_a_date_is_read_and_saved(visit: Visit, api: httpx.Client) -> None:
    case = api.post("/examples/fenhaven").raise_for_status().json()["case"]["id"]
    page = visit(f"/cases/{case}/briefing?since=March 2025", expect_errors=True)
    paper, since = page.locator(".paper"), page.get_by_label("Only what has changed since")
    paper.get_by_role("heading", name="what changed since 31 March 2025").wait_for()
    assert (
        since.input_value() == "March 2025" and page.get_by_text("dated from 12 March 2024 to 26 May 2026").is_visible()
    )
    name, content = saved(page, page.get_by_role("button", name="Make the file"))
    assert name.endswith(".docx") and "what changed since 31 March 2025" in " ".join(words(content))

    since.fill("soon")
    since.press("Enter")
    page.get_by_role("alert").get_by_text("'soon': not a date").wait_for()
    assert since.evaluate("field => field === document.activeElement") and paper.count() == 0
    since.fill("")
    since.press("Tab")
    paper.get_by_role("heading", name="Evidence for").wait_for()
    assert page.get_by_role("alert").count() == 0


def test_without_dated_papers_the_date_is_not_asked_for(opened: Callable[..., Any]) -> None:
    page = opened()
    assert page.get_by_label("Only what has changed since").is_disabled()
    assert page.get_by_text("It takes papers with dates; this case has none yet.").is_visible()


def test_the_paper_is_made_in_the_councils_own_template(opened: Callable[..., Any]) -> None:
    page = opened()
    page.get_by_label("PDF", exact=True).check()
    page.get_by_label("A Word template").set_input_files(docx("Northshire Council", "{{ title }}: {{ kind }}"))
    page.get_by_text("council paper.docx").first.wait_for()
    assert page.get_by_label("Word", exact=True).is_checked() and page.get_by_label("PDF", exact=True).is_disabled()

    name, content = saved(page, page.get_by_role("button", name="Make the file"))
    assert name.endswith(".docx") and words(content) == ["Northshire Council", "Northbury: Board paper"]

    page.get_by_role("button", name="Take it out").click()
    assert page.get_by_label("PDF", exact=True).is_enabled()
    name, content = saved(page, page.get_by_role("button", name="Make the file"))
    assert "Northshire Council" not in words(content)


def test_the_template_that_the_page_shows_can_be_filled(opened: Callable[..., Any]) -> None:
    page = opened()
    page.get_by_text("What stands in a template").click()
    shown = page.locator(".council-template pre").inner_text().split("\n")
    named = [f"{{{{ {name} }}}}" for name in page.locator(".council-template code").all_inner_texts() if "." in name]
    assert len(named) > 3
    page.get_by_label("A Word template").set_input_files(docx(*shown, *(f"{name[:-3]}.title }}}}" for name in named)))
    _, content = saved(page, page.get_by_role("button", name="Make the file"))
    assert "Evidence for" in words(content)[:-1] and words(content)[-1] == "What is not known"


def test_a_template_that_cannot_be_used_is_told_in_one_line(opened: Callable[..., Any]) -> None:
    page = opened(expect_errors=True)
    page.get_by_label("A Word template").set_input_files(docx("{{ titel }}"))
    page.get_by_role("button", name="Make the file").click()
    said = page.get_by_role("alert").get_by_text("there is no such name at {{ titel }}")
    said.wait_for()
    assert said.inner_text().startswith("The file was not made. council paper.docx: ")
    page.get_by_label("A Word template").set_input_files(docx() | {"name": "big.docx", "buffer": b"x" * 20_000_001})
    page.get_by_role("alert").get_by_text("big.docx has 20 MB, more than 20 MB").wait_for()


def test_what_fails_is_said_where_it_failed(opened: Callable[..., Any]) -> None:
    page = opened(expect_errors=True)
    page.context.set_offline(True)
    page.get_by_role("button", name="Make the file").click()
    page.get_by_role("alert").get_by_text("The file was not made. Regrip cannot be reached.").wait_for()
    page.get_by_label("Adviser's version").check()
    page.get_by_text("The paper is shown as soon as it is back.").wait_for()
    page.context.set_offline(False)
    page.locator(".paper").get_by_text("Adviser's briefing").wait_for()


def test_names_stay_text(opened: Callable[..., Any]) -> None:
    page = opened(HOSTILE)
    assert page.locator(".paper h3").inner_text() == HOSTILE
    assert page.locator(".paper img, .paper script").count() == 0 and not page.evaluate("window.hacked")


def test_the_briefing_can_be_read_and_made_by_everybody(
    opened: Callable[..., Any], barriers: Callable[[Any], list[str]]
) -> None:
    assert barriers(opened()) == []
    page = opened(dark=True, size=PHONE)
    assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_label("Board paper").focus()
    page.keyboard.press("ArrowDown")
    page.locator(".paper").get_by_text("Adviser's briefing").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    for stop in ("Choose a template", "What stands in a template", "Make the file"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == stop
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".pdf")
