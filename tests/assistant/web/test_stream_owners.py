"""Messages to the queue are read once, and long ones aside."""

import json
import threading
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from assistant.web import streams
from assistant.web.streams import StreamOwners


async def queue(scope: Scope, receive: Receive, send: Send) -> None:
    """Say how much came in, and in which thread."""
    size = len(await Request(scope, receive).body())
    await Response(headers={"size": str(size), "thread": str(threading.get_ident())})(scope, receive, send)


def message(length: int) -> bytes:
    return json.dumps({"session_hash": "one", "data": ["x" * length]}).encode()


@pytest.mark.parametrize(("length", "aside"), [(10, False), (300_000, True)])
def test_a_message_is_read_once_and_a_long_one_in_a_thread(
    monkeypatch: pytest.MonkeyPatch, length: int, aside: bool
) -> None:
    read_in = list[str]()

    class Counting:
        @staticmethod
        def loads(body: bytes) -> Any:
            read_in.append(str(threading.get_ident()))
            return json.loads(body)

    monkeypatch.setattr(streams, "json", Counting)
    reply = TestClient(StreamOwners(queue)).post("/queue/other", content=message(length))

    assert reply.headers["size"] == str(len(message(length)))
    assert len(read_in) == 1
    assert (read_in[0] != reply.headers["thread"]) is aside


@pytest.mark.parametrize("body", [b"{", b"[" * 300_000, message(300_000)[:-1]])
def test_whatever_length_it_has_a_message_that_cannot_be_read_is_refused(body: bytes) -> None:
    assert TestClient(StreamOwners(queue)).post("/queue/join", content=body).status_code == 400


def test_a_long_message_for_anothers_stream_finds_nothing() -> None:
    owners = StreamOwners(queue)
    assert owners._belongs("stream one", "olive")
    assert TestClient(owners).post("/queue/other", content=message(300_000)).status_code == 404
