"""The verbs over the API, how errors are told, and who is let in."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.api.application import create_api, readiness
from assistant.assistant import Assistant
from assistant.models import Question
from assistant.settings import Settings

TEXT = "Our assessments are slowing and the dashboard does not match what teams say. What stage are we in?"


def test_the_verbs_give_the_records_of_the_commands(local: TestClient, api: FastAPI) -> None:
    assistant: Assistant = api.state.assistant
    assessed = local.post("/assess", json={"text": TEXT, "id": "a"}).json()
    same = assistant.assess(Question(id="a", turns=[TEXT])).model_dump(mode="json")
    assert {k: v for k, v in assessed.items() if k != "timings_ms"} == {
        k: v for k, v in same.items() if k != "timings_ms"
    }
    answer = local.post("/ask", json={"question": TEXT, "id": "q"}).json()
    assert (answer["id"], answer["status"]) == ("q", "answered")
    cited = answer["citations"][0]
    passage = local.get(f"/passages/{cited['chunk_id']}").json()
    assert passage["text"][cited["start"] : cited["end"]] == cited["quote"]
    found = local.post("/retrieve", json={"query": "front door", "k": 3, "mode": "keyword"}).json()
    assert [r["rank"] for r in found["results"]] == [1, 2, 3]
    checked = local.post("/verify", json={"claim": "Sight goes first.", "passages": ["Sight goes first."]}).json()
    assert checked["label"] == "supported"
    plan = local.post(
        "/plan-check", json={"situation": TEXT, "actions": [{"text": "Build one page of measures"}]}
    ).json()
    assert len(plan["actions"]) == 1
    line = local.post("/timeline", json={"documents": [{"date": "2026-01", "title": "t", "text": TEXT}]}).json()
    assert line["points"][0]["date"] == "2026-01"


def test_a_stream_ends_with_the_whole_answer(local: TestClient) -> None:
    with local.stream("POST", "/ask/stream", json={"question": TEXT}) as reply:
        lines = [line for line in reply.iter_lines() if line]
    assert lines[-2] == "event: done"
    whole = json.loads(lines[-1].removeprefix("data: "))
    assert whole["exchange_id"] and len(whole["sections"]) > 3


WRONG: list[tuple[str, str, Any, int, str]] = [
    ("POST", "/ask", {"question": " "}, 422, "bad_input"),
    ("POST", "/ask/stream", {"question": " "}, 422, "bad_input"),
    ("POST", "/ask", {"question": "x", "case": "Northfield"}, 422, "bad_input"),
    ("POST", "/ask", {"question": 5}, 422, "bad_input"),
    ("POST", "/assess", {}, 422, "bad_input"),
    ("POST", "/retrieve", {"query": "x", "mode": "magic"}, 422, "bad_input"),
    ("POST", "/verify", {"claim": "", "passages": []}, 422, "bad_input"),
    ("POST", "/cases", {"name": " "}, 422, "bad_input"),
    ("POST", "/cases", {"name": "x" * 201}, 422, "bad_input"),
    ("GET", "/cases/nosuch", None, 404, "not_found"),
    ("GET", "/passages/nosuch/1", None, 404, "not_found"),
    ("GET", "/exchanges/nosuch", None, 404, "not_found"),
    ("GET", "/nosuch", None, 404, "not_found"),
    ("DELETE", "/ask", None, 405, "method_not_allowed"),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "code"), WRONG)
def test_every_error_has_one_form(local: TestClient, method: str, path: str, body: Any, status: int, code: str) -> None:
    reply = local.request(method, path, json=body)
    assert (reply.status_code, set(reply.json()), reply.json()["error"]["code"]) == (status, {"error"}, code)
    assert "\n" not in reply.json()["error"]["message"]


def test_a_body_that_is_no_json_or_too_large_is_refused(local: TestClient) -> None:
    assert local.post("/ask", content=b"{").status_code == 422
    headers = {"content-type": "application/json"}
    large = local.post("/ask", content=b"x" * 32_000_001, headers=headers)
    assert (large.status_code, large.json()["error"]["code"]) == (413, "too_large")

    def pieces() -> Any:
        yield from (b"x" * 1_000_000 for _ in range(40))

    assert local.post("/ask", content=pieces(), headers=headers).status_code == 413


def test_a_reply_bears_the_id_of_its_request(local: TestClient) -> None:
    assert local.get("/me", headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"
    made = local.get("/me", headers={"x-request-id": "a b" * 50}).headers["x-request-id"]
    assert len(made) == 16


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://elsewhere.example"}])
def test_another_site_cannot_change_anything_in_a_users_name(local: TestClient, headers: dict[str, str]) -> None:
    reply = local.post("/cases", json={"name": "x"}, headers=headers)
    assert (reply.status_code, reply.json()["error"]["code"]) == (403, "not_allowed")
    own = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}
    assert local.post("/assess", json={"text": TEXT}, headers=own).status_code == 200


def test_what_breaks_is_told_without_what_was_typed(
    local: TestClient, api: FastAPI, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(question: Question) -> None:
        raise RuntimeError(f"secret {question.text}")

    monkeypatch.setattr(api.state.assistant, "assess", broken)
    reply = local.post("/assess", json={"text": "our Thornbury"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (500, "unexpected")
    assert "Thornbury" not in reply.text + caplog.text and "RuntimeError" in caplog.text


def test_without_a_record_the_verbs_answer_and_cases_say_why_not(home: Path) -> None:
    settings = Settings.model_validate({"home": home, "record": {"keep": False}})
    assistant = Assistant.open(settings)
    client = TestClient(create_api(assistant, settings), base_url="http://127.0.0.1", client=("127.0.0.1", 1))
    answer = client.post("/ask", json={"question": "What is losing grip?"}).json()
    assert answer["status"] == "answered" and answer["exchange_id"] is None
    assert client.get(f"/passages/{answer['citations'][0]['chunk_id']}").status_code == 200
    refused = client.get("/cases")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_kept")
    assert readiness(assistant).status_code == 200
