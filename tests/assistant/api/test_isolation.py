"""Every route and verb, as another user and as nobody. A new route is tried as soon as it is in the description."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.assistant.state.worlds import World, make_world

OPEN = {
    "/ask", "/ask/stream", "/assess", "/retrieve", "/plan-check", "/timeline", "/timeline/changes", "/verify", "/me", "/me/data", "/export",
    "/plan/read", "/compare",
}  # fmt: skip
"""Routes that name nothing of anybody's: another user may call them, and gets what is their own."""
OF_ACCOUNTS = ("/me/password", "/me/tokens", "/me/tokens/{token_id}", "/users", "/users/{name}", "/audit")
"""Routes that there is nothing behind without accounts; `test_isolation_with_accounts` tries them with."""
FILES = {"POST /cases/{case_id}/documents": "files", "POST /cases/{case_id}/briefing": "template"}
"""Routes that take a file, and the field that it is sent in."""
BODIES: dict[str, Any] = {
    "/ask": {"question": "What is losing grip?"},
    "/assess": {"text": "x"},
    "/retrieve": {"query": "x"},
    "/plan-check": {"situation": "x", "actions": [{"text": "x y"}]},
    "/timeline": {"documents": [{"title": "t", "text": "x"}]},
    "/timeline/changes": {"documents": [{"title": "t", "text": "x"}], "since": "May 2024"},
    "/compare": {"services": [{"name": "a", "text": "x"}, {"name": "b", "text": "y"}]},
    "/verify": {"claim": "x", "passages": ["x"]},
    "/plan/read": {"text": "- Clear the queue"},
    "/cases": {"name": "Mine"},
    "/cases/{case_id}": {"name": "Mine now"},
    "/cases/{case_id}/shares/{user}": {"role": "editor"},
    "/cases/{case_id}/ask": {"text": "What now?"},
    "/cases/{case_id}/assess": {},
    "/cases/{case_id}/plan-check": {"actions": [{"text": "x y"}]},
    "/cases/{case_id}/documents/{document_id}": {"title": "x"},
    "/cases/{case_id}/marks": {"mark": {"source": "board.txt", "verdict": "wrong"}},
    "/cases/{case_id}/draft": {"text": "x"},
    "/cases/{case_id}/plan": {"actions": [{"text": "x y"}]},
    "/exchanges/{exchange_id}/feedback": {"verdict": "wrong"},
    "/me/password": {"old": "not it at all", "new": "another long one"},
    "/me/tokens": {"label": "run"},
    "/users": {"name": "new-one", "role": "director", "password": "correct horse battery"},
    "/users/{name}": {"disabled": False},
}


@pytest.fixture
def world(api: FastAPI) -> Iterator[World]:
    made = make_world(api.state.cases.record)
    yield made
    api.state.cases.forget()


def routes(api: FastAPI) -> list[tuple[str, str]]:
    return [(verb.upper(), path) for path, verbs in api.openapi()["paths"].items() for verb in verbs]


def send(client: TestClient, verb: str, path: str, world: World) -> Any:
    ids = {
        "document": world.document,
        "conversation": world.conversation,
        "exchange": world.exchange,
        "mark": world.mark,
    }
    ids |= {"case": world.case, "waiting": world.waiting, "chunk": "nosuch/1"}
    address = path.replace("{user}", "stranger")
    for name, value in ids.items():
        address = address.replace(f"{{{name}_id}}", value)
    if field := FILES.get(f"{verb} {path}"):
        return client.post(address, files=[(field, ("a.txt", b"some words", "text/plain"))])
    body = BODIES.get(path.removesuffix("/stream")) if verb in ("POST", "PUT", "PATCH") else None
    address += "?confirm=delete everything" if path == "/me/data" else ""
    return client.request(verb, address, json=body)


def test_every_route_is_shut_to_another_user_and_changes_nothing_of_mine(
    api: FastAPI, local: TestClient, signed_in: Callable[[str], None], world: World
) -> None:
    before, tried = world.rows(), 0
    signed_in("stranger")
    for verb, path in routes(api):
        reply = send(local, verb, path, world)
        tried += 1
        if path in OF_ACCOUNTS:
            assert reply.json()["error"]["code"] == "no_accounts", (verb, path, reply.text)
        elif "{" in path:
            assert reply.status_code == 404, (verb, path, reply.text)
        elif path in OPEN or verb == "POST":
            assert reply.status_code in (200, 201, 202), (verb, path, reply.text)
        else:
            assert reply.status_code == 200 and world.case not in reply.text, (verb, path)
        assert "Northfield" not in reply.text
        assert before <= world.rows(), (verb, path)
    print(f"another user: {tried} routes and verbs")


def test_every_route_is_shut_to_nobody(api: FastAPI, world: World) -> None:
    before = world.rows()
    far = TestClient(api, base_url="http://127.0.0.1", client=("192.0.2.7", 1))
    for verb, path in routes(api):
        reply = send(far, verb, path, world)
        assert (reply.status_code, reply.json()["error"]["code"]) == (401, "not_signed_in"), (verb, path)
    assert before == world.rows()


def test_nobody_compares_a_case_of_mine(local: TestClient, signed_in: Callable[[str], None], world: World) -> None:
    body = {"cases": [world.case], "services": [{"name": "b", "text": "Posts stand empty."}]}
    assert local.post("/compare", json=body).status_code == 200
    signed_in("stranger")
    assert local.post("/compare", json=body).status_code == 404


def test_a_reader_may_change_nothing_over_any_route(
    api: FastAPI, local: TestClient, signed_in: Callable[[str], None], world: World
) -> None:
    local.put(f"/cases/{world.case}/shares/reader", json={"role": "reader"})
    before = world.rows()
    signed_in("reader")
    for verb, path in routes(api):
        if "{case_id}" not in path and "{conversation_id}" not in path:
            continue
        reply = send(local, verb, path, world)
        assert before <= world.rows(), (verb, path)
        if verb == "GET":
            assert reply.status_code == 200, (verb, path, reply.text)
    assert local.get(f"/cases/{world.case}").json()["role"] == "reader"
    for verb in ("PUT", "DELETE"):
        assert send(local, verb, "/cases/{case_id}/plan", world).json()["error"]["code"] == "not_allowed"
    assert local.patch(f"/cases/{world.case}", json={"name": "x"}).json()["error"]["code"] == "not_allowed"


def test_more_than_sixty_combinations_are_tried(api: FastAPI) -> None:
    assert 2 * len(routes(api)) > 60
