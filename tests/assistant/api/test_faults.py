"""The server killed at work, and two clients on one case, over real HTTP: nothing that was acknowledged is lost."""

import json
import random
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import httpx
import pytest

from tests.assistant.api.conftest import Server
from tests.corpus.files.making_apart import self_drawing_pdf

pytestmark = pytest.mark.slow
TEXT = "Our assessments are slowing and the dashboard does not match what teams say. What stage are we in?"


def make_case(client: httpx.Client) -> str:
    return str(client.post("/cases", json={"name": "Northfield"}).json()["id"])


def paper(number: int) -> tuple[str, bytes]:
    return f"paper {number}.txt", f"Paper {number}: assessments are slowing. ".encode() * (200 + number)


def kill_after(taken: Event, seconds: float, running: Server) -> None:
    taken.wait(90)
    time.sleep(seconds)
    running.kill()


def test_a_kill_during_uploads_loses_no_document_that_was_acknowledged(server: Callable[[], Server]) -> None:
    rng, acknowledged = random.Random(7), dict[str, str]()
    case, number = "", 0
    for _ in range(3):
        with server().running() as running:
            with httpx.Client(base_url=running.address, timeout=90) as client:
                case = case or make_case(client)
                held = {d["title"]: d["sha256"] for d in client.get(f"/cases/{case}/documents").json()}
                assert acknowledged.items() <= held.items()
            home = running.home
            assert not list((home / "incoming").glob("*"))
            taken = Event()
            killer = Thread(target=kill_after, args=(taken, rng.uniform(0.05, 1.5), running))
            killer.start()
            try:
                with httpx.Client(base_url=running.address, timeout=90) as client:
                    while True:
                        number += 1
                        reply = client.post(f"/cases/{case}/documents", files=[("files", paper(number))])
                        for result in reply.json():
                            acknowledged[result["document"]["title"]] = result["document"]["sha256"]
                            taken.set()
            except httpx.HTTPError:
                killer.join()
    assert acknowledged
    with server().running() as running, httpx.Client(base_url=running.address, timeout=90) as client:
        held = client.get(f"/cases/{case}/documents").json()
        assert acknowledged.items() <= {d["title"]: d["sha256"] for d in held}.items()
        for document in held:
            text = client.get(f"/cases/{case}/documents/{document['id']}").json()["text"]
            assert len(text.split()) == document["words"]
        with sqlite3.connect(running.home / "record.sqlite") as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        connection.close()


def test_a_kill_during_an_answer_keeps_the_message_and_it_can_be_answered_after(server: Callable[[], Server]) -> None:
    with server().running() as running, httpx.Client(base_url=running.address, timeout=60) as client:
        case = make_case(client)
        with client.stream("POST", f"/cases/{case}/ask/stream", json={"text": TEXT}) as reply:
            taken = json.loads(next(line for line in reply.iter_lines() if line.startswith("data: "))[6:])
            running.kill()
    with server().running() as running, httpx.Client(base_url=running.address, timeout=60) as client:
        conversation = client.get(f"/conversations/{taken['conversation_id']}").json()
        (waiting,) = conversation["waiting"]
        assert (waiting["id"], waiting["text"], conversation["exchanges"]) == (taken["exchange_id"], TEXT, [])
        body = {"conversation_id": taken["conversation_id"], "waiting_id": waiting["id"]}
        answer = client.post(f"/cases/{case}/ask", json=body).json()
        assert answer["exchange_id"] == waiting["id"]
        assert client.post(f"/cases/{case}/ask", json=body).status_code == 404
        conversation = client.get(f"/conversations/{taken['conversation_id']}").json()
        assert len(conversation["exchanges"]) == 1 and conversation["waiting"] == []
        running.kill()
    with server().running() as running, httpx.Client(base_url=running.address, timeout=60) as client:
        assert client.get(f"/exchanges/{answer['exchange_id']}").json()["answer"]["sections"] == answer["sections"]
        root = running.address.removesuffix("/api/v1")
        assert httpx.get(f"{root}/healthz").json()["status"] == "ok"
        assert httpx.get(f"{root}/readyz").json()["checks"] == {"index": "ok", "record": "ok", "queue": "ok"}
        assert "Regrip" in httpx.get(root).text


def test_two_clients_on_one_case_lose_nothing_of_each_other(server: Callable[[], Server]) -> None:
    with server().running() as running, httpx.Client(base_url=running.address, timeout=120) as client:
        case = make_case(client)
        first = client.post(f"/cases/{case}/ask", json={"text": TEXT}).json()
        place = client.get(f"/exchanges/{first['exchange_id']}").json()["conversation_id"]

        def work(name: str) -> list[int]:
            with httpx.Client(base_url=running.address, timeout=120) as own:
                statuses = []
                for number in range(4):
                    body = {"text": f"What helps {name} {number}?", "conversation_id": place}
                    statuses.append(own.post(f"/cases/{case}/ask", json=body).status_code)
                    files = [
                        ("files", (f"{name} {number}.txt", f"Words of {name} {number} on the duty team.".encode()))
                    ]
                    statuses.append(own.post(f"/cases/{case}/documents", files=files).status_code)
                    mark = {"source": f"{name} {number}.txt", "verdict": "past"}
                    statuses.append(own.post(f"/cases/{case}/marks", json={"mark": mark}).status_code)
                return statuses

        with ThreadPoolExecutor(2) as pool:
            assert {status for statuses in pool.map(work, ("one", "two")) for status in statuses} == {200, 201}
        names = {f"{name} {number}" for name in ("one", "two") for number in range(4)}
        asked = [e["question"]["turns"][-1] for e in client.get(f"/conversations/{place}").json()["exchanges"]]
        assert {f"What helps {name}?" for name in names} | {TEXT} == set(asked) and len(asked) == 9
        assert {d["title"] for d in client.get(f"/cases/{case}/documents").json()} == {f"{name}.txt" for name in names}
        assert len(client.get(f"/cases/{case}/marks").json()) == 8
        last = client.post(f"/cases/{case}/ask", json={"text": "And then?", "conversation_id": place}).json()
        turns = client.get(f"/exchanges/{last['exchange_id']}").json()["question"]["turns"]
        assert turns == [*asked, "And then?"]


def test_a_file_that_breaks_whatever_reads_it_leaves_the_server_as_it_was(
    server: Callable[[], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGRIP_FILES__MEMORY_MB", "256")
    bad = self_drawing_pdf()
    with server().running() as running, httpx.Client(base_url=running.address, timeout=60) as client:
        case = make_case(client)
        files = [
            ("files", ("before.txt", b"Sight was lost.")),
            ("files", ("bad.pdf", bad)),
            ("files", ("after.txt", b"It came back.")),
        ]
        reply = client.post(f"/cases/{case}/documents", files=files)
        assert [result["outcome"] for result in reply.json()] == ["added", "refused", "added"]
        assert reply.json()[1]["code"] == "too_much_memory" and reply.json()[1]["reason"].startswith("bad.pdf: ")
        plan = client.post("/plan/read", files={"file": ("plan.pdf", bad)})
        assert (plan.status_code, plan.json()["error"]["code"]) == (422, "too_much_memory")
        with ThreadPoolExecutor(6) as pool:
            told = list(
                pool.map(
                    lambda n: client.post(f"/cases/{case}/documents", files=[("files", (f"{n}.pdf", bad))]), range(4)
                )
            )
        assert {result["outcome"] for reply in told for result in reply.json()} == {"refused"}
        assert {d["title"] for d in client.get(f"/cases/{case}/documents").json()} == {"before.txt", "after.txt"}
