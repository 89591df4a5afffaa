"""Fictional services over the API: listed, and made a case that can be worked in."""

from starlette.testclient import TestClient


def test_an_offered_example_becomes_a_case_to_work_in(local: TestClient) -> None:
    offered = local.get("/examples").json()
    assert [sorted(one) for one in offered] == [["id", "message", "name", "papers", "summary"]] * 3
    one = offered[0]
    reply = local.post(f"/examples/{one['id']}")
    assert reply.status_code == 201
    case, message = reply.json()["case"], reply.json()["message"]
    assert message == one["message"] and case["documents"] == one["papers"]
    assert len(local.get(f"/cases/{case['id']}/timeline").json()["points"]) == one["papers"]
    answer = local.post(f"/cases/{case['id']}/ask", json={"text": message}).json()
    titles = {document["title"] for document in local.get(f"/cases/{case['id']}/documents").json()}
    assert titles & {signal["source"] for signal in answer["assessment"]["signals"]}


def test_an_unknown_example_is_not_there(local: TestClient) -> None:
    reply = local.post("/examples/atlantis")
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "not_found")
