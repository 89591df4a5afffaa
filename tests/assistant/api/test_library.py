"""The library over the API: listed, filtered, searched and read."""

import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.api.application import create_api
from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.library import Library
from corpus.loaders import load_corpus
from indexes.upkeep import bring_up_to_date


def test_without_words_every_document_comes_the_newest_first(local: TestClient) -> None:
    found = local.get("/library").json()
    dates = [document["date"] for document in found["documents"]]
    assert found["total"] == len(dates) == len(load_corpus())
    assert dates == sorted(dates, reverse=True)
    assert all(d["summary"] and "[" not in d["summary"] and d["passage"] is None for d in found["documents"])
    assert sum(found["facets"]["kind"].values()) == found["total"]


def test_filters_join_and_their_facets_say_what_each_other_value_would_leave(local: TestClient) -> None:
    asked = {"kind": "inspection report", "stage": "complete_lock", "since": "2022", "until": "2023-06"}
    found = local.get("/library", params=asked).json()
    assert found["documents"]
    for document in found["documents"]:
        assert document["kind"] == "inspection report" and "complete_lock" in document["stages"]
        assert "2022" <= document["date"] <= "2023-06-30"
    other = local.get("/library", params=asked | {"stage": "losing_grip"}).json()
    assert other["total"] == found["facets"]["stage"]["losing_grip"]


def test_words_find_documents_by_relevance_with_the_passage_that_says_so(local: TestClient) -> None:
    found = local.get("/library", params={"q": "recruitment payments and retention"}).json()
    assert found["documents"][0]["id"] == "response-recruitment-and-reward"
    for document in found["documents"][:3]:
        passage = local.get(f"/passages/{document['passage']['chunk_id']}").json()
        assert passage["text"] in document["passage"]["text"]
    cards = local.get("/library", params={"q": "recruitment payments and retention", "kind": "response card"}).json()
    assert {document["kind"] for document in cards["documents"]} == {"response card"}
    assert local.get("/library", params={"q": "qwrtz xyzzy plugh"}).json()["total"] == 0


def test_a_file_of_ones_own_is_in_the_library_and_a_file_of_a_case_never_is(tmp_path: Path, models: Path) -> None:
    shutil.copytree(models, tmp_path / "models")
    for name, words in (
        ("ours.txt", "The zebra rota of our own team lapsed."),
        ("case.txt", "The zebra plan of a case."),
    ):
        (tmp_path / name).write_text(words * 3)
    Library(tmp_path).add([tmp_path / "ours.txt"])
    Library(tmp_path).add([tmp_path / "case.txt"], case="Northfield")
    settings = Settings(home=tmp_path)
    bring_up_to_date(settings, documents=lambda home: Library(home).documents())
    api = create_api(Assistant.prepared(settings), settings)
    client = TestClient(api, base_url="http://127.0.0.1", client=("127.0.0.1", 1))
    for query in ({"kind": "your file"}, {"q": "zebra"}):
        (document,) = client.get("/library", params=query).json()["documents"]
        assert document["title"] == "ours"
    (case,) = [r.document.info.id for r in Library(tmp_path).records() if r.case]
    assert client.get(f"/library/{case}").status_code == 404
    assert "of your own" in client.get(f"/library/{document['id']}").json()["basis_words"]


WRONG = [
    ({"stage": "doomed"}, "'steady', 'losing_grip'"),
    ({"theme": "weather"}, "'workforce'"),
    ({"kind": "poem"}, "inspection report"),
    ({"status": "old"}, "'superseded'"),
    ({"since": "yesterday"}, "YYYY-MM-DD"),
    ({"until": "2024-13"}, "YYYY-MM-DD"),
]


@pytest.mark.parametrize(("query", "allowed"), WRONG)
def test_a_wrong_filter_is_refused_with_what_is_allowed(local: TestClient, query: dict[str, str], allowed: str) -> None:
    reply = local.get("/library", params=query)
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "bad_input")
    assert next(iter(query)) in reply.json()["error"]["message"] and allowed in reply.json()["error"]["message"]


def test_a_document_is_read_whole_and_holds_the_words_of_every_passage(local: TestClient, api: FastAPI) -> None:
    for document_id in ("stage-losing-grip", "adcs-dcs-update"):
        read = local.get(f"/library/{document_id}").json()
        paragraphs = [paragraph["text"] for section in read["sections"] for paragraph in section["paragraphs"]]
        written = " ".join(" ".join(paragraphs).split())
        assert read["chunks"] and read["basis_words"]
        for chunk in read["chunks"]:
            for line in chunk["text"].split("\n"):
                assert " ".join(line.removeprefix("- ").split()) in written


def test_bullets_levels_and_places_are_told(local: TestClient) -> None:
    page = local.get("/library/stage-losing-grip").json()
    signs = next(section for section in page["sections"] if section["heading"] == ["Signs"])
    assert all(paragraph["bullet"] for paragraph in signs["paragraphs"])
    assert signs["paragraphs"][0]["locator"] == "seed: cresswell-2013-four-stages"
    note = local.get("/library/adcs-dcs-update").json()
    assert {tuple(s["heading"]): s["level"] for s in note["sections"]}[
        ("What it found", "The record year and tenure")
    ] == 3


def test_citing_goes_both_ways(local: TestClient) -> None:
    page = local.get("/library/stage-losing-grip").json()
    assert "cresswell-2013-four-stages" in [cited["id"] for cited in page["cites"]]
    seed = local.get("/library/cresswell-2013-four-stages").json()
    assert "stage-losing-grip" in [citing["id"] for citing in seed["cited_by"]]
    assert seed["id"] not in [citing["id"] for citing in seed["cited_by"]]


def test_an_unknown_document_is_not_found(local: TestClient) -> None:
    reply = local.get("/library/nosuch")
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "not_found")
