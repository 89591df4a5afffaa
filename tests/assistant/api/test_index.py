"""The application without an index: it comes up, says so, builds one while it runs, and then answers."""

import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.api.application import create_api, readiness
from assistant.assistant import Assistant
from assistant.indexing import IndexBuild
from assistant.settings import Settings
from corpus.loaders import load_corpus
from corpus.models import Document
from tests.assistant.api.conftest import Server

WANTED = ("stage-losing-grip", "response-benchmarking-and-dashboard", "glossary")


def few(_: Path) -> list[Document]:
    return [document for document in load_corpus() if document.info.id in WANTED]


def client_of(home: Path, documents: Callable[[Path], Iterable[Document]] = few) -> TestClient:
    settings = Settings(home=home)
    assistant = Assistant.prepared(settings)
    api = create_api(assistant, settings)
    api.state.index_build = IndexBuild(assistant, documents)
    return TestClient(api, base_url="http://127.0.0.1", client=("127.0.0.1", 1))


def states_until_it_ends(client: TestClient) -> list[dict[str, Any]]:
    seen = [client.get("/index").json()]
    while seen[-1]["state"] == "building":
        time.sleep(0.05)
        seen.append(client.get("/index").json())
    return seen


@pytest.fixture
def empty(tmp_path: Path, models: Path) -> Path:
    """A home with the models and no index."""
    shutil.copytree(models, tmp_path / "models")
    return tmp_path


def test_an_index_is_built_while_the_application_runs_and_then_it_answers(empty: Path) -> None:
    client = client_of(empty)
    assert client.get("/index").json()["state"] == "missing"
    refused = client.post("/ask", json={"question": "What is losing grip?"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "index_missing")
    assert "regrip index build" in refused.json()["error"]["message"]

    begun = client.post("/index/build")
    again = client.post("/index/build")
    assert (begun.status_code, begun.json()["state"], again.status_code) == (202, "building", 202)
    seen = states_until_it_ends(client)

    assert all(state["what"] for state in seen[:-1])
    assert seen[-1]["state"] == "ready" and seen[-1]["done"] == seen[-1]["total"] > 0
    answer = client.post("/ask", json={"question": "What is losing grip?"}).json()
    assert answer["status"] == "answered"
    assert {citation["document_id"] for citation in answer["citations"]} <= set(WANTED)


def test_a_second_start_while_a_build_runs_begins_no_second_one(empty: Path) -> None:
    begun = list[int]()

    def slowly(home: Path) -> list[Document]:
        begun.append(1)
        time.sleep(0.5)
        return few(home)

    build = IndexBuild(Assistant.prepared(Settings(home=empty)), slowly)
    assert [build.start().state for _ in range(3)] == ["building"] * 3
    while build.state().state == "building":
        time.sleep(0.05)
    assert len(begun) == 2  # once to build, once to see that it is up to date


def test_an_index_that_lacks_new_documents_is_outdated_and_answers_meanwhile(empty: Path) -> None:
    held = ["stage-losing-grip"]
    client = client_of(empty, lambda _: [d for d in load_corpus() if d.info.id in held])
    client.post("/index/build")
    assert states_until_it_ends(client)[-1]["state"] == "ready"
    held.append("glossary")
    later = client_of(empty, lambda _: [d for d in load_corpus() if d.info.id in held])
    assert later.get("/index").json()["state"] == "outdated"
    assert later.post("/retrieve", json={"query": "sight of performance"}).status_code == 200
    later.post("/index/build")
    assert states_until_it_ends(later)[-1]["state"] == "ready"
    assert later.get("/library/glossary").json()["chunks"]


def test_a_build_that_fails_says_why_and_can_be_tried_again(empty: Path) -> None:
    broken = [True]

    def documents(home: Path) -> list[Document]:
        if broken:
            raise RuntimeError("our Thornbury")
        return few(home)

    client = client_of(empty, documents)
    client.post("/index/build")
    failed = states_until_it_ends(client)[-1]
    assert failed["state"] == "failed" and "RuntimeError" in failed["message"]
    assert "Thornbury" not in failed["message"]
    broken.clear()
    client.post("/index/build")
    assert states_until_it_ends(client)[-1]["state"] == "ready"


def test_readiness_names_the_missing_index(empty: Path) -> None:
    reply = readiness(Assistant.prepared(Settings(home=empty)))
    assert reply.status_code == 503 and b"there is no index yet" in bytes(reply.body)


@pytest.mark.slow
def test_a_server_killed_in_a_build_comes_up_again_and_builds_on(empty: Path) -> None:
    import httpx

    with Server(empty).running() as server:
        assert httpx.get(f"{server.address}/index", timeout=30).json()["state"] == "missing"
        assert httpx.post(f"{server.address}/index/build", timeout=30).status_code == 202
        while httpx.get(f"{server.address}/index", timeout=30).json()["done"] < 64:
            time.sleep(0.05)
    with Server(empty).running() as server:
        assert httpx.get(f"{server.address}/index", timeout=30).json()["state"] == "missing"
        assert httpx.get(server.address.replace("/api/v1", "/healthz"), timeout=30).status_code == 200
        unready = httpx.get(server.address.replace("/api/v1", "/readyz"), timeout=30)
        assert unready.status_code == 503 and "no index" in unready.json()["checks"]["index"]
        assert httpx.post(f"{server.address}/index/build", timeout=30).json()["state"] == "building"
        while (state := httpx.get(f"{server.address}/index", timeout=30).json())["total"] == 0:
            time.sleep(0.02)
        assert state["done"] >= 128  # the first 64 were there, and are not done again
