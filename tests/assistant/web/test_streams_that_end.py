"""Streams over real HTTP, while a language model thinks: they end as soon as whoever reads them may not do so any more."""

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import httpx
import pytest

from assistant.accounts.base import hash_of
from tests.assistant.guarded import Guarded
from tests.assistant.language_model.scripted import ScriptedServer, Speech, scripted_server

TEXT = "Our assessments are slowing and the dashboard does not match what teams say. What stage are we in?"
API = "/api/v1"
NUMBERS = count()


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with scripted_server() as server:
        yield server


@pytest.fixture(scope="module")
def slow(home: Path, tmp_path_factory: pytest.TempPathFactory, model: ScriptedServer) -> Iterator[Guarded]:
    """A server with accounts whose language model says nothing until the test is over."""
    shutil.copytree(home, own := tmp_path_factory.mktemp("slow") / "home")
    llm = {
        "REGRIP_LLM__MODEL": "openai:scripted",
        "REGRIP_LLM__BASE_URL": model.url,
        "REGRIP_LLM__FIRST_TOKEN_S": "300",
    }
    with Guarded(own, **llm) as running:
        yield running


@pytest.fixture(autouse=True)
def hold(model: ScriptedServer) -> Iterator[threading.Event]:
    model.says(Speech("NO ANSWER", hold=(held := threading.Event())))
    yield held
    held.set()


class Guest:
    """Somebody with whom a case of Olive's is shared, signed in with a browser and with a token."""

    def __init__(self, guarded: Guarded) -> None:
        self.guarded, self.name = guarded, f"guest-{next(NUMBERS)}"
        guarded.ids[self.name] = guarded.accounts.accounts.add(self.name, "adviser", "correct horse battery").id
        self.olive, self.browser = guarded.signed_in("olive"), guarded.signed_in(self.name)
        self.program = guarded.with_token(self.name, "write")
        self.case = self.olive.post(f"{API}/cases", json={"name": "Westhaven"}).json()["id"]
        shared = self.olive.put(f"{API}/cases/{self.case}/shares/{self.name}", json={"role": "editor"})
        assert shared.status_code == 200, shared.text

    def signs_out(self) -> None:
        proof = re.search(r'name="proof" value="(\w+)"', self.browser.get("/").text)
        assert proof and self.browser.post("/sign-out", data={"proof": proof[1]}).status_code == 303

    def is_signed_out(self) -> None:
        self.guarded.accounts.door.sessions.end(hash_of(self.browser.cookies["regrip_session"]))

    def session_is_over(self) -> None:
        self.guarded.expire(self.browser)

    def is_switched_off(self) -> None:
        self.guarded.accounts.accounts.set_disabled(self.name, True)

    def is_deleted(self) -> None:
        self.guarded.accounts.accounts.delete(self.name)

    def token_is_taken_back(self) -> None:
        tokens, account = self.guarded.accounts.tokens, self.guarded.ids[self.name]
        for token in tokens.listed(account):
            tokens.remove(account, token.id)

    def is_shared_with_no_longer(self) -> None:
        assert self.olive.delete(f"{API}/cases/{self.case}/shares/{self.name}").status_code == 200

    def case_is_deleted(self) -> None:
        assert self.olive.delete(f"{API}/cases/{self.case}").status_code == 200


BY_SESSION = [Guest.signs_out, Guest.is_signed_out, Guest.session_is_over, Guest.is_switched_off, Guest.is_deleted]
BY_TOKEN = [Guest.token_is_taken_back, Guest.is_switched_off, Guest.is_deleted]
OF_CASE = [Guest.is_shared_with_no_longer, Guest.case_is_deleted]


def events(reply: httpx.Response) -> Iterator[tuple[str, str]]:
    """Yield the name and the data of each event of the API."""
    name = ""
    for line in reply.iter_lines():
        kind, _, value = line.partition(": ")
        if kind == "event":
            name = value
        elif kind == "data":
            yield name, value


def last_after(client: httpx.Client, path: str, deed: Callable[[], None]) -> tuple[str, str]:
    """Begin a stream, do the deed when some of the answer is there, and return the last event. The model never says a word."""
    with client.stream("POST", path, json={"text": TEXT} if "/cases/" in path else {"question": TEXT}) as reply:
        assert reply.status_code == 200, reply.read()
        coming = events(reply)
        assert any(name == "answer" for name, _ in coming)
        deed()
        *others, last = coming
    assert {name for name, _ in others} <= {"answer"}
    return last


@pytest.mark.parametrize("in_case", [True, False], ids=["in a case", "alone"])
@pytest.mark.parametrize("deed", BY_SESSION, ids=lambda deed: deed.__name__)
def test_a_stream_ends_with_the_session_it_was_asked_in(
    slow: Guarded, deed: Callable[[Guest], None], in_case: bool
) -> None:
    guest = Guest(slow)
    path = f"{API}/cases/{guest.case}/ask/stream" if in_case else f"{API}/ask/stream"
    name, data = last_after(guest.browser, path, lambda: deed(guest))
    assert (name, json.loads(data)["error"]["code"]) == ("error", "not_signed_in")


@pytest.mark.parametrize("deed", BY_TOKEN, ids=lambda deed: deed.__name__)
def test_a_stream_ends_with_the_token_it_was_asked_with(slow: Guarded, deed: Callable[[Guest], None]) -> None:
    guest = Guest(slow)
    name, data = last_after(guest.program, f"{API}/ask/stream", lambda: deed(guest))
    assert (name, json.loads(data)["error"]["code"]) == ("error", "not_signed_in")


@pytest.mark.parametrize("deed", OF_CASE, ids=lambda deed: deed.__name__)
def test_a_stream_ends_when_its_case_is_not_there_for_the_reader_any_more(
    slow: Guarded, deed: Callable[[Guest], None]
) -> None:
    guest = Guest(slow)
    name, data = last_after(guest.browser, f"{API}/cases/{guest.case}/ask/stream", lambda: deed(guest))
    assert (name, json.loads(data)["error"]["code"]) == ("error", "not_found")
    assert guest.browser.get(f"{API}/me").status_code == 200


@pytest.mark.parametrize("deed", BY_SESSION, ids=lambda deed: deed.__name__)
def test_a_stream_of_the_queue_ends_with_its_session(slow: Guarded, deed: Callable[[Guest], None]) -> None:
    guest = Guest(slow)
    stream = f"stream-{guest.name}"
    message = {"data": [{"text": TEXT, "case_id": guest.case}], "fn_index": 0, "session_hash": stream}
    assert guest.browser.post("/gradio_api/queue/join", json=message).status_code == 200
    with guest.browser.stream("GET", "/gradio_api/queue/data", params={"session_hash": stream}) as reply:
        lines = (json.loads(line[5:]) for line in reply.iter_lines() if line.startswith("data:"))
        assert any('"answer"' in json.dumps(one) for one in lines)
        deed(guest)
        assert not any("process_completed" in one["msg"] or '"done"' in json.dumps(one) for one in lines)


def test_a_message_in_the_queue_is_answered_no_further_when_its_case_is_shared_no_longer(
    slow: Guarded, hold: threading.Event
) -> None:
    guest = Guest(slow)
    stream = f"stream-{guest.name}"
    message = {"data": [{"text": TEXT, "case_id": guest.case}], "fn_index": 0, "session_hash": stream}
    guest.browser.post("/gradio_api/queue/join", json=message)
    with guest.browser.stream("GET", "/gradio_api/queue/data", params={"session_hash": stream}) as reply:
        lines = (json.loads(line[5:]) for line in reply.iter_lines() if line.startswith("data:"))
        assert any('"answer"' in json.dumps(one) for one in lines)
        guest.is_shared_with_no_longer()
        hold.set()
        told = [json.dumps(one) for one in lines if one["msg"] != "heartbeat"]
    assert any("not_found" in one for one in told) and not any('"done"' in one for one in told)
