"""What stands beside a conversation: the stage strip, the ledger of signs, the questions, and the passage behind a citation."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.assistant.comparing.test_comparing import CRISIS
from tests.assistant.timeline.test_timeline import STEADY
from tests.assistant.web.conftest import OPENING, PHONE, until

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
NewCase = Callable[..., str]
QUOTE_IN_SIGHT = """mark => {
  const [quote, passage] = [mark, mark.parentElement].map(one => one.getBoundingClientRect());
  return quote.top >= passage.top && quote.top < passage.bottom;
}"""
VAGUE = "Things feel harder than last year."
MANY_SIGNS = (
    "Assessments have queued for six weeks at the front door. The dashboard that leaders use is two months old and nobody trusts it. "
    "Two of our duty teams have far higher caseloads than the rest. Our own audits are sunnier than what inspectors saw in practice. "
    "Managers keep weekly spreadsheets because the new recording system fails. A court told us of the delays before our managers did. "
    "Supervision has slipped in three teams since the spring."
)


@pytest.fixture
def beside(visit: Visit, new_case: NewCase) -> Callable[..., Any]:
    """A function that opens a case with an answered message and waits for the evidence beside it."""

    def opened(said: str = OPENING, case_id: str | None = None, **options: Any) -> Any:
        page = visit(f"/cases/{case_id or new_case(said=said)}", **options)
        page.locator(".stage-strip h2").wait_for()
        return page

    return opened


def _chance(page: Any, stage: str) -> str:
    return str(page.locator(f'.step[data-stage="{stage}"] .step-share').inner_text())


def _judged_anew(page: Any) -> Any:
    return page.expect_response(lambda reply: reply.url.endswith("/assess"))


def _row(page: Any, words: str) -> Any:
    return page.locator(".signal", has_text=words)


def test_papers_that_newer_ones_have_overtaken_are_named_beside_the_signs(
    beside: Callable[..., Any], api: httpx.Client, new_case: NewCase
) -> None:
    case_id = new_case()
    for title, text in (("2021-03 crisis.txt", CRISIS), ("2025-06 board.txt", STEADY), ("2026-01 board.txt", STEADY)):
        files = [("files", (title, f"{title}. {text}".encode(), "text/plain"))]
        assert api.post(f"/cases/{case_id}/documents", files=files).json()[0]["document"]["date"]
    asked = {"text": "What stage are we in, and what should we do next?"}
    assert api.post(f"/cases/{case_id}/ask", json=asked).status_code == 200

    page = beside(case_id=case_id)

    expect(page.locator(".ledger")).to_contain_text("newer papers have overtaken it: 2021-03 crisis")
    expect(page.locator(".stage-strip h2")).to_contain_text("teady")


def test_the_strip_names_the_likeliest_stage_and_those_that_cannot_be_ruled_out(
    beside: Callable[..., Any], api: httpx.Client, new_case: NewCase
) -> None:
    case_id = new_case(said=OPENING)
    found = api.post(f"/cases/{case_id}/assess", json={}).json()

    page = beside(case_id=case_id)

    named = found["stage"].replace("_", " ")
    assert page.locator(".stage-strip h2").inner_text() == f"Most likely: {named}"
    assert page.locator(".certainty").inner_text() == found["certainty"]
    noted = page.locator(".step.plausible").evaluate_all("all => all.map(one => one.dataset.stage)")
    assert noted == found["plausible"]
    rows = page.locator(".stage-strip table tbody tr").all_text_contents()
    assert len(rows) == 5
    assert any(row.lower().startswith(named) and row.endswith("most likely") for row in rows)


def test_without_a_named_stage_no_chances_are_shown(beside: Callable[..., Any]) -> None:
    page = beside(VAGUE)

    assert page.locator(".stage-strip h2").inner_text() == "No stage is named: not enough evidence"
    assert "%" not in page.locator(".stage-strip").inner_text()


def test_a_correction_moves_the_strip_and_can_be_taken_back_by_keyboard_alone(beside: Callable[..., Any]) -> None:
    page = beside()
    before = _chance(page, "losing_grip")
    page.locator(".signal").first.get_by_role("button", name="Wrong").focus()

    with _judged_anew(page):
        page.keyboard.press("Enter")
    taken = page.locator(".signal", has_text="You marked this: wrong")
    taken.wait_for()
    moved = _chance(page, "losing_grip")
    page.locator("button:focus", has_text="Take it back").wait_for()
    with _judged_anew(page):
        page.keyboard.press("Enter")
    taken.wait_for(state="detached")

    assert moved != before
    assert _chance(page, "losing_grip") == before
    page.locator(".signal:focus-within").wait_for()


def test_words_taken_out_are_still_shown_after_a_reload(beside: Callable[..., Any]) -> None:
    page = beside()
    words = page.locator(".signal q").first.inner_text()
    with _judged_anew(page):
        page.locator(".signal").first.get_by_role("button", name="Wrong").click()
    page.locator(".signal-marked").wait_for()

    page.reload()

    expect(_row(page, "You marked this: wrong").locator("q")).to_have_text(words)


def test_a_sign_of_a_paper_leads_to_the_paper_and_can_be_set_aside(
    beside: Callable[..., Any], api: httpx.Client, new_case: NewCase
) -> None:
    case_id = new_case()
    text = "Caseloads in the assessment teams are above 30 and the third interim director has left."
    api.post(f"/cases/{case_id}/documents", files={"files": ("Board paper.txt", text.encode())}).raise_for_status()
    page = beside(case_id=case_id)
    sign = page.locator(".signal", has=page.get_by_role("link", name=re.compile("Board paper")))
    assert sign.first.get_by_role("link").get_attribute("href").startswith(f"/cases/{case_id}/documents/")

    with _judged_anew(page):
        sign.first.get_by_role("button", name="Not us").click()

    page.get_by_role("heading", name=re.compile("Read, but not counted")).wait_for()
    assert sign.first.get_by_text("You marked this: not us").is_visible()


def test_a_correction_that_fails_is_told_in_its_line(beside: Callable[..., Any]) -> None:
    page = beside(expect_errors=True)
    told = '{"error": {"code": "conflict", "message": "This cannot be marked now."}}'
    page.route("**/marks", lambda route: route.fulfill(status=409, content_type="application/json", body=told))

    page.locator(".signal").first.get_by_role("button", name="Not now").click()

    assert page.locator(".signal").first.get_by_role("alert").inner_text() == "This cannot be marked now."
    assert page.evaluate("document.activeElement.textContent").startswith("Not now")


def test_evidence_is_added_from_words_that_stand_there_and_other_words_are_refused(beside: Callable[..., Any]) -> None:
    page = beside(expect_errors=True)
    form = page.locator(".add-evidence")
    page.get_by_role("button", name="Add evidence").click()
    form.get_by_label("The words").fill("words that nobody wrote")
    form.get_by_label("The stage that they show").select_option("service_breakdown")
    form.get_by_role("button", name="Add as a sign").click()
    assert "does not stand in any text word for word" in form.get_by_role("alert").inner_text()
    assert form.get_by_label("The words").input_value() == "words that nobody wrote"

    form.get_by_label("The words").fill("one duty team is all agency")
    with _judged_anew(page):
        form.get_by_role("button", name="Add as a sign").click()

    added = _row(page, "You marked this: added as a sign")
    assert added.locator("q").inner_text() == "one duty team is all agency"
    expect(form).to_be_hidden()


def test_the_first_lines_are_shown_and_the_rest_on_demand(beside: Callable[..., Any]) -> None:
    page = beside(MANY_SIGNS)
    assert page.locator(".signal").count() == 5

    page.get_by_role("button", name=re.compile("Show all")).click()

    assert page.locator(".signal").count() > 5
    assert page.evaluate("document.activeElement.className") == "signal"


def test_a_question_answered_in_its_place_becomes_a_message_and_leaves_the_list(
    beside: Callable[..., Any], api: httpx.Client
) -> None:
    page = beside()
    question = page.locator(".question", has=page.locator('[data-side="yes"]')).first
    asked = question.locator("h3").inner_text()
    if not question.evaluate("one => one.open"):
        question.locator("summary").click()
    choice = question.locator(".choice-answer").first
    sentence = choice.locator(".sentence > span").inner_text()

    choice.click()

    page.locator(".turn .message", has_text=sentence).wait_for()
    page.locator(".turn").nth(1).get_by_role("button", name="Copy with sources").wait_for()
    assert asked not in page.locator(".question-list").inner_text()


def test_a_question_one_is_not_sure_of_is_put_aside_and_can_be_brought_back(beside: Callable[..., Any]) -> None:
    page = beside()
    first = page.locator(".question h3").first.inner_text()

    page.locator(".question[open]").get_by_role("button", name="Not sure").click()

    assert first not in page.locator(".question-list").inner_text()
    assert page.locator(".turn").count() == 1
    page.get_by_role("button", name=re.compile("put aside")).click()
    assert first in page.locator(".question-list").inner_text()


def test_what_is_typed_below_a_question_stays_when_the_evidence_changes(beside: Callable[..., Any]) -> None:
    page = beside()
    box = page.locator(".question[open] textarea")
    box.fill("Two posts were filled")

    with _judged_anew(page):
        page.locator(".signal").last.get_by_role("button", name="Not us").click()
    page.locator(".signal-marked").wait_for()

    assert page.locator("textarea").evaluate_all("all => all.some(one => one.value === 'Two posts were filled')")


def test_who_types_on_while_the_stage_is_judged_anew_keeps_the_focus(beside: Callable[..., Any]) -> None:
    page = beside()
    held = list[Any]()
    page.route("**/assess", lambda route: held.append(route))
    page.locator(".signal").first.get_by_role("button", name="Wrong").click()
    until(page, lambda: len(held) == 1)
    box = page.get_by_label("Your question")
    box.fill("And what")

    page.route("**/assess", lambda route: route.continue_())
    held[0].continue_()
    page.locator(".signal-marked").wait_for()

    expect(box).to_be_focused()


def test_a_citation_opens_its_passage_with_the_quoted_words_marked(
    beside: Callable[..., Any], api: httpx.Client, new_case: NewCase
) -> None:
    case_id = new_case(said=OPENING)
    conversation = api.get(f"/cases/{case_id}/conversations").json()[0]["id"]
    answer = api.get(f"/conversations/{conversation}").json()["exchanges"][0]["answer"]
    page = beside(case_id=case_id)
    button = page.locator(".answer .cite").first
    cited = next(one for one in answer["citations"] if str(one["n"]) == button.get_attribute("data-n"))

    button.click()
    panel = page.get_by_role("dialog")
    panel.locator(".source-basis:not(:empty)").wait_for()

    assert panel.locator("mark").inner_text() == cited["quote"]
    assert cited["title"] in panel.inner_text()
    assert panel.get_by_role("link", name="Read the whole note").get_attribute("href").endswith(cited["document_id"])
    assert page.evaluate("document.activeElement.id") == "source-heading"
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert button.evaluate("one => one === document.activeElement")


def test_on_a_phone_the_passage_is_a_sheet_that_keeps_the_focus(beside: Callable[..., Any]) -> None:
    page = beside(size=PHONE)
    page.locator(".answer .cite").first.click()
    panel = page.get_by_role("dialog")
    panel.locator(".source-basis:not(:empty)").wait_for()

    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
        )
    panel.get_by_role("button", name="Next source").click()
    page.get_by_role("heading", name="Source 2").wait_for()
    panel.locator(".source-basis:not(:empty)").wait_for()
    assert panel.locator("mark").evaluate(QUOTE_IN_SIGHT)
    panel.get_by_role("button", name="Close").click()

    assert page.evaluate("document.activeElement.dataset.n") == "2"


def test_a_passage_that_is_gone_leaves_the_quoted_words(beside: Callable[..., Any]) -> None:
    page = beside(expect_errors=True)
    told = '{"error": {"code": "not_found", "message": "no passage has this id"}}'
    page.route("**/passages/**", lambda route: route.fulfill(status=404, content_type="application/json", body=told))

    page.locator(".answer .cite").first.click()

    panel = page.get_by_role("dialog")
    panel.locator(".source-gone").wait_for()
    assert "no longer in the index" in panel.inner_text()
    assert panel.locator("mark").inner_text() != ""


@pytest.mark.parametrize("dark", [False, True])
def test_the_evidence_has_no_barriers_and_fits_a_narrow_screen(
    beside: Callable[..., Any], barriers: Callable[[Any], list[str]], dark: bool
) -> None:
    page = beside(dark=dark)
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_label("The stage that they show").select_option("losing_grip")
    page.locator(".answer .cite").first.click()
    page.locator(".source-basis:not(:empty)").wait_for()

    assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
