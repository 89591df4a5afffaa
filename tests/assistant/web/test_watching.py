"""Around every request: its id, its figures, no more than can be served, and none when the end has begun."""

import json
import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import LogSettings, Settings
from assistant.web.application import create_app
from assistant.web.logs import JsonLines, PlainLines, current_request

SECRET = "the-words-of-a-visitor"


@pytest.fixture(scope="module")
def app(home: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    own = tmp_path_factory.mktemp("watched")
    shutil.copytree(home, own, dirs_exist_ok=True)
    settings = Settings(home=own, log=LogSettings(requests=True))
    settings.web.requests_at_once = 10
    return create_app(Assistant.open(settings), settings)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as client:
        yield client


def figures(client: TestClient) -> dict[str, float]:
    """The figures by name and labels."""
    lines = client.get("/metrics").text.splitlines()
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")}


@pytest.mark.parametrize("path", ["/", "/api/v1/cases", "/healthz", "/nothing-here", "/gradio_api/queue/join"])
def test_every_reply_bears_an_id_of_its_own(client: TestClient, path: str) -> None:
    first, second = (client.get(path).headers["x-request-id"] for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{16}", first)
    assert first != second


@pytest.mark.parametrize("given", ["mine-1", "a.b_C-9"])
def test_a_plain_id_of_the_clients_is_kept(client: TestClient, given: str) -> None:
    for path in ("/healthz", "/api/v1/cases"):
        assert client.get(path, headers={"x-request-id": given}).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["<script>", "a b", "x" * 65, "a\tb", "é"])
def test_another_id_is_replaced(client: TestClient, given: str) -> None:
    reply = client.get("/api/v1/cases", headers={"x-request-id": given.encode()})
    assert re.fullmatch(r"[0-9a-f]{16}", reply.headers["x-request-id"])


def test_requests_and_answers_are_counted_by_route_and_never_by_what_was_asked(client: TestClient) -> None:
    case = client.post("/api/v1/cases", json={"name": SECRET}).json()["id"]
    client.post(f"/api/v1/cases/{case}/ask", json={"text": f"What is losing grip, {SECRET}?"})
    client.get(f"/{SECRET}")
    client.get(f"/api/v1/{SECRET}")
    client.post(f"/api/v1/cases/{case}/documents", files=[("files", ("paper.exe", b"MZ"))])
    counted = figures(client)
    assert counted['regrip_requests_total{method="POST",route="/api/v1/cases/{case_id}/ask",status="200"}'] == 1
    assert sum(n for name, n in counted.items() if name.startswith("regrip_answers_total")) == 1
    assert sum(n for name, n in counted.items() if name.startswith("regrip_files_refused_total")) == 1
    assert counted["regrip_queue_waiting"] == counted["regrip_queue_running"] == 0
    text = client.get("/metrics").text
    assert SECRET not in text
    assert case not in text


def test_a_method_that_somebody_made_up_is_no_new_figure(client: TestClient) -> None:
    client.request("BREW", "/healthz")
    assert 'method="BREW"' not in client.get("/metrics").text


def test_the_figures_are_for_this_machine_unless_there_is_a_token(app: FastAPI) -> None:
    far = TestClient(app, base_url="http://127.0.0.1", client=("192.0.2.7", 1))
    near = TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1))
    assert far.get("/metrics").status_code == 403
    assert near.get("/metrics", headers={"x-forwarded-for": "192.0.2.7"}).status_code == 403
    assert near.get("/metrics").status_code == 200


def test_with_a_token_the_figures_are_for_who_bears_it(home: Path, assistant: Assistant, tmp_path: Path) -> None:
    settings = Settings(home=assistant.settings.home)
    settings.web.metrics_token = "a-long-enough-token"
    client = TestClient(create_app(assistant, settings), base_url="http://127.0.0.1", client=("127.0.0.1", 1))
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"authorization": "Bearer another-token-here"}).status_code == 403
    assert client.get("/metrics", headers={"authorization": "Bearer a-long-enough-token"}).status_code == 200


def test_more_than_can_be_served_are_turned_away_for_the_moment(app: FastAPI, client: TestClient) -> None:
    app.state.ending.running = 10
    try:
        reply = client.get("/api/v1/cases")
        assert reply.status_code == 429
        assert int(reply.headers["retry-after"]) > 0
        assert reply.json()["error"]["code"] == "busy"
        assert client.get("/healthz").status_code == 200
        assert figures(client)['regrip_refused_total{reason="busy"}'] >= 1
    finally:
        app.state.ending.running = 0
    assert client.get("/api/v1/cases").status_code == 200


def test_a_full_queue_says_429_and_when_to_try_again_and_that_it_is_not_ready(
    app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = app.state.queue._queue
    monkeypatch.setattr(queue, "max_size", 0)
    monkeypatch.setattr(app.state.queue, "waiting", lambda: 200)
    body = {"data": [{"text": "What is losing grip?"}], "fn_index": 0, "session_hash": "someone"}
    reply = client.post("/gradio_api/queue/join", json=body)
    assert reply.status_code == 429
    assert int(reply.headers["retry-after"]) > 0
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert "try again" in ready.json()["checks"]["queue"]


def test_nothing_new_is_begun_once_the_end_has(app: FastAPI, client: TestClient) -> None:
    app.state.ending.begun = True
    try:
        reply = client.get("/api/v1/cases")
        assert reply.status_code == 503
        assert reply.headers["connection"] == "close"
        assert client.get("/readyz").json()["checks"]["server"] == "it is stopping"
        assert client.get("/healthz").status_code == 200
    finally:
        app.state.ending.begun = False


def test_a_line_for_each_request_has_its_route_and_nothing_of_the_visitor(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "assistant.web.watching"):
        client.get(f"/api/v1/cases/{SECRET}?q={SECRET}", headers={"x-request-id": "mine-2"})
    (record,) = [one for one in caplog.records if one.name == "assistant.web.watching"]
    assert record.facts["route"] == "/api/v1/cases/{case_id}"  # type: ignore[attr-defined]
    assert record.facts["status"] == 404  # type: ignore[attr-defined]
    assert SECRET not in JsonLines().format(record) + PlainLines().format(record)


def _record(message: str, error: Exception | None = None, **facts: object) -> logging.LogRecord:
    trace = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("assistant.x", logging.ERROR, "", 0, message, (), trace)
    record.facts = facts
    return record


def test_a_line_of_json_says_when_what_and_for_which_request() -> None:
    token = current_request.set("abc")
    try:
        row = json.loads(JsonLines().format(_record("it\nbroke", ms=3)))
    finally:
        current_request.reset(token)
    assert row["request_id"] == "abc"
    assert (row["level"], row["logger"], row["message"], row["ms"]) == ("error", "assistant.x", "it\nbroke", 3)
    assert row["time"].endswith("+00:00")


def test_no_text_passes_for_a_line_of_the_log_or_moves_the_cursor() -> None:
    line = PlainLines().format(_record("broke\r\nregrip: all is well\x1b[2J"))
    assert line == "regrip: error: broke\n    regrip: all is well?[2J"
    assert "\n" not in JsonLines().format(_record("broke\nregrip: all is well"))


@pytest.mark.parametrize("lines", [JsonLines(), PlainLines()])
def test_an_error_is_told_by_its_kind_and_place_without_its_message(lines: logging.Formatter) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        line = lines.format(_record("it broke", error))
    assert SECRET not in line.replace("raise ValueError(SECRET)", "")
    assert "ValueError" in line
    assert Path(__file__).name in line
