"""Two people on one server: what one of them asks for again and again keeps the other from nothing."""

import asyncio
import contextlib
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from assistant.accounts.models import ALONE_HERE, Principal
from assistant.api.shares import Share
from assistant.state.users import User
from tests.assistant.guarded import Guarded
from tests.corpus.files.making_apart import self_drawing_pdf
from tests.loops import run as in_loop

FILES = 6
SLOW = {"REGRIP_FILES__SECONDS": "1", "REGRIP_FILES__MEMORY_MB": "8192", "REGRIP_FILES__READERS": "2"}
"""A file that draws itself takes all the time there is, and not yet all the memory."""


@pytest.fixture(scope="module")
def server(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    own = tmp_path_factory.mktemp("shares")
    shutil.copytree(home, own, dirs_exist_ok=True)
    settings = SLOW | {"REGRIP_WEB__ANSWERS_EACH": "2"}
    with Guarded(own, **settings) as running:
        yield running


def upload(browser: httpx.Client, case: str, name: str, content: bytes) -> httpx.Response:
    return browser.post(f"/api/v1/cases/{case}/documents", files=[("files", (name, content))])


def joined(browser: httpx.Client, number: int) -> httpx.Response:
    body = {"data": [{"text": "What is losing grip?"}], "fn_index": 0, "session_hash": f"{id(browser)}-{number}"}
    return browser.post("/gradio_api/queue/join", json=body)


def test_slow_files_of_one_user_let_the_next_users_file_through(server: Guarded) -> None:
    dan, ravi = server.signed_in("dan"), server.signed_in("ravi")
    cases = {one: one.post("/api/v1/cases", json={"name": "Slow"}).json()["id"] for one in (dan, ravi)}
    with ThreadPoolExecutor(FILES) as pool:
        slow: list[Future[httpx.Response]] = [
            pool.submit(
                upload, dan, cases[dan], f"slow {number}.pdf", self_drawing_pdf() + b"%%" + str(number).encode()
            )
            for number in range(FILES)
        ]
        next(as_completed(slow))
        read = upload(ravi, cases[ravi], "words.txt", b"Sight of performance was lost.").json()

        assert read[0]["outcome"] == "added"
        assert not all(one.done() for one in slow), "ravi's file waited for all of dan's"
    assert [one.result().json()[0]["code"] for one in slow] == ["too_much_time"] * FILES


def test_one_user_cannot_fill_the_queue_and_the_next_message_is_taken(server: Guarded) -> None:
    dan, ravi = server.signed_in("dan"), server.signed_in("ravi")
    with ThreadPoolExecutor(12) as pool:
        replies = list(pool.map(lambda number: joined(dan, number), range(12)))
        assert joined(ravi, 0).status_code == 200

    refused = [one for one in replies if one.status_code != 200]
    assert 0 < len(refused) < 12
    assert {one.status_code for one in refused} == {429}
    assert {one.json()["error"]["code"] for one in refused} == {"your_share"}
    assert all(int(one.headers["retry-after"]) > 0 for one in refused)


class Held:
    """An application whose replies come when they are let go."""

    def __init__(self) -> None:
        self.go, self.running = asyncio.Event(), 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.running += 1
        await self.go.wait()
        await PlainTextResponse("done")(scope, receive, send)


def test_one_user_has_so_many_requests_at_once_and_one_alone_on_their_machine_any_number() -> None:
    refused = list[str]()

    async def run() -> dict[str, list[int]]:
        app = Held()
        share = Share(app, each=3, refused=refused.append)

        async def ask(who: Principal) -> int:
            said = list[int]()

            async def send(message: Message) -> None:
                if message["type"] == "http.response.start":
                    said.append(message["status"])

            scope: Scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "state": {"principal": who}}
            await share(scope, receive, send)
            return said[0]

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        ann, ben = (Principal(user=User(id=name), name=name, role="director") for name in ("ann", "ben"))
        asked = {"ann": [ask(ann) for _ in range(5)], "ben": [ask(ben)], "alone": [ask(ALONE_HERE) for _ in range(5)]}
        tasks = {name: [asyncio.create_task(one) for one in those] for name, those in asked.items()}
        while app.running < 9:
            await asyncio.sleep(0.001)
        app.go.set()
        statuses = {name: [await one for one in those] for name, those in tasks.items()}
        return statuses | {"later": [await ask(ann)]}

    said = in_loop(run())

    assert said == {"ann": [200, 200, 200, 429, 429], "ben": [200], "alone": [200] * 5, "later": [200]}
    assert refused == ["your_share", "your_share"]


def idle_stream(browser: httpx.Client, name: str) -> socket.socket:
    """Ask for the events of a message that nobody sent: the server says nothing for a while."""
    host, port = browser.base_url.host, browser.base_url.port
    cookies = "; ".join(f"{one}={value}" for one, value in browser.cookies.items())
    asking = socket.create_connection((host, port or 80), timeout=120)
    line = f"GET /gradio_api/queue/data?session_hash={name} HTTP/1.1"
    asking.sendall(f"{line}\r\nHost: {host}:{port}\r\nCookie: {cookies}\r\n\r\n".encode())
    return asking


def test_idle_streams_of_one_user_keep_the_next_user_from_no_answer(server: Guarded) -> None:
    dan, ravi = server.signed_in("dan"), server.signed_in("ravi")
    with contextlib.ExitStack() as held:
        for number in range(40):
            held.enter_context(idle_stream(dan, f"idle-{number}"))
        asked = ravi.post("/api/v1/ask", json={"question": "What is losing grip?"}, timeout=120)
        assert asked.json()["status"] == "answered"
    assert dan.get("/gradio_api/queue/data", params={"session_hash": "idle-1"}).status_code == 404
