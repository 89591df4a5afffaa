"""Signing in, out and changing a password, on a real server: as a browser without scripts, and in Chromium."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from assistant.accounts.in_use import AccountsInUse
from assistant.assistant import Assistant
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.web import serve
from assistant.web.application import create_app
from assistant.web.entrance import onward
from tests.assistant.guarded import PASSWORD, Guarded, type_in


def cookies_of(reply: httpx.Response) -> dict[str, str]:
    """Return what follows the value of each cookie that a reply sets."""
    return {line.split("=", 1)[0]: line.split(";", 1)[1] for line in reply.headers.get_list("set-cookie")}


def test_a_stranger_signs_in_and_comes_to_the_screen_that_was_asked_for(guarded: Guarded) -> None:
    browser = guarded.nobody()
    asked = browser.get("/cases/0123456789abcdef/plan?from=mail")
    assert asked.headers["location"] == "/sign-in?next=/cases/0123456789abcdef/plan%3Ffrom%3Dmail"
    assert "Sign in" in browser.get(asked.headers["location"]).text

    reply = type_in(browser, " Olive ", PASSWORD, "/cases/0123456789abcdef/plan?from=mail")

    assert (reply.status_code, reply.headers["location"]) == (303, "/cases/0123456789abcdef/plan?from=mail")
    said = cookies_of(reply)["regrip_session"].lower()
    assert "httponly" in said and "samesite=lax" in said and "path=/" in said and "secure" not in said
    assert browser.get("/api/v1/me").json()["name"] == "olive"
    assert browser.get("/sign-in?next=/library").headers["location"] == "/library"


def test_a_wrong_password_and_an_unknown_name_get_the_same_page(guarded: Guarded) -> None:
    pages = list[str]()
    for name, password in (("ravi", "wrong"), ("nobody", PASSWORD)):
        reply = type_in(guarded.nobody(), name, password)
        assert reply.status_code == 403
        assert "regrip_session" not in reply.headers.get("set-cookie", "")
        assert PASSWORD not in reply.text
        pages.append(re.sub(r'name="proof" value="[^"]+"', "", reply.text).replace(name, ""))

    assert pages[0] == pages[1]
    assert 'role="alert"' in pages[0]


def test_too_many_tries_are_held_up_with_the_time_to_wait(guarded: Guarded) -> None:
    for _ in range(4):
        assert type_in(guarded.nobody(), "held-up", "wrong").status_code == 403

    reply = type_in(guarded.nobody(), "held-up", "wrong")
    assert (reply.status_code, reply.headers["retry-after"].isdigit()) == (429, True)
    assert "wait 15 minutes" in reply.text


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://attacker.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
)
def test_another_site_signs_nobody_in(guarded: Guarded, headers: dict[str, str]) -> None:
    browser = guarded.nobody()
    browser.get("/sign-in")
    proof = browser.cookies["regrip_form"]
    form = {"name": "olive", "password": PASSWORD, "proof": proof, "next": "/"}

    assert browser.post("/sign-in", data=form, headers=headers).status_code == 403
    assert browser.post("/sign-in", data=form | {"proof": "x"}).status_code == 403
    assert guarded.nobody().post("/sign-in", data=form).status_code == 403
    assert browser.post("/sign-in", data=form).status_code == 303


def test_signing_out_takes_a_form_of_our_own_and_ends_the_session(guarded: Guarded) -> None:
    browser = guarded.signed_in("dan")
    page = browser.get("/about").text
    assert "dan" in page and 'action="/sign-out"' in page
    assert browser.post("/sign-out", data={"proof": "x"}).status_code == 403
    proof = re.search(r'name="proof" value="(\w+)"', page)
    assert proof
    secret = browser.cookies["regrip_session"]

    reply = browser.post("/sign-out", data={"proof": proof[1]})

    assert reply.headers["location"] == "/sign-in?told=out"
    assert "You are signed out" in browser.get(reply.headers["location"]).text
    browser.cookies.set("regrip_session", secret)
    assert browser.get("/api/v1/me").status_code == 401


def test_a_changed_password_keeps_this_session_and_ends_the_others(guarded: Guarded) -> None:
    guarded.accounts.accounts.add("pat", "adviser", PASSWORD)
    guarded.ids["pat"] = guarded.accounts.accounts.get("pat").id
    here, there = guarded.signed_in("pat"), guarded.signed_in("pat")
    proof = re.search(r'name="proof" value="(\w+)"', here.get("/password").text)
    assert proof

    def change(old: str, new: str, again: str) -> httpx.Response:
        return here.post("/password", data={"proof": proof[1], "old": old, "new": new, "again": again})

    assert (change("wrong", "four plain words now", "four plain words now")).status_code == 403
    assert "differ" in change(PASSWORD, "four plain words now", "four plain words").text
    assert "12 characters" in change(PASSWORD, "short", "short").text
    assert "was changed" in change(PASSWORD, "four plain words now", "four plain words now").text
    assert here.get("/api/v1/me").status_code == 200
    assert there.get("/api/v1/me").status_code == 401
    assert type_in(guarded.nobody(), "pat", PASSWORD).status_code == 403
    assert type_in(guarded.nobody(), "pat", "four plain words now").status_code == 303


def test_strangers_hear_that_the_server_is_alive_and_nothing_else_of_it(guarded: Guarded) -> None:
    assert guarded.nobody().get("/healthz").json() == {"status": "ok"}
    assert set(guarded.nobody().get("/readyz").json()) == {"status"}


@pytest.mark.parametrize("path", ["/sign-in", "/password"])
def test_the_pages_at_the_door_run_no_script_and_are_kept_nowhere(guarded: Guarded, path: str) -> None:
    reply = (guarded.nobody() if path == "/sign-in" else guarded.signed_in("dan")).get(path)

    assert "<script" not in reply.text and "style=" not in reply.text
    assert "form-action 'self'" in reply.headers["content-security-policy"]
    assert "unsafe" not in reply.headers["content-security-policy"]
    assert reply.headers["cache-control"] == "no-store"


def test_what_was_typed_comes_back_as_text(guarded: Guarded) -> None:
    reply = type_in(guarded.nobody(), '"><script>x</script>', "wrong", '/"><script>x</script>')

    assert "<script" not in reply.text
    assert "&lt;script&gt;" in reply.text


@given(st.text(max_size=60) | st.text(alphabet="/\\:.@?#%abc \t\n", max_size=20).map(lambda rest: f"/{rest}"))
def test_whatever_is_to_come_after_signing_in_is_a_screen_of_ours(said: str) -> None:
    to = onward(said)

    assert to.startswith("/") and not to.startswith(("//", "/\\"))
    assert to in (said, "/")
    assert httpx.URL("http://127.0.0.1:7860").join(to).host == "127.0.0.1"


@pytest.mark.parametrize(
    "said",
    [
        "https://attacker.example/",
        "//attacker.example",
        "/\\attacker.example",
        "javascript:alert(1)",
        "/sign-out",
        "/api/v1/export",
        "",
    ],
)
def test_no_other_place_is_come_to(said: str) -> None:
    assert onward(said) == "/"


@pytest.fixture(scope="module")
def behind_tls(guarded: Guarded) -> Iterator[FastAPI]:
    """The same accounts behind a proxy that speaks HTTPS, asked for by a name."""
    settings = Settings.model_validate({"home": guarded.home, "web": {"names": ["regrip.example"]}})
    accounts = AccountsInUse.on(guarded.engine, settings)
    assistant = Assistant.prepared(settings)
    yield create_app(assistant, settings, accounts)
    assistant.record_of().close()


def test_over_https_cookies_are_for_https_alone(behind_tls: FastAPI) -> None:
    client = TestClient(behind_tls, base_url="https://regrip.example", follow_redirects=False)
    page = client.get("/sign-in")
    proof = re.search(r'name="proof" value="([^"]+)"', page.text)
    assert proof
    form = {"name": "olive", "password": PASSWORD, "proof": proof[1]}
    reply = client.post("/sign-in", data=form, headers={"origin": "https://regrip.example"})

    assert reply.status_code == 303
    assert "secure" in cookies_of(reply)["__Host-regrip_session"].lower()
    assert "secure" in cookies_of(page)["__Host-regrip_form"].lower()
    assert client.get("/api/v1/me").json()["name"] == "olive"
    other = TestClient(behind_tls, base_url="https://attacker.example")
    assert other.get("/sign-in").status_code == 400


def test_a_server_with_accounts_and_no_account_says_how_to_make_one(tmp_path: Any) -> None:
    settings = Settings.model_validate({"home": tmp_path, "accounts": {"enabled": True}, "web": {"port": 0}})

    with pytest.raises(SettingsError, match="regrip users add NAME --role administrator"):
        serve(Assistant.prepared(settings), settings)


@pytest.mark.browser
def test_in_a_browser_a_wrong_password_is_told_then_the_right_one_lets_in_and_out(
    guarded: Guarded, visit: Callable[..., Any], barriers: Callable[[Any], list[str]]
) -> None:
    from playwright.sync_api import expect

    page = visit(f"{guarded.address}/settings", expect_errors=True)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert barriers(page) == []
    page.get_by_label("Name").fill("ravi")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not go together")
    expect(page.get_by_label("Name")).to_have_value("ravi")
    assert barriers(page) == []
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Settings and your data")).to_be_visible()
    expect(page.get_by_text("You are signed in as ravi")).to_be_visible()
    assert barriers(page) == []
    assert page.evaluate("document.cookie") == ""
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.browser
def test_in_a_browser_a_case_is_shared_by_name_and_is_then_with_the_other(
    guarded: Guarded, visit: Callable[..., Any], barriers: Callable[[Any], list[str]]
) -> None:
    from playwright.sync_api import expect

    case = guarded.signed_in("olive").post("/api/v1/cases", json={"name": "Shared one"}).json()["id"]
    page = visit(f"{guarded.address}/sign-in", expect_errors=True)
    page.get_by_label("Name").fill("olive")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Share Shared one").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Nobody but you")).to_be_visible()
    dialog.get_by_label("Share with").fill("nobody-here")
    dialog.get_by_role("button", name="Share", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("nobody signs in with this name")
    dialog.get_by_label("Share with").fill("Ravi")
    dialog.get_by_role("button", name="Share", exact=True).click()
    expect(dialog.get_by_text("ravi can read it")).to_be_visible()
    assert barriers(page) == []

    ravi = guarded.signed_in("ravi")
    assert ravi.get(f"/api/v1/cases/{case}").json()["role"] == "reader"
    dialog.get_by_role("button", name="Stop sharing with ravi").click()
    expect(dialog.get_by_text("Nobody but you")).to_be_visible()
    assert ravi.get(f"/api/v1/cases/{case}").status_code == 404
    dialog.get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name="Share Shared one")).to_be_focused()


@pytest.mark.browser
def test_in_a_browser_whoever_was_signed_out_is_told_and_keeps_what_was_typed(
    guarded: Guarded, visit: Callable[..., Any]
) -> None:
    from playwright.sync_api import expect

    page = visit(f"{guarded.address}/ask", expect_errors=True)
    page.get_by_label("Name").fill("eve")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    box = page.get_by_label("Your question")
    box.fill("What is losing grip?")
    page.context.clear_cookies()
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("You are signed out.").first).to_be_visible()
    expect(page.get_by_role("link", name="Sign in again")).to_have_attribute("href", "/sign-in?next=%2Fask")
