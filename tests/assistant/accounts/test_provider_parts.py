"""The parts of signing in through a provider by themselves: settings, addresses, the way there and back, what is kept, tokens."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from pydantic import ValidationError

from assistant.accounts.errors import ProviderFault, ProviderRefused
from assistant.accounts.provider import outside
from assistant.accounts.provider.addresses import checked, is_here
from assistant.accounts.provider.id_token import claims_of
from assistant.accounts.provider.kept import Kept
from assistant.accounts.provider.outside import ask
from assistant.accounts.provider.persons import is_told, joined, person_of
from assistant.accounts.provider.settings import ProviderSettings
from assistant.accounts.provider.way import LONGEST, Way
from assistant.errors import SettingsError
from assistant.settings import in_force, load_settings

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHOLE = {"issuer": "https://login.example/realm", "client_id": "regrip"}
KEYS = KeySet([RSAKey.generate_key(2048, {"kid": "one"})])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"issuer": "https://login.example"}, "oidc.client_id is not"),
        ({"client_id": "regrip"}, "oidc.issuer is not"),
        ({"client_secret": "hush"}, "oidc.client_secret is set and oidc.issuer is not"),
        ({"roles": {"g": "director"}}, "oidc.roles is set and oidc.issuer is not"),
        ({**WHOLE, "issuer": "http://login.example"}, "not https"),
        ({**WHOLE, "issuer": "login.example"}, "not an address"),
        ({**WHOLE, "issuer": "https://login.example/?tenant=a"}, "with `?`"),
        ({**WHOLE, "issuer": "https://ann:hush@login.example"}, "with a name"),
        ({**WHOLE, "issuer": "https://login.example:99999"}, "cannot be read"),
        ({**WHOLE, "roles": {"g": "director"}}, "go together"),
        ({**WHOLE, "roles_claim": "groups"}, "go together"),
        ({**WHOLE, "roles_claim": "groups", "roles": {"g": "boss"}}, "roles.g"),
        ({**WHOLE, "new_accounts": "administrator"}, "may not be administrator"),
        ({**WHOLE, "scopes": ["email"]}, "openid"),
        ({**WHOLE, "client_secret": "two\nlines"}, "copy it from the provider again"),
        ({**WHOLE, "name": "\x1b[31m"}, "not a name"),
        ({**WHOLE, "clientsecret": "hush"}, "clientsecret"),
    ],
)
def test_settings_that_are_not_whole_are_refused_by_name(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ProviderSettings.model_validate(given)

    assert said in str(caught.value)


def test_empty_values_are_unset_and_a_provider_on_this_machine_needs_no_https() -> None:
    assert ProviderSettings.model_validate({"issuer": " ", "client_id": "", "client_secret": ""}).issuer is None
    assert ProviderSettings.model_validate({**WHOLE, "issuer": "http://127.0.0.1:9400"}).client_secret is None


@pytest.mark.parametrize("name", ["client_secret", "clientsecret", "secret"])
def test_a_secret_is_shown_nowhere(tmp_path: Any, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    text = '[oidc]\nissuer = "https://login.example"\nclient_id = "regrip"\n[oidc.roles]\n'
    (tmp_path / "regrip.toml").write_text(text.replace("[oidc.roles]", f'{name} = "hush hush\\n"'))
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert name in str(caught.value) and "hush" not in str(caught.value)
    (tmp_path / "regrip.toml").write_text(text.replace("[oidc.roles]\n", 'client_secret = "hush hush"\n'))
    settings = load_settings()
    assert "hush" not in f"{settings!r} {in_force(settings)}"
    assert ("oidc.roles", "{}", "default") in in_force(settings)


@pytest.mark.parametrize(
    ("token", "more", "checked_email"),
    [
        ({"email": "a@x"}, {"email": "a@x", "email_verified": True}, True),
        ({"email": "a@x"}, {"email": "b@x", "email_verified": True}, None),
        ({"email": "a@x"}, {"email_verified": True}, None),
        ({"email": "a@x", "email_verified": False}, {"email": "a@x", "email_verified": True}, False),
        ({}, {"email": "b@x", "email_verified": True}, True),
    ],
)
def test_whether_an_address_was_checked_is_believed_of_that_address_only(
    token: dict[str, Any], more: dict[str, Any], checked_email: bool | None
) -> None:
    assert joined(token, more).get("email_verified") is checked_email


@given(st.text(max_size=40) | st.from_regex(r"(https?|ftp)://[a-z.@:\\[\\]0-9/#? ]{0,30}", fullmatch=True))
def test_whatever_is_taken_for_an_address_is_https_or_of_this_machine(address: str) -> None:
    try:
        taken = checked(address)
    except ValueError:
        return
    parts = urlsplit(taken)
    assert parts.scheme == "https" or (parts.scheme == "http" and is_here(taken))
    assert parts.hostname and parts.username is None and taken.isprintable()


@pytest.mark.parametrize(
    "address", ["https://login.example", "http://localhost:9400", "http://[::1]/realm", "https://a.example/b?c=d"]
)
def test_addresses_of_providers_are_taken_as_they_are(address: str) -> None:
    assert checked(address) == address


@given(st.text(max_size=400))
def test_a_way_is_known_again_by_its_cookie_and_by_no_other(onward: str) -> None:
    way = Way.begun(onward, NOW)
    kept = Way.kept(way.cookie, NOW + LONGEST - timedelta(seconds=1))

    assert kept is not None and kept.onward in (onward, "/")
    assert (kept.state, kept.nonce, kept.verifier) == (way.state, way.nonce, way.verifier)
    assert len({way.state, way.nonce, way.verifier}) == 3 and len(way.verifier) == 43
    assert not Way.begun(onward, NOW).is_of(way.state) and len(way.cookie) < 2000
    assert Way.kept(way.cookie, NOW + LONGEST) is None
    assert Way.kept(way.cookie, NOW - timedelta(hours=1)) is None


@given(st.text(max_size=120), st.text(max_size=60))
def test_whatever_a_browser_sends_instead_is_no_way(cookie: str, state: str) -> None:
    way = Way.kept(cookie, NOW)

    assert way is None or not way.is_of(state)


@given(st.text() | st.from_regex(r"[\w-]{0,40}\.[\w-]{0,40}\.[\w-]{0,40}", fullmatch=True))
def test_whatever_is_no_token_is_refused(token: str) -> None:
    class Known:
        def keys(self, anew: bool = False) -> KeySet:
            return KEYS

    with pytest.raises(ProviderRefused):
        claims_of(token, Known(), "https://login.example", "regrip", "nonce")


def test_a_key_that_the_provider_has_just_begun_to_use_is_fetched() -> None:
    new = RSAKey.generate_key(2048, {"kid": "two"})
    claims = {"iss": "i", "aud": "regrip", "sub": "s", "nonce": "n", "iat": 1000, "exp": 1300}
    token = jwt.encode({"alg": "RS256", "kid": "two"}, claims, new)
    asked = list[bool]()

    class Rotated:
        def keys(self, anew: bool = False) -> KeySet:
            asked.append(anew)
            return KeySet([new]) if anew else KEYS

    assert claims_of(token, Rotated(), "i", "regrip", "n", now=1000)["sub"] == "s"
    assert asked == [False, True]


_CLAIMS = st.dictionaries(
    st.sampled_from(["email", "email_verified", "groups", "preferred_username"]),
    st.none() | st.booleans() | st.integers() | st.text(max_size=80) | st.lists(st.text(max_size=5) | st.integers()),
)


@given(_CLAIMS, st.sampled_from(["email", "preferred_username", "groups"]))
def test_whatever_claims_say_a_name_is_of_text_and_an_email_was_checked(claims: dict[str, Any], claim: str) -> None:
    settings = ProviderSettings.model_validate(
        {**WHOLE, "claim": claim, "roles_claim": "groups", "roles": {"g": "adviser"}}
    )
    person = person_of({"iss": "i", "sub": "s", **claims}, settings)

    is_told(claims, settings)
    assert (person.name is None) == bool(person.problem)
    if person.name is not None:
        assert isinstance(claims[claim], str) and (claim != "email" or claims["email_verified"] in (True, "true"))
    assert person.barred == (person.role is None)
    if person.role is not None:
        assert "g" in claims["groups"]


class Fetched:
    """Something to fetch, that fails when it is told to."""

    def __init__(self) -> None:
        self.times, self.moment, self.failing = 0, 0.0, False

    def __call__(self) -> int:
        self.times += 1
        if self.failing:
            raise ProviderFault("not there")
        return self.times

    def clock(self) -> float:
        return self.moment


def test_what_is_fetched_is_kept_and_fetched_again_when_it_is_old() -> None:
    fetched = Fetched()
    kept = Kept(fetched, 60, 10, fetched.clock)
    assert [kept.get(), kept.get()] == [1, 1]
    fetched.moment = 20
    assert [kept.get(30), kept.get(20)] == [1, 2]
    fetched.moment = 80
    assert kept.get() == 3


def test_a_failure_is_told_again_for_a_while_without_asking() -> None:
    fetched = Fetched()
    kept, fetched.failing = Kept(fetched, 60, 10, fetched.clock), True
    for _ in range(3):
        with pytest.raises(ProviderFault, match="not there"):
            kept.get()
    assert fetched.times == 1
    fetched.moment, fetched.failing = 10, False
    assert kept.get() == 2


Answering = Callable[[Callable[[BaseHTTPRequestHandler], None]], str]


@pytest.fixture
def answering() -> Iterator[Answering]:
    """A function that serves one answer of a test's own making, and returns its address."""
    servers = list[HTTPServer]()

    def serve(answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        servers.append(HTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def send(status: int, body: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return what sends one answer."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        with contextlib.suppress(ConnectionError):
            handler.wfile.write(body)

    return answer


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b"\xff", b"[" * 100_000, b'"text"', b"NaN"])
def test_what_is_no_object_is_an_empty_one(answering: Answering, body: bytes) -> None:
    assert ask(answering(send(200, body))).said == {}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (send(200, b"{" + b" " * 2_000_000), "too large"),
        (send(200, b"x", Content_Encoding="gzip"), "compressed"),
    ],
)
def test_an_answer_that_is_not_to_be_read_is_a_fault(answering: Answering, answer: Any, said: str) -> None:
    with pytest.raises(ProviderFault, match=said):
        ask(answering(answer))


def test_nobody_is_led_on_to_another_address(answering: Answering) -> None:
    elsewhere = list[str]()
    other = answering(lambda handler: elsewhere.append(handler.path))
    reply = ask(answering(send(302, b"{}", Location=other)))

    assert reply.status == 302 and elsewhere == []


def test_a_server_that_hangs_up_is_a_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        threading.Thread(target=lambda: listener.accept()[0].close(), daemon=True).start()
        with pytest.raises(ProviderFault, match="no answer"):
            ask(f"http://127.0.0.1:{port}/")


def test_a_name_that_is_looked_up_for_ever_is_a_fault_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    released, ended = threading.Event(), list[str]()

    def hang(host: str, *_: Any, **__: Any) -> Any:
        released.wait(30)
        ended.append(host)
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    monkeypatch.setattr(outside, "_SECONDS_IN_ALL", 0.5)
    try:
        with pytest.raises(ProviderFault, match="TimeoutError"):
            ask("https://login.example/")
        assert ended == []
    finally:
        released.set()
