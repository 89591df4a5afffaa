"""A paper on its page: its signs marked in the text, corrected, added, and jumped to."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.browser

OPENING = "🙂 A note with §.\n\nPlease read it 👍 today.\n\n"
BACKLOG = (
    "Assessments are late and 96 are past their date. Nobody can tell me where they are sticking.\n\n"
    "Since April I cannot stand behind the weekly pack, and team managers keep spreadsheets of their own. "
    "In 2019 the service broke apart, but that is over."
)
TEXT = OPENING + BACKLOG


@pytest.fixture
def paper(api: httpx.Client, new_case: Callable[..., str]) -> dict[str, Any]:
    """A paper with signs, behind characters that JavaScript counts twice."""
    case = new_case()
    files = [("files", ("2024-05-31 note.txt", TEXT.encode()))]
    added: dict[str, Any] = api.post(f"/cases/{case}/documents", files=files).json()[0]["document"]
    return added | {"base": f"/cases/{case}", "path": f"/cases/{case}/documents/{added['id']}"}


def opened(visit: Callable[..., Any], path: str, **look: Any) -> Any:
    page = visit(path, **look)
    page.wait_for_selector("html[data-signs=read]", state="attached")
    return page


def marks(api: httpx.Client, paper: dict[str, Any]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = api.get(f"{paper['base']}/marks").json()
    return kept


def test_the_words_that_the_assessment_names_are_marked_and_numbered(
    visit: Callable[..., Any], api: httpx.Client, paper: dict[str, Any]
) -> None:
    assessed = api.post(f"{paper['base']}/assess", json={}).json()
    quotes = {signal["quote"] for signal in [*assessed["signals"], *assessed["against"]]}
    assert quotes

    page = opened(visit, paper["path"])

    assert quotes <= set(page.locator("mark.sign").all_inner_texts())
    assert page.locator(".paper-text .para").all_text_contents() == TEXT.split("\n\n")
    numbers = page.locator(".sign-number").evaluate_all("all => all.map(one => one.dataset.number)")
    assert numbers == [str(n + 1) for n in range(page.locator(".sign-row").count())]


def test_a_sign_is_opened_from_list_and_text_by_keyboard_and_the_focus_comes_back(
    visit: Callable[..., Any], paper: dict[str, Any]
) -> None:
    page = opened(visit, paper["path"])
    page.locator(".sign-row").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".note h2").inner_text().startswith("Sign 1 of ")
    assert page.locator("mark.chosen").first.is_visible()
    quoted = page.locator(".note blockquote").inner_text()
    page.get_by_role("button", name="Next", exact=True).press("Enter")
    assert page.locator(".note blockquote").inner_text() != quoted
    assert page.evaluate("document.activeElement.textContent") == "Next"
    page.get_by_role("button", name="Previous", exact=True).press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").startswith("sign-row")

    page.locator(".sign-number").nth(1).press("Enter")
    assert page.locator(".note h2").inner_text().startswith("Sign 2 of ")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.number") == "2"
    assert page.locator(".note").is_hidden()


def test_a_sign_that_is_not_now_stops_counting_says_why_and_can_be_taken_back(
    visit: Callable[..., Any], api: httpx.Client, paper: dict[str, Any]
) -> None:
    page = opened(visit, paper["path"])
    page.locator("mark.sign.counts .sign-number").first.click()
    quote = page.locator(".note blockquote").inner_text()
    page.get_by_role("button", name="Not now").click()
    page.get_by_role("button", name="Take it back").wait_for()

    [mark] = marks(api, paper)
    assert (mark["verdict"], TEXT[mark["start"] : mark["end"]]) == ("past", quote)
    assert "does not count" in page.locator(".note").inner_text()
    assert page.locator("mark.sign.chosen").get_attribute("class").split()[1] == "aside"
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("button", name="Not now").wait_for()
    assert marks(api, paper) == []


def test_a_sign_that_is_wrong_stays_in_sight_to_be_taken_back(
    visit: Callable[..., Any], api: httpx.Client, paper: dict[str, Any]
) -> None:
    page = opened(visit, paper["path"])
    before = page.locator(".sign-row").count()
    page.locator("mark.sign.counts .sign-number").first.click()
    page.get_by_role("button", name="Wrong").click()
    page.get_by_role("button", name="Take it back").wait_for()

    assert "not read as a sign" in page.locator(".note").inner_text()
    assert page.locator(".sign-row").count() >= before - 1
    assert marks(api, paper)[0]["verdict"] == "wrong"


def test_the_place_that_an_address_names_is_pointed_out(visit: Callable[..., Any], paper: dict[str, Any]) -> None:
    start = TEXT.index("team managers")

    page = opened(visit, f"{paper['path']}?at={start}-{start + len('team managers')}")

    assert "".join(page.locator(".spot").all_text_contents()) == "team managers"
    assert page.locator(".spot").first.evaluate("spot => spot === document.activeElement")


def test_selected_words_become_evidence_of_the_stage_that_is_chosen(
    visit: Callable[..., Any], api: httpx.Client, paper: dict[str, Any]
) -> None:
    page = opened(visit, paper["path"])
    page.locator(".para").nth(1).evaluate("p => getSelection().selectAllChildren(p)")
    page.get_by_role("button", name="Add as evidence…").click()
    assert page.locator(".note blockquote").inner_text() == "Please read it 👍 today."
    page.get_by_label("What they show").select_option("losing_grip")
    page.locator(".note").get_by_role("button", name="Add as evidence").click()
    page.get_by_role("button", name="Take it back").wait_for()

    [mark] = marks(api, paper)
    assert (mark["verdict"], mark["stage"]) == ("add", "losing_grip")
    assert TEXT[mark["start"] : mark["end"]] == "Please read it 👍 today."


def test_words_typed_as_evidence_that_do_not_stand_in_the_paper_are_refused_and_kept(
    visit: Callable[..., Any], api: httpx.Client, paper: dict[str, Any]
) -> None:
    page = opened(visit, paper["path"], expect_errors=True)
    page.get_by_role("button", name="Add words as evidence…").press("Enter")
    page.keyboard.type("words that nobody wrote")
    page.get_by_label("What they show").select_option("losing_grip")
    page.locator(".note").get_by_role("button", name="Add as evidence").click()

    assert "word for word" in page.locator(".note .problem").inner_text()
    assert page.get_by_label("The words").input_value() == "words that nobody wrote"
    assert marks(api, paper) == []


def test_a_long_paper_can_be_read_before_its_signs_are_found(
    visit: Callable[..., Any], api: httpx.Client, new_case: Callable[..., str]
) -> None:
    case = new_case()
    long = "\n\n".join(
        f"Paragraph {n} says that visits are in time and that the panel met as it should." for n in range(2000)
    )
    [added] = api.post(f"/cases/{case}/documents", files=[("files", ("long.txt", long.encode()))]).json()
    assert added["document"]["words"] > 30_000
    page = visit(f"/cases/{case}")
    page.route("**/assess", lambda route: None)

    page.goto(page.url + f"/documents/{added['document']['id']}")

    page.get_by_text("Paragraph 1999 says").wait_for()
    assert page.get_by_text("Looking for signs…").is_visible()


def test_the_page_has_no_barriers(
    visit: Callable[..., Any], paper: dict[str, Any], barriers: Callable[[Any], list[str]]
) -> None:
    page = opened(visit, paper["path"])
    page.locator(".sign-number").first.click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(page) == []
