"""Signing in through a provider on a real server: two processes, a browser without scripts between them, and Chromium."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.accounts.in_use import AccountsInUse
from assistant.accounts.provider.links import Links
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web.application import create_app
from tests.assistant.guarded import PASSWORD, Guarded, type_in
from tests.assistant.openid.running import COUNCIL, RunningProvider
from tests.assistant.web.test_sign_in import cookies_of


@pytest.fixture(scope="module")
def through(home: Path, tmp_path_factory: pytest.TempPathFactory, a_provider: RunningProvider) -> Iterator[Guarded]:
    """A server that signs people in through the provider, too; Ann has an account without a password, and Ben has none."""
    own = tmp_path_factory.mktemp("through")
    (own / "models").symlink_to(home / "models")
    with Guarded(own, **a_provider.settings()) as running:
        running.accounts.accounts.add("ann@council.example", "director", None)
        yield running


def there(browser: httpx.Client, onward: str = "/") -> str:
    """Follow the link of the page, and return where it leads at the provider."""
    page = browser.get("/sign-in", params={"next": onward})
    link = re.search(r'href="(/sign-in/provider[^"]*)">Sign in with Northfield<', page.text)
    assert link, page.text
    reply = browser.get(link[1])
    assert reply.status_code == 303, reply.text
    return reply.headers["location"]


def test_a_stranger_signs_in_there_and_comes_to_the_screen_that_was_asked_for(
    through: Guarded, provider: RunningProvider
) -> None:
    browser, onward = through.nobody(), "/cases/0123456789abcdef/plan?from=mail"
    sent = there(browser, onward)
    kept = browser.cookies["regrip_way"]
    back = browser.get(provider.as_person(sent, "s-ann"))

    assert (back.status_code, back.headers["location"]) == (303, onward)
    said = cookies_of(back)["regrip_session"].lower()
    assert said == cookies_of(type_in(through.nobody(), "olive", PASSWORD))["regrip_session"].lower()
    assert "max-age=0" in cookies_of(back)["regrip_way"].lower() and "regrip_way" not in browser.cookies
    assert kept not in back.text and back.headers["cache-control"] == "no-store"
    assert browser.get("/api/v1/me").json() | {"id": ""} == {
        "id": "",
        "name": "ann@council.example",
        "role": "director",
        "may": ["ask", "judge", "keep_cases", "use"],
        "read_only": False,
    }


def test_what_a_browser_keeps_meanwhile_is_read_by_no_script_and_not_for_long(
    through: Guarded, provider: RunningProvider
) -> None:
    browser = through.nobody()
    said = cookies_of(browser.get("/sign-in/provider"))["regrip_way"].lower()

    assert "httponly" in said and "samesite=lax" in said and "max-age=600" in said and "path=/" in said


def test_signing_out_ends_the_session_and_says_that_the_provider_may_go_on(
    through: Guarded, provider: RunningProvider
) -> None:
    browser = through.nobody()
    browser.get(provider.as_person(there(browser), "s-ann"))
    secret, page = browser.cookies["regrip_session"], browser.get("/").text
    proof = re.search(r'name="proof" value="(\w+)"', page)
    assert proof
    out = browser.post("/sign-out", data={"proof": proof[1]})

    assert "may still be signed in with Northfield" in browser.get(out.headers["location"]).text
    browser.cookies.set("regrip_session", secret)
    assert browser.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    "onward", ["https://attacker.example/", "//attacker.example", "/\\attacker.example", "/api/v1/export"]
)
def test_nobody_is_sent_on_to_another_site(through: Guarded, provider: RunningProvider, onward: str) -> None:
    browser = through.nobody()
    sent = browser.get("/sign-in/provider", params={"next": onward}).headers["location"]
    back = browser.get(provider.as_person(sent, "s-ann"))

    assert (back.status_code, back.headers["location"]) == (303, "/")
    assert browser.get("/sign-in/provider", params={"next": onward}).headers["location"] == "/"


def test_a_screen_changed_in_the_cookie_makes_it_another_way(through: Guarded, provider: RunningProvider) -> None:
    browser = through.nobody()
    sent = there(browser)
    way = browser.cookies["regrip_way"]
    browser.cookies.set("regrip_way", way.rsplit(".", 1)[0] + ".https%3A%2F%2Fattacker.example", domain="127.0.0.1")
    back = browser.get(provider.as_person(sent, "s-ann"))

    assert back.status_code == 403 and "location" not in back.headers


def test_an_address_that_was_come_back_to_is_good_once_and_in_one_browser(
    through: Guarded, provider: RunningProvider
) -> None:
    browser, another = through.nobody(), through.nobody()
    address = provider.as_person(there(browser), "s-ann")
    there(another)
    assert another.get(address).status_code == 403
    way = browser.cookies["regrip_way"]
    assert browser.get(address).status_code == 303
    browser.cookies.clear()
    browser.cookies.set("regrip_way", way)
    again = browser.get(address)

    assert again.status_code == 403 and "regrip_session" not in again.headers.get("set-cookie", "")
    assert 'role="alert"' in again.text and "begin again" in again.text


def test_who_is_unknown_is_told_what_to_do_and_what_the_provider_says_is_shown_as_text(
    through: Guarded, provider: RunningProvider
) -> None:
    ben, odd = through.nobody(), through.nobody()
    told = ben.get(provider.as_person(there(ben), "s-ben"))
    assert told.status_code == 403
    assert "no account called ben@council.example here; ask whoever runs Regrip" in told.text
    shown = odd.get(provider.as_person(there(odd), "s-odd")).text
    assert "&lt;script&gt;@council.example" in shown and "<script" not in shown


def test_a_change_of_the_account_ends_a_session_begun_through_the_provider(
    through: Guarded, provider: RunningProvider
) -> None:
    browser = through.nobody()
    browser.get(provider.as_person(there(browser), "s-ann"))
    assert browser.get("/password").text.count("You have no password here") == 1
    through.accounts.accounts.set_disabled("ann@council.example", True)
    assert browser.get("/api/v1/me").status_code == 401
    refused = browser.get(provider.as_person(there(browser), "s-ann"))
    through.accounts.accounts.set_disabled("ann@council.example", False)

    assert refused.status_code == 403 and "switched off" in refused.text


def test_while_the_provider_is_down_that_is_said_and_passwords_go_on(
    through: Guarded, provider: RunningProvider
) -> None:
    browser = through.nobody()
    address = provider.as_person(there(browser), "s-ann")
    provider.end()
    try:
        back = browser.get(address)
        assert back.status_code == 503
        assert "Signing in with Northfield does not work at this moment" in back.text
        assert type_in(browser, "olive", PASSWORD).status_code == 303
    finally:
        provider.begin()
        provider.know(**COUNCIL)


@pytest.fixture(scope="module")
def behind_tls(through: Guarded) -> Iterator[FastAPI]:
    """The same accounts behind a proxy that speaks HTTPS, asked for by a name; nobody listens where the provider should be."""
    given = {"home": through.home, "web": {"names": ["regrip.example"]}, "accounts": {"enabled": True}}
    oidc = {"issuer": "http://127.0.0.1:9/realm", "client_id": "regrip", "name": "The <b>council</b>"}
    settings = Settings.model_validate(given | {"oidc": oidc})
    assistant = Assistant.prepared(settings)
    yield create_app(assistant, settings, AccountsInUse.on(through.engine, settings))
    assistant.record_of().close()


def test_a_provider_that_was_never_there_is_told_on_the_page(behind_tls: FastAPI) -> None:
    client = TestClient(behind_tls, base_url="https://regrip.example", follow_redirects=False)
    page = client.get("/sign-in")
    assert "Sign in with The &lt;b&gt;council&lt;/b&gt;" in page.text
    for _ in range(2):
        reply = client.get("/sign-in/provider?next=/library")
        assert reply.status_code == 503
        assert 'name="next" value="/library"' in reply.text and "does not work at this moment" in reply.text


def test_over_https_the_way_is_kept_for_https_alone_and_its_address_is_ours(
    through: Guarded, provider: RunningProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    oidc = {"issuer": provider.issuer, "client_id": "regrip-tests"}
    settings = Settings.model_validate(
        {"home": through.home, "web": {"names": ["regrip.example"]}, "accounts": {"enabled": True}, "oidc": oidc}
    )
    assistant = Assistant.prepared(settings)
    app = create_app(assistant, settings, AccountsInUse.on(through.engine, settings))
    client = TestClient(app, base_url="https://regrip.example", follow_redirects=False)
    reply = client.get("/sign-in/provider")
    assistant.record_of().close()

    assert "secure" in cookies_of(reply)["__Host-regrip_way"].lower()
    asked = httpx.URL(reply.headers["location"]).params
    assert asked["redirect_uri"] == "https://regrip.example/sign-in/provider/back"


def test_without_a_provider_in_the_settings_there_is_no_way_there(guarded: Guarded) -> None:
    browser = guarded.nobody()

    assert "/sign-in/provider" not in browser.get("/sign-in").text
    for path in ("/sign-in/provider", "/sign-in/provider/back?code=x&state=y"):
        assert browser.get(path).status_code == 404


@pytest.mark.browser
def test_in_a_browser_the_button_leads_there_and_back(
    through: Guarded, provider: RunningProvider, visit: Callable[..., Any], barriers: Callable[[Any], list[str]]
) -> None:
    from playwright.sync_api import expect

    Links(through.engine).remove(through.accounts.accounts.get("ann@council.example").id)
    page = visit(f"{through.address}/settings", expect_errors=True)
    assert barriers(page) == []
    page.get_by_role("link", name="Sign in with Northfield").click()
    page.get_by_role("button", name="s-ann").click()

    expect(page.get_by_text("You are signed in as ann@council.example")).to_be_visible()
    assert page.evaluate("document.cookie") == ""
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("may still be signed in with Northfield")).to_be_visible()
    assert barriers(page) == []


def test_whoever_calls_the_doors_again_and_again_adds_few_lines_to_the_log(through: Guarded) -> None:
    stranger, audit = through.nobody(), through.accounts.audit
    for number in range(60):
        assert stranger.get("/sign-in/provider/back", params={"state": "x", "code": str(number)}).status_code == 403
        assert stranger.get("/api/v1/me", headers={"authorization": f"Bearer rgp_{number}_x"}).status_code == 401
        begun = through.nobody()
        begun.get("/sign-in/provider")
        begun.get("/sign-in/provider/back", params={"error": "access_denied"})

    assert sum(line.actor == "" for line in audit.lines(10_000)) <= 50


def test_slow_sign_ins_leave_everybody_else_their_threads(
    home: Path, tmp_path: Path, provider: RunningProvider
) -> None:
    provider.be(metadata={"token_endpoint": provider.dripping()})
    (tmp_path / "models").symlink_to(home / "models")
    with Guarded(tmp_path, **provider.settings()) as running, ThreadPoolExecutor(40) as people:
        olive = running.signed_in("olive")

        def slowly() -> int:
            browser = running.nobody()
            state = parse_qs(urlsplit(there(browser)).query)["state"][0]
            return browser.get("/sign-in/provider/back", params={"state": state, "code": "any"}).status_code

        slow = [people.submit(slowly) for _ in range(40)]
        wait(slow, 3, FIRST_COMPLETED)
        assert olive.get("/api/v1/me").status_code == 200
        assert not any(one.done() for one in slow)
        running.kill()
