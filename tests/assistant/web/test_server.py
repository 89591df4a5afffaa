"""The application over HTTP, and the address it is served at."""

import re
import shutil
import socket
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.web import serve
from assistant.web.application import create_app
from assistant.web.screens import SCREENS, screen_at
from assistant.web.server import address_of, is_loopback, open_listener, run_server

ADDRESSES = (
    "/",
    "/new",
    "/compare",
    "/ask",
    "/ask/0123456789abcdef",
    "/cases/0123456789abcdef",
    "/cases/0123456789abcdef/conversations/0123456789abcdef",
    "/cases/0123456789abcdef/documents",
    "/cases/0123456789abcdef/documents/0123456789abcdef",
    "/cases/0123456789abcdef/timeline",
    "/cases/0123456789abcdef/plan",
    "/cases/0123456789abcdef/briefing",
    "/library",
    "/library/stage-losing-grip",
    "/stages",
    "/settings",
    "/about",
)


@pytest.fixture(scope="module")
def app(home: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    own = tmp_path_factory.mktemp("web")
    shutil.copytree(home, own, dirs_exist_ok=True)
    settings = Settings(home=own)
    return create_app(Assistant.open(settings), settings)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as client:
        yield client


def test_health_gives_the_versions(client: TestClient) -> None:
    reply = client.get("/healthz").json()

    assert reply["status"] == "ok"
    assert reply["versions"]["index"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_screen_has_a_document_and_a_script_of_its_own(client: TestClient, path: str) -> None:
    reply = client.get(path)
    screen = screen_at(path)

    assert reply.status_code == 200
    assert screen is not None
    assert f'data-screen="{screen.name}"' in reply.text
    version = re.search(r"/static/(\w+)/js/shell.js", reply.text)
    assert version
    assert client.get(f"/static/{version[1]}/js/screens/{screen.name}.js").status_code == 200


def test_all_screens_are_among_those_addresses() -> None:
    assert {screen for path in ADDRESSES if (screen := screen_at(path))} == set(SCREENS)


def test_what_a_document_names_is_there_and_may_be_kept_for_good(client: TestClient) -> None:
    named = _named(client.get("/").text)

    assert len(named) > 5
    for url in named:
        reply = client.get(url)
        assert reply.status_code == 200, url
        assert "immutable" in reply.headers["cache-control"]


def test_files_of_another_version_are_gone(client: TestClient) -> None:
    assert client.get("/static/000000000000/js/shell.js").status_code == 404


@pytest.mark.parametrize("path", ["/", "/healthz", "/no-such-page", "/api/v1/cases", "/library"])
def test_every_reply_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_the_policy_names_no_other_host_and_lets_no_text_become_a_script(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]

    assert not re.search(r"https?:|\*|\.\w|unsafe", policy)
    assert "require-trusted-types-for 'script'" in policy


def test_every_script_of_a_document_carries_the_nonce_of_its_reply(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")
    nonce = re.search(r"'nonce-([\w-]+)'", first.headers["content-security-policy"])

    assert nonce
    assert first.text.count("<script") == first.text.count(f'<script nonce="{nonce[1]}"') > 0
    assert nonce[1] not in second.headers["content-security-policy"]


def test_no_script_of_the_screens_reads_a_text_as_html() -> None:
    scripts = (Path(__file__).parents[3] / "assistant/web/static/js").rglob("*.js")
    found = [
        path.name
        for path in scripts
        if re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|DOMParser", path.read_text("utf-8")
        )
    ]

    assert found == []


def _named(html: str) -> list[str]:
    class Names(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found = list[str]()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found += [v for k, v in attrs if k in ("src", "href") and v and v.startswith("/static/")]

    names = Names()
    names.feed(html)
    return names.found


@pytest.mark.parametrize(
    "path",
    [
        "docs",
        "redoc",
        "openapi.json",
        "monitoring",
        "login",
        "gradio_api/info",
        "gradio_api/openapi.json",
        "gradio_api/runs",
        "gradio_api/upload",
        "gradio_api/file=/etc/passwd",
        "gradio_api/proxy=https://example.com",
        "gradio_api/vibe-code",
        "gradio_api/call/ask",
        "gradio_api/heartbeat/someone",
        "config",
        "static/../../../etc/passwd",
    ],
)
def test_what_the_page_does_not_need_is_shut(client: TestClient, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404
    assert client.post(f"/{path}").status_code in (404, 405)


def test_no_other_name_for_this_machine_is_answered(client: TestClient) -> None:
    assert client.get("/", headers={"host": "attacker.example"}).status_code == 400


def test_another_site_cannot_ask_in_a_visitors_name(client: TestClient) -> None:
    reply = client.post("/gradio_api/queue/join", json={}, headers={"sec-fetch-site": "cross-site"})

    assert reply.status_code == 403


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.com", ""])
def test_an_address_that_others_could_reach_is_refused(assistant: Assistant, host: str) -> None:
    settings = Settings()
    settings.web.host = host

    with pytest.raises(SettingsError, match=r"web\.host.*127\.0\.0\.1"):
        serve(assistant, settings)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1", "localhost"])
def test_loopback_addresses_are_accepted(host: str) -> None:
    assert is_loopback(host)


def test_a_port_in_use_is_a_one_line_error(assistant: Assistant) -> None:
    with open_listener("127.0.0.1", 0) as listener:
        settings = Settings()
        settings.web.port = listener.getsockname()[1]

        with pytest.raises(SettingsError, match="--port") as caught:
            serve(assistant, settings)

    assert "\n" not in str(caught.value)


def test_an_address_of_the_newer_kind_is_written_in_brackets() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        listener = open_listener("::1", 0)
    except SettingsError:
        pytest.skip("IPv6 is switched off here")
    with listener:
        assert address_of(listener).startswith("http://[::1]:")


def test_an_answer_being_made_does_not_keep_the_server_from_ending(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.server.SECONDS_TO_FINISH", 120)  # who waits for the stream waits as long as that
    addresses: Queue[str] = Queue()
    end = Event()
    with open_listener("127.0.0.1", 0) as listener:
        thread = Thread(target=run_server, args=(app, listener, addresses.put, end), daemon=True)
        thread.start()
        address = addresses.get(timeout=120)
        assert httpx.get(f"{address}/healthz", timeout=60).json()["status"] == "ok"

        body = {"data": [{"text": "What is losing grip?"}], "fn_index": 0, "session_hash": "someone"}
        httpx.post(f"{address}/gradio_api/queue/join", json=body, timeout=60).raise_for_status()
        with httpx.stream("GET", f"{address}/gradio_api/queue/data?session_hash=someone", timeout=60) as alive:
            assert alive.status_code == 200
            end.set()
            thread.join(60)

    assert not thread.is_alive()
