"""What one user might learn of another's case without reading it: from counts, caches, messages, statements, names and the index."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import event
from starlette.testclient import TestClient

from assistant.accounts.in_use import AccountsInUse
from assistant.api.application import PATH
from assistant.api.rights import RIGHTS
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web.application import create_app
from assistant.web.streams import StreamOwners
from corpus.library import Library
from indexes.embedders import Embedder, get_embedder
from indexes.hybrid import HybridIndex
from indexes.upkeep import bring_up_to_date
from tests.assistant.api.test_isolation_with_accounts import names_somebodys, send
from tests.assistant.guarded import Guarded
from tests.assistant.state.worlds import World, make_world

NOWHERE = "0123456789abcdef"
WORD = "Quibblethwaite"
QUERIES = (
    WORD,
    f"{WORD} agency staff",
    "recruitment payments and retention",
    "caseload of social workers",
    "early help",
)


@pytest.fixture(scope="module")
def server(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """A server on which Olive has a case with something of everything, and files of it in the index, one a copy of a public page."""
    own = tmp_path_factory.mktemp("learning")
    shutil.copytree(home, own, dirs_exist_ok=True)
    guarded = Guarded(own)
    guarded.world = make_world(guarded.of("olive"))  # type: ignore[attr-defined]
    files = tmp_path_factory.mktemp("files")
    chunks = HybridIndex(home, get_embedder(home=home)).document_chunks("response-recruitment-and-reward")
    (files / "private.txt").write_text(f"{WORD} wrote that the agency staff leave in May. " * 5)
    (files / "copy.md").write_text("\n\n".join(chunk.text for chunk in chunks))
    Library(own).add([files / "private.txt", files / "copy.md"], case=guarded.world.case)  # type: ignore[attr-defined]
    bring_up_to_date(Settings(home=own))
    with guarded as running:
        yield running


@pytest.fixture(scope="module")
def world(server: Guarded) -> World:
    found: World = server.world  # type: ignore[attr-defined]
    return found


def alike(reply: httpx.Response, *ids: str) -> tuple[int, str, list[str]]:
    """Return what a reply says, with ids, times and this request's own number taken out."""
    text = reply.text
    for one in ids:
        text = text.replace(one, "ID")
    text = re.sub(r'"timings_ms":\{[^}]*\}|"(exchange_id|request_id|id)":"[0-9a-f]{16,}"', "", text)
    return reply.status_code, text, sorted(set(reply.headers) - {"content-length"})


def test_a_question_in_anothers_conversation_is_answered_as_in_one_that_is_not_there(
    server: Guarded, world: World
) -> None:
    dan = server.signed_in("dan")
    before = world.record.conversation(world.conversation)
    told = [
        alike(dan.post(f"{PATH}/ask", json={"question": "What is losing grip?", "conversation_id": one}), one)
        for one in (world.conversation, NOWHERE)
    ]

    assert told[0] == told[1]
    assert world.record.conversation(world.conversation) == before


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "dense"])
def test_a_search_finds_the_same_whether_another_has_files_or_not(
    server: Guarded, assistant: Assistant, mode: Any
) -> None:
    dan = server.signed_in("dan")
    for query in QUERIES:
        found = dan.post(f"{PATH}/retrieve", json={"query": query, "k": 20, "mode": mode}).json()["results"]
        without = assistant.retrieve([query], 20, mode)
        assert [one["chunk_id"] for one in found] == [one.chunk_id for one in without], query
        assert [one["text"] for one in found] == [one.text for one in without], query
        assert [round(one["score"], 4) for one in found] == [round(one.score, 4) for one in without], query


def test_a_passage_of_anothers_file_is_as_one_that_is_not_there(
    server: Guarded, world: World, embedder: Embedder
) -> None:
    index = HybridIndex(server.home, embedder)
    ids = [i for document in index.documents.values() if document.info.case == world.case for i in document.chunk_ids]
    assert len(ids) >= 2
    dan, olive = server.signed_in("dan"), server.signed_in("olive")
    for one in ids:
        assert olive.get(f"{PATH}/passages/{one}").status_code == 200
        assert alike(dan.get(f"{PATH}/passages/{one}")) == alike(dan.get(f"{PATH}/passages/nosuch/1"))
    documents = {one.split("/")[0] for one in ids}
    for one in documents:
        assert alike(dan.get(f"{PATH}/library/{one}")) == alike(dan.get(f"{PATH}/library/nosuch"))
    assert not documents & {one["id"] for one in dan.get(f"{PATH}/library").json()["documents"]}


def test_counts_that_everybody_reads_leave_out_the_files_of_cases(
    server: Guarded, home: Path, embedder: Embedder
) -> None:
    manifest, dan = HybridIndex(home, embedder).manifest, server.signed_in("dan")
    facts = dan.get(f"{PATH}/settings").json()["index"]
    state = dan.get(f"{PATH}/index").json()

    assert facts["documents"] == manifest.documents
    assert facts["passages"] == state["done"] == state["total"] == manifest.chunks


def test_nothing_of_a_case_is_left_in_a_cache_or_told_by_one(server: Guarded, world: World) -> None:
    olive, dan = server.signed_in("olive"), server.signed_in("dan")
    for route in (one for one in RIGHTS if names_somebodys(one) and one.startswith("GET")):
        reply = send(olive, route, world)
        assert reply.status_code == 200 and reply.headers["cache-control"] == "no-store", route
        assert "etag" not in reply.headers and "last-modified" not in reply.headers, route
        dan.headers["if-none-match"] = "*"
        assert send(dan, route, world).status_code == 404, route
    for screen in ("/", f"/cases/{world.case}"):
        assert olive.get(screen).headers["cache-control"] == "no-store"


def test_an_export_is_named_by_nothing_that_anybody_typed_but_its_own_reader(server: Guarded, world: World) -> None:
    olive, dan = server.signed_in("olive"), server.signed_in("dan")
    for route in ("/cases/{}/export", "/cases/{}/briefing", "/cases/{}/timeline/chart"):
        named = olive.get(PATH + route.format(world.case)).headers["content-disposition"]
        assert "Northfield" not in named or route == "/cases/{}/briefing", named
        assert "content-disposition" not in dan.get(PATH + route.format(world.case)).headers


def test_comparing_tells_nothing_of_a_case_of_anothers(server: Guarded, world: World) -> None:
    dan = server.signed_in("dan")
    sent = [{"name": "Mine", "text": "One in two posts is agency."}]
    told = [
        alike(dan.post(f"{PATH}/compare", json={"cases": [one], "services": sent}), one)
        for one in (world.case, NOWHERE)
    ]

    assert told[0] == told[1] and told[0][0] == 404


def test_after_a_share_was_taken_back_everything_is_as_if_it_had_never_been(server: Guarded, world: World) -> None:
    olive, ravi = server.signed_in("olive"), server.signed_in("ravi")
    shares = f"{PATH}/cases/{world.case}/shares/ravi"
    assert olive.put(shares, json={"role": "editor"}).status_code == 200
    assert ravi.put(f"{PATH}/cases/{world.case}/draft", json={"text": "mine"}).status_code == 200
    assert ravi.get(f"{PATH}/cases/{world.case}/documents/{world.document}").status_code == 200
    assert olive.delete(shares).status_code == 200

    elsewhere = World(world.record, *[NOWHERE] * 6)
    for route in (one for one in RIGHTS if names_somebodys(one)):
        ids = (world.case, world.document, world.conversation, world.exchange, world.waiting, world.mark, NOWHERE)
        assert alike(send(ravi, route, world), *ids) == alike(send(ravi, route, elsewhere), *ids), route
    assert "Northfield" not in ravi.get(f"{PATH}/cases?deleted=true").text
    exported = ravi.get(f"{PATH}/export").content
    assert b"Northfield" not in exported


def test_a_name_that_a_case_is_not_shared_with_is_told_back_and_no_id(server: Guarded) -> None:
    dan = server.signed_in("dan")
    case = dan.post(f"{PATH}/cases", json={"name": "Mine"}).json()["id"]
    told = [dan.delete(f"{PATH}/cases/{case}/shares/{name}") for name in ("ada", "nobody-here")]

    assert {reply.status_code for reply in told} == {404}
    assert not any(account in reply.text for reply in told for account in server.ids.values())
    assert told[0].text.replace("ada", "NAME") == told[1].text.replace("nobody-here", "NAME")


def test_the_same_is_asked_of_the_database_for_anothers_case_and_for_none(server: Guarded, world: World) -> None:
    """Time would tell if more were read; the statements are what takes it."""
    settings = Settings.model_validate({"home": server.home, "accounts": {"enabled": True}})
    assistant = Assistant.prepared(settings)
    accounts = AccountsInUse.on(server.engine, settings)
    app: FastAPI = create_app(assistant, settings, accounts)
    client = TestClient(app, base_url="http://127.0.0.1", headers={"origin": "http://127.0.0.1"})
    client.cookies.set("regrip_session", accounts.door.sessions.begin(server.ids["dan"]))
    engine, heard = assistant.record_of().engine, list[str]()
    event.listen(engine, "before_cursor_execute", lambda *said: heard.append(said[2]))
    elsewhere = World(world.record, *[NOWHERE] * 6)
    for route in (one for one in RIGHTS if names_somebodys(one)):
        asked = []
        for place in (world, elsewhere):
            heard.clear()
            assert send(client, route, place).status_code == 404  # type: ignore[arg-type]
            asked.append(list(heard))
        assert asked[0] == asked[1], route
    assistant.record_of().close()


def test_whoever_names_ten_thousand_streams_makes_nobody_elses_their_own() -> None:
    owners = StreamOwners(lambda *_: None)  # type: ignore[arg-type,return-value]
    assert owners._belongs("stream olives", "olive")
    for number in range(60_000):
        owners._belongs(f"stream {number}", "dan")

    assert not owners._belongs("stream olives", "dan")
    assert owners._belongs("stream olives", "olive")
