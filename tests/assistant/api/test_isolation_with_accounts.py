"""Every route and verb of a real server with accounts, asked of the application itself, as everybody who should not get in.

A route that nobody put into a list here fails the first test. What was tried is printed at the end (`pytest -s`).
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from threading import Thread
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from starlette.routing import Mount

from assistant.accounts.in_use import AccountsInUse
from assistant.accounts.roles import MAY
from assistant.api.application import PATH
from assistant.api.rights import RIGHTS
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.state.account_tables import ACCOUNT_ROWS
from assistant.state.isolation import RULES
from assistant.web.application import create_app
from assistant.web.screens import SCREENS
from tests.assistant.api.test_exports import docx
from tests.assistant.api.test_isolation import BODIES, FILES
from tests.assistant.guarded import PEOPLE, Guarded
from tests.assistant.state.worlds import World, make_world

OPEN = {
    "GET /metrics",
    "GET /healthz",
    "GET /readyz",
    "GET /favicon.ico",
    "GET /static/{version}/{name:path}",
    "GET /sign-in",
    "POST /sign-in",
    "GET /sign-in/provider",
    "GET /sign-in/provider/back",
}
"""Routes of the application that strangers may use: they show nothing that anybody keeps."""
FORMS = {"POST /sign-out", "GET /password", "POST /password"}
SCREEN = "GET /{path:path}"
QUEUE = {"POST /gradio_api/queue/join", "GET /gradio_api/queue/data", "POST /gradio_api/cancel"}
TRIED: Counter[str] = Counter()


@pytest.fixture(scope="module")
def app(guarded: Guarded) -> Iterator[FastAPI]:
    """The application with accounts and a provider in this process, to be asked for its routes."""
    oidc = {"issuer": "https://login.example", "client_id": "regrip"}
    settings = Settings.model_validate({"home": guarded.home, "accounts": {"enabled": True}, "oidc": oidc})
    assistant = Assistant.prepared(settings)
    yield create_app(assistant, settings, AccountsInUse.on(guarded.engine, settings))
    assistant.record_of().close()


@pytest.fixture(scope="module")
def routes(app: FastAPI) -> list[str]:
    """Every verb and path of the API."""
    api: Any = next(route for route in app.routes if getattr(route, "path", "") == PATH)
    return [f"{verb.upper()} {path}" for path, verbs in api.app.openapi()["paths"].items() for verb in verbs]


@pytest.fixture(scope="module")
def world(guarded: Guarded) -> World:
    """Something of everything, all of it Olive's."""
    return make_world(guarded.of("olive"))


@pytest.fixture(scope="module", autouse=True)
def what_was_tried() -> Iterator[None]:
    yield
    print("\n" + "\n".join(f"{who}: {count} routes and verbs" for who, count in TRIED.items()))


def kept(guarded: Guarded) -> set[tuple[Any, ...]]:
    """Return every row of what people keep; sessions and the audit log change with each request."""
    tables = [row.__table__ for row in RULES if row not in ACCOUNT_ROWS]
    with guarded.engine.connect() as connection:
        return {(table.name, *map(str, row)) for table in tables for row in connection.execute(select(table))}


def send(browser: httpx.Client, route: str, world: World) -> httpx.Response:
    """Send what the route takes, with the ids of Olive's things in its path."""
    verb, path = route.split()
    ids = {
        "case": world.case,
        "document": world.document,
        "conversation": world.conversation,
        "exchange": world.exchange,
    }
    ids |= {
        "mark": world.mark,
        "waiting": world.waiting,
        "chunk": "nosuch/1",
        "token": "0" * 16,
        "example": "ostlebridge",
    }
    address = path.replace("{user}", "dan").replace("{name}", "dan")
    for name, value in ids.items():
        address = address.replace(f"{{{name}_id}}", value)
    if field := FILES.get(route):
        return browser.post(PATH + address, files=[(field, ("a.txt", b"some words", "text/plain"))])
    body = BODIES.get(path.removesuffix("/stream")) if verb in ("POST", "PUT", "PATCH") else None
    address += "?confirm=delete everything" if path == "/me/data" else ""
    return browser.request(verb, PATH + address, json=body)


def names_somebodys(route: str) -> bool:
    return bool(re.search(r"\{(case|conversation|exchange)_id\}", route))


def test_every_route_of_the_application_has_its_place(app: FastAPI, routes: list[str]) -> None:
    own = {
        f"{verb} {getattr(route, 'path', '')}"
        for route in app.routes
        for verb in (getattr(route, "methods", None) or ())
        if verb != "HEAD"
    }
    mounts = {getattr(route, "path", "") for route in app.routes if not getattr(route, "methods", None)}

    assert own == OPEN | FORMS | {SCREEN}
    assert mounts == {PATH, "/gradio_api"}
    assert set(routes) == set(RIGHTS)
    assert {route for route in routes if names_somebodys(route)} <= set(RIGHTS)


@pytest.mark.parametrize(
    "who", ["nobody", "an expired session", "a forged cookie", "an unknown token", "a token taken back"]
)
def test_every_route_is_shut_to(guarded: Guarded, world: World, who: str, routes: list[str]) -> None:
    browser = guarded.nobody()
    if who == "an expired session":
        browser = guarded.signed_in("olive")
        assert browser.get(f"{PATH}/me").status_code == 200
        guarded.expire(browser)
    elif who == "a forged cookie":
        browser.cookies.set("regrip_session", "0" * 43)
    elif who == "an unknown token":
        browser.headers["authorization"] = "Bearer rgp_0000000000000000_" + "0" * 43
    elif who == "a token taken back":
        browser = guarded.with_token("olive", "write")
        for token in guarded.accounts.tokens.listed(guarded.ids["olive"]):
            guarded.accounts.tokens.remove(guarded.ids["olive"], token.id)
    before = kept(guarded)

    for route in [*routes, "GET /openapi.json", "GET /no-such-route"]:
        reply = send(browser, route, world)
        TRIED[who] += 1
        assert (reply.status_code, reply.json()["error"]["code"]) == (401, "not_signed_in"), route
    for screen in addresses(world):
        reply = browser.get(screen)
        TRIED[who] += 1
        assert reply.status_code == 303 and reply.headers["location"].startswith("/sign-in?next=/"), screen
        assert reply.text == ""
    for route in QUEUE:
        verb, path = route.split()
        reply = browser.request(verb, path, params={"session_hash": "mine"}, json={} if verb == "POST" else None)
        TRIED[who] += 1
        assert reply.status_code == 401, route
    assert before == kept(guarded)


def addresses(world: World) -> list[str]:
    """Return an address of every screen, those of a case with Olive's ids, and one where there is nothing."""
    shown = []
    for screen in SCREENS:
        path = re.sub(r"\(/?(.*?)\)\?", "", screen.path.pattern)
        shown.append(
            path.replace("cases/[^/]{1,200}", f"cases/{world.case}")
            .replace("[^/]{1,200}", world.document)
            .replace(".{1,200}", "stage-steady")
        )
    assert all(screen.path.fullmatch(address) for screen, address in zip(SCREENS, shown, strict=True))
    return [*shown, "/password", "/no-such-page"]


def test_another_user_finds_nothing_and_changes_nothing(guarded: Guarded, world: World, routes: list[str]) -> None:
    browser, before = guarded.signed_in("dan"), kept(guarded)
    for route in routes:
        reply = send(browser, route, world)
        TRIED["another user"] += 1
        if names_somebodys(route) or route in ("DELETE /me/tokens/{token_id}", "GET /passages/{chunk_id}"):
            assert reply.status_code == 404, (route, reply.text)
        elif route in ("GET /library/{document_id}",):
            assert reply.status_code == 404, route
        elif RIGHTS[route].permission in ("manage_accounts", "build_index") or route == "POST /me/password":
            assert reply.status_code == 403, (route, reply.text)
        else:
            assert reply.status_code in (200, 201), (route, reply.text)
        if reply.headers["content-type"].startswith("application/json"):
            assert "Northfield" not in reply.text and world.case not in reply.text.replace(
                f"{world.case}: no case", ""
            ), route
        assert before <= kept(guarded), route


def test_the_administrator_reads_no_case_that_is_not_shared(guarded: Guarded, world: World, routes: list[str]) -> None:
    browser, before = guarded.signed_in("ada"), kept(guarded)
    for route in routes:
        if route in ("POST /index/build", "POST /users"):
            continue
        reply = send(browser, route, world)
        TRIED["the administrator"] += 1
        allowed = RIGHTS[route].permission in MAY["administrator"] and route != "POST /me/password"
        if names_somebodys(route):
            assert reply.status_code == (404 if allowed else 403), (route, reply.text)
        elif not allowed:
            assert reply.status_code == 403, (route, reply.text)
        assert "Northfield" not in reply.text and before <= kept(guarded), route
    assert browser.get(f"{PATH}/cases").json() == []
    assert {one["name"] for one in browser.get(f"{PATH}/users").json()} >= set(PEOPLE)


def test_a_token_for_reading_reads_and_changes_nothing(guarded: Guarded, world: World, routes: list[str]) -> None:
    program, before = guarded.with_token("olive"), kept(guarded)
    for route in routes:
        reply = send(program, route, world)
        TRIED["a token for reading"] += 1
        right = RIGHTS[route]
        if right.changes or right.in_person or right.permission not in MAY["director"]:
            assert (reply.status_code, reply.json()["error"]["code"]) == (403, "not_allowed"), (route, reply.text)
        elif names_somebodys(route) and route.startswith("GET"):
            assert reply.status_code == 200, (route, reply.text)
        assert {row for row in before if row[0] != "cases"} <= kept(guarded), route
    for screen in ("/", f"/cases/{world.case}"):
        assert program.get(screen).status_code == 303
    assert program.post("/gradio_api/queue/join", json={}).status_code == 401


def test_a_token_for_writing_makes_no_tokens_accounts_or_passwords(guarded: Guarded) -> None:
    for name in ("olive", "ada"):
        program = guarded.with_token(name, "write")
        for verb, path in (
            ("POST", "/me/tokens"),
            ("POST", "/me/password"),
            ("POST", "/users"),
            ("PATCH", "/users/dan"),
        ):
            TRIED["a token for writing"] += 1
            key = path.replace("dan", "{name}")
            assert program.request(verb, PATH + path, json=BODIES[key]).status_code == 403, (name, path)


@pytest.mark.parametrize("role", ["director", "adviser", "evaluator", "administrator"])
def test_a_role_that_does_not_allow_a_route_gets_403(
    guarded: Guarded, world: World, role: Any, routes: list[str]
) -> None:
    name = next(one for one, its in PEOPLE.items() if its == role and one != "olive")
    browser = guarded.signed_in(name)
    shut = [route for route in routes if RIGHTS[route].permission not in MAY[role]]
    assert shut
    for route in shut:
        reply = send(browser, route, world)
        TRIED[f"the wrong role ({role})"] += 1
        assert (reply.status_code, reply.json()["error"]["code"]) == (403, "not_allowed"), route


def test_a_sharer_reads_and_is_out_again_when_it_ends(guarded: Guarded, world: World, routes: list[str]) -> None:
    olive, ravi = guarded.signed_in("olive"), guarded.signed_in("ravi")
    shares = f"{PATH}/cases/{world.case}/shares"
    assert olive.put(f"{shares}/Ravi", json={"role": "reader"}).json() == [{"user": "ravi", "role": "reader"}]
    for route in (one for one in routes if names_somebodys(one) and one.startswith("GET")):
        TRIED["a reader of a shared case"] += 1
        assert send(ravi, route, world).status_code == 200, route
    template = {"template": ("council.docx", docx("{{ title }}"))}
    assert ravi.post(f"{PATH}/cases/{world.case}/briefing", files=template).content.startswith(b"PK")
    assert ravi.patch(f"{PATH}/cases/{world.case}", json={"name": "Mine"}).status_code == 403
    assert ravi.put(f"{shares}/dan", json={"role": "reader"}).status_code == 403
    assert olive.put(f"{shares}/nobody-here", json={"role": "reader"}).status_code == 404
    assert ravi.delete(f"{shares}/ravi").status_code == 200
    assert ravi.get(f"{PATH}/cases/{world.case}").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://attacker.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": ""},
    ],
)
def test_another_site_changes_nothing_with_a_visitors_cookie(
    guarded: Guarded, world: World, headers: dict[str, str], routes: list[str]
) -> None:
    browser, before = guarded.signed_in("olive"), kept(guarded)
    browser.headers.update(headers)
    for route in (one for one in routes if not one.startswith("GET")):
        TRIED["another site"] += 1
        assert send(browser, route, world).status_code == 403, route
    for path in ("/gradio_api/queue/join", "/gradio_api/cancel", "/sign-out", "/password"):
        assert browser.post(path, data={}).status_code == 403, path
    assert before == kept(guarded)
    assert browser.get(f"{PATH}/me").status_code == 200


def test_what_waits_in_the_queue_is_told_to_nobody_else(guarded: Guarded, world: World) -> None:
    olive, dan, told = guarded.signed_in("olive"), guarded.signed_in("dan"), list[dict[str, Any]]()
    message = {
        "data": [{"text": "Schools ring the police first. What stage are we in?", "case_id": world.case}],
        "fn_index": 0,
    }

    joined = olive.post("/gradio_api/queue/join", json={**message, "session_hash": "olives-stream"})
    event = joined.json()["event_id"]

    def listen() -> None:
        with olive.stream("GET", "/gradio_api/queue/data", params={"session_hash": "olives-stream"}) as stream:
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    told.append(json.loads(line[5:]))
                    if told[-1]["msg"] in ("process_completed", "unexpected_error", "close_stream"):
                        return

    listening = Thread(target=listen)
    listening.start()
    for session in ("olives-stream", "dans-stream"):
        body = {"session_hash": session, "fn_index": 0, "event_id": event}
        assert dan.post("/gradio_api/cancel", json=body).status_code == 404
    assert dan.get("/gradio_api/queue/data", params={"session_hash": "olives-stream"}).status_code == 404
    assert dan.post("/gradio_api/queue/join", json={**message, "session_hash": "olives-stream"}).status_code == 404
    TRIED["another user, in the queue"] += 4
    listening.join(60)

    assert [one["msg"] for one in told][-1] == "process_completed"
    assert told[-1]["success"]


@pytest.mark.parametrize("body", ["[" * 100_000, "{", "\xff", '{"data": ' + "9" * 5_000 + "}"])
def test_a_message_that_cannot_be_read_is_refused_before_the_queue(guarded: Guarded, body: str) -> None:
    reply = guarded.signed_in("dan").post(
        "/gradio_api/queue/join", content=body.encode("latin-1"), headers={"content-type": "application/json"}
    )
    assert reply.status_code == 400


def test_gradios_other_routes_are_there_for_nobody(app: FastAPI, guarded: Guarded) -> None:
    mount: Any = next(route for route in app.routes if getattr(route, "path", "") == "/gradio_api")
    inner: Any = next(route.app for route in mount.app._app._app._app._app.routes if isinstance(route, Mount))
    named = {
        (verb, re.sub(r"\{[^}]*\}", "x", route.path))
        for included in inner.routes
        if hasattr(included, "original_router")
        for route in included.original_router.routes
        for verb in (getattr(route, "methods", None) or ())
        if route.path.startswith("/gradio_api/") and verb in ("GET", "POST")
    }
    others = {(verb, path) for verb, path in named if f"{verb} {path.rstrip('/')}" not in QUEUE}
    assert len(others) > 20 and len(named - others) >= len(QUEUE)
    dan = guarded.signed_in("dan")
    for verb, path in sorted(others):
        TRIED["a signed-in user, at Gradio's other routes"] += 1
        assert dan.request(verb, path).status_code in (404, 405), (verb, path)


def test_a_message_to_anothers_case_is_answered_as_if_there_were_none(guarded: Guarded, world: World) -> None:
    dan = guarded.signed_in("dan")
    data = [{"text": "What now?", "case_id": world.case}]
    dan.post("/gradio_api/queue/join", json={"data": data, "fn_index": 0, "session_hash": "dans-own"})

    with dan.stream("GET", "/gradio_api/queue/data", params={"session_hash": "dans-own"}) as stream:
        lines = (json.loads(line[5:]) for line in stream.iter_lines() if line.startswith("data:"))
        said = next(one for one in lines if one["msg"] == "process_generating")

    assert said["output"]["data"][0]["error"]["code"] == "not_found"


def test_who_did_what_is_in_the_audit_log_without_a_word_of_theirs(guarded: Guarded, world: World) -> None:
    olive, dan = guarded.signed_in("olive"), guarded.signed_in("dan")
    made = olive.post(f"{PATH}/cases", json={"name": "Westhaven"}).json()["id"]
    for _ in range(3):
        olive.get(f"{PATH}/cases/{made}")
    dan.get(f"{PATH}/cases/{made}")
    olive.patch(f"{PATH}/cases/{made}", json={"name": "Westhaven again"})
    olive.put(f"{PATH}/cases/{made}/draft", json={"text": "Westhaven is"})

    lines = guarded.accounts.audit.lines(target=made)
    assert [(line.actor, line.action, line.result) for line in lines][::-1] == [
        (guarded.ids["olive"], "POST /cases", "201"),
        (guarded.ids["olive"], "GET /cases/{case_id}", "200"),
        (guarded.ids["dan"], "GET /cases/{case_id}", "404"),
        (guarded.ids["olive"], "PATCH /cases/{case_id}", "200"),
    ]
    every = " ".join(
        chain.from_iterable(line.model_dump(mode="json").values() for line in guarded.accounts.audit.lines(10_000))
    )
    assert "Westhaven" not in every and "Northfield" not in every


def test_more_than_sixty_routes_and_verbs_are_tried_by_each_of_them(routes: list[str]) -> None:
    assert len(set(routes)) > 60
