"""The application over HTTP, and the address it is served at."""

import re
import socket
from collections.abc import Callable, Iterator
from queue import Queue
from threading import Event, Thread
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.web import serve
from assistant.web.application import create_app
from assistant.web.server import SECONDS_TO_FINISH, address_of, is_loopback, open_listener, run_server


@pytest.fixture
def client(fake: Any) -> Iterator[TestClient]:
    with TestClient(create_app(fake, Settings()), base_url="http://127.0.0.1") as client:
        yield client


def test_health_gives_the_versions(client: TestClient) -> None:
    reply = client.get("/healthz")

    assert reply.json() == {"status": "ok", "versions": {"index": "fake", "model": "none"}}


@pytest.mark.parametrize("path", ["/", "/healthz", "/config", "/no-such-page", "/regrip/page.css"])
def test_every_reply_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_the_policy_names_no_other_host(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]

    assert not re.search(r"https?:|\*|\.\w", policy)
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


def test_every_script_of_the_page_carries_the_nonce_of_its_reply(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")
    nonce = re.search(r"'nonce-([\w-]+)'", first.headers["content-security-policy"])

    assert nonce
    assert first.text.count("<script") == first.text.count(f'<script nonce="{nonce[1]}"') > 0
    assert nonce[1] not in second.headers["content-security-policy"]


def test_the_page_is_in_english_and_shows_no_other_maker(client: TestClient) -> None:
    page = client.get("/").text

    assert 'lang="en"' in page
    assert "og:title" not in page
    assert "raw.githubusercontent.com" not in page


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
def test_an_address_that_others_could_reach_is_refused(fake: Any, host: str) -> None:
    settings = Settings()
    settings.web.host = host

    with pytest.raises(SettingsError, match=r"web\.host.*127\.0\.0\.1"):
        serve(fake, settings)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1", "localhost"])
def test_loopback_addresses_are_accepted(host: str) -> None:
    assert is_loopback(host)


def test_a_port_in_use_is_a_one_line_error(fake: Any) -> None:
    with open_listener("127.0.0.1", 0) as listener:
        settings = Settings()
        settings.web.port = listener.getsockname()[1]

        with pytest.raises(SettingsError, match="--port") as caught:
            serve(fake, settings)

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


def test_the_address_is_announced_once_it_answers(fake: Any, serve_page: Callable[[Any], str]) -> None:
    address = serve_page(fake)

    assert httpx.get(f"{address}/healthz").json()["status"] == "ok"


def test_an_open_page_does_not_keep_the_server_from_ending(fake: Any) -> None:
    addresses: Queue[str] = Queue()
    end = Event()
    with open_listener("127.0.0.1", 0) as listener:
        arguments = (create_app(fake, Settings()), listener, addresses.put, end)
        thread = Thread(target=run_server, args=arguments, daemon=True)
        thread.start()
        address = addresses.get(timeout=30)

        with httpx.stream("GET", f"{address}/gradio_api/heartbeat/someone") as alive:
            next(alive.iter_lines())
            end.set()
            thread.join(SECONDS_TO_FINISH - 1)

    assert not thread.is_alive()
