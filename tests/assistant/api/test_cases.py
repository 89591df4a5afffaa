"""A case over the API: asked in, added to, corrected, exported and deleted, with the real assistant."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

BOARD = (
    "Our assessments are slowing, and the dashboard does not match what the teams say.\n"
    "Contacts queue for a week at the front door. Call 07700 900123 for the minutes."
)
LATER = (
    "Schools and the police have stopped sending us referrals and keep cases to themselves, because nothing comes back."
)


@pytest.fixture
def case(local: TestClient) -> str:
    return str(local.post("/cases", json={"name": "Northfield", "service": "Front door"}).json()["id"])


def upload(local: TestClient, case: str, *files: tuple[str, bytes]) -> list[dict[str, Any]]:
    sent = [("files", (name, content, "application/octet-stream")) for name, content in files]
    reply = local.post(f"/cases/{case}/documents", files=sent)
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.json()
    return found


def events(local: TestClient, path: str, body: dict[str, Any]) -> list[tuple[str, Any]]:
    with local.stream("POST", path, json=body) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        lines = list(reply.iter_lines())
    names = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    bodies = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    return list(zip(names, bodies, strict=True))


def test_each_file_has_its_result_and_a_bad_one_stops_none(local: TestClient, case: str) -> None:
    first = upload(local, case, ("2026-03 board.txt", BOARD.encode()), ("tool.exe", b"MZ\0\0"), ("empty.txt", b""))
    assert [(r["outcome"], r["code"]) for r in first] == [
        ("added", None),
        ("refused", "unsupported_file"),
        ("refused", "empty_file"),
    ]
    assert first[0]["document"]["date"] == "2026-03" and "Personal data" in first[0]["warnings"][0]
    again = upload(local, case, ("copy.txt", BOARD.encode()), ("2026-03 board.txt", (BOARD + " And more.").encode()))
    assert again[0]["outcome"] == "known" and again[0]["document"]["title"] == "2026-03 board.txt"
    assert again[1]["document"]["title"] == "2026-03 board.txt (2)" and again[1]["near"] == "2026-03 board.txt"
    text = local.get(f"/cases/{case}/documents/{first[0]['document']['id']}").json()["text"]
    assert "07700" not in text and "assessments are slowing" in text


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "..\\..\\boot.txt", "a\0b.txt", "x" * 300 + ".txt", "/", ""])
def test_a_file_name_leads_nowhere(local: TestClient, api: FastAPI, case: str, name: str) -> None:
    reply = local.post(f"/cases/{case}/documents", files=[("files", (name, BOARD.encode(), "text/plain"))])
    assert reply.status_code in (200, 422)
    home = api.state.cases.settings.home
    assert list((home / "incoming").glob("*")) == []
    if reply.status_code == 200:
        (result,) = reply.json()
        assert not {"/", "\\", "\0"} & set(result["name"]) and len(result["name"]) <= 120


def test_more_files_or_bytes_than_allowed_are_refused_whole(local: TestClient, case: str) -> None:
    many = [("files", (f"{n}.txt", b"some words here", "text/plain")) for n in range(5)]
    assert local.post(f"/cases/{case}/documents", files=many).status_code == 422
    large = [("files", ("large.txt", b"word " * 50_000, "text/plain"))]
    reply = local.post(f"/cases/{case}/documents", files=large)
    assert (reply.status_code, reply.json()["error"]["code"]) == (413, "too_large")
    long = upload(local, case, ("long.txt", b"word " * 12_000))
    assert long[0]["code"] == "too_long"
    assert local.get(f"/cases/{case}/documents").json() == []


def test_a_message_is_kept_before_it_is_answered_and_the_answer_before_it_is_whole(
    local: TestClient, case: str
) -> None:
    upload(local, case, ("board.txt", BOARD.encode()))
    told = events(local, f"/cases/{case}/ask/stream", {"text": "What stage are we in? Ring 07700 900456."})
    names = [name for name, _ in told]
    assert names[0] == "taken" and names[-1] == "done" and set(names[1:-1]) == {"answer"}
    exchange, answer = told[0][1]["exchange_id"], told[-1][1]
    assert answer["exchange_id"] == exchange and answer["assessment"]["stage"] is not None
    assert "board.txt" in {signal["source"] for signal in answer["assessment"]["signals"]}
    kept = local.get(f"/exchanges/{exchange}").json()
    assert kept["answer"]["sections"] == answer["sections"] and "07700" not in json.dumps(kept)
    conversation = local.get(f"/conversations/{told[0][1]['conversation_id']}").json()
    assert len(conversation["exchanges"]) == 1 and conversation["waiting"] == []
    assert local.get(f"/cases/{case}").json()["last_outcome"] == answer["assessment"]["outcome"]


def test_a_conversation_goes_on_with_its_earlier_turns(local: TestClient, case: str) -> None:
    first = local.post(f"/cases/{case}/ask", json={"text": "What is losing grip?"}).json()
    place = local.get(f"/exchanges/{first['exchange_id']}").json()["conversation_id"]
    local.post(f"/cases/{case}/ask", json={"text": "And what helps then?", "conversation_id": place})
    exchanges = local.get(f"/conversations/{place}").json()["exchanges"]
    assert [e["question"]["turns"] for e in exchanges] == [
        ["What is losing grip?"],
        ["What is losing grip?", "And what helps then?"],
    ]


def test_the_last_message_is_asked_again_in_other_words_or_the_same(local: TestClient, case: str) -> None:
    first = local.post(f"/cases/{case}/ask", json={"text": LATER}).json()["exchange_id"]
    place = local.get(f"/exchanges/{first}").json()["conversation_id"]
    mark = {"mark": {"quote": LATER, "verdict": "past"}, "conversation_id": place}
    assert len(local.post(f"/cases/{case}/marks", json=mark).json()["added"]) == 1
    local.post(f"/exchanges/{first}/feedback", json={"verdict": "wrong"})
    path, body = f"/cases/{case}/ask/stream", {"text": BOARD, "conversation_id": place, "replaces": first}
    told = events(local, path, body)
    second = told[-1][1]
    assert told[-1][0] == "done" and not any(signal["marked"] for signal in second["assessment"]["signals"])
    (exchange,) = local.get(f"/conversations/{place}").json()["exchanges"]
    assert exchange["id"] == second["exchange_id"] and len(exchange["question"]["turns"]) == 1
    assert local.get(f"/cases/{case}/marks").json() == []
    assert local.get(f"/exchanges/{first}/feedback").status_code == 404
    again = {"conversation_id": place, "replaces": second["exchange_id"]}
    third = local.post(f"/cases/{case}/ask", json=again).json()
    (exchange,) = local.get(f"/conversations/{place}").json()["exchanges"]
    assert exchange["id"] == third["exchange_id"] and exchange["question"]["turns"][0].startswith(BOARD[:40])
    for late in (again, {**again, "text": "x y"}):
        reply = local.post(f"/cases/{case}/ask", json=late)
        assert (reply.status_code, reply.json()["error"]["code"]) == (409, "conflict")
    assert local.post(f"/cases/{case}/ask", json={"text": "x", "replaces": third["exchange_id"]}).status_code == 422
    assert local.get(f"/conversations/{place}").json()["waiting"] == []


def test_a_message_that_waited_replaces_what_it_was_to_replace(local: TestClient, api: FastAPI, case: str) -> None:
    first = local.post(f"/cases/{case}/ask", json={"text": "What is losing grip?"}).json()["exchange_id"]
    place = local.get(f"/exchanges/{first}").json()["conversation_id"]
    interrupted = api.state.cases.ask(case, "What is complete lock?", place, replaces=first)
    conversation = local.get(f"/conversations/{place}").json()
    (waiting,) = conversation["waiting"]
    assert waiting["replaces"] == first and [e["id"] for e in conversation["exchanges"]] == [first]
    body = {"conversation_id": place, "waiting_id": interrupted.waiting.id}
    local.post(f"/cases/{case}/ask", json=body)
    conversation = local.get(f"/conversations/{place}").json()
    assert [e["question"]["turns"] for e in conversation["exchanges"]] == [["What is complete lock?"]]
    assert conversation["waiting"] == []


def test_what_cannot_be_asked_is_refused_and_not_kept(local: TestClient, case: str) -> None:
    for body in ({"text": "  "}, {}, {"text": "x" * 200_001}):
        reply = local.post(f"/cases/{case}/ask", json=body)
        assert (reply.status_code, reply.json()["error"]["code"]) == (422, "bad_input")
    assert local.get(f"/cases/{case}/conversations").json() == []


def test_marks_correct_the_assessment_and_can_be_taken_back(local: TestClient, case: str) -> None:
    upload(local, case, ("board.txt", BOARD.encode()), ("letter.txt", LATER.encode()))
    before = local.post(f"/cases/{case}/assess", json={}).json()
    signal = next(s for s in before["signals"] if s["source"] == "letter.txt")
    mark = {"source": "letter.txt", "start": signal["start"], "end": signal["end"], "verdict": "elsewhere"}
    (added,) = local.post(f"/cases/{case}/marks", json={"mark": mark}).json()["added"]
    assert local.post(f"/cases/{case}/marks", json={"mark": mark}).json()["added"] == []
    after = local.post(f"/cases/{case}/assess", json={}).json()
    assert after["probabilities"] != before["probabilities"]
    clash = {**mark, "verdict": "add", "stage": "steady"}
    assert local.post(f"/cases/{case}/marks", json={"mark": clash}).status_code == 422
    local.delete(f"/cases/{case}/marks/{added['id']}")
    assert local.post(f"/cases/{case}/assess", json={}).json()["probabilities"] == before["probabilities"]


def test_a_mark_on_a_turn_is_of_its_conversation(local: TestClient, case: str) -> None:
    first = local.post(f"/cases/{case}/ask", json={"text": f"{LATER} Where are we?"}).json()
    place = local.get(f"/exchanges/{first['exchange_id']}").json()["conversation_id"]
    mark = {"quote": LATER, "verdict": "past"}
    (added,) = local.post(f"/cases/{case}/marks", json={"mark": mark, "conversation_id": place}).json()["added"]
    assert (added["turn"], added["conversation_id"], added["start"]) == (1, place, 0)
    assert "quote" not in added
    local.post(f"/cases/{case}/ask", json={"text": "And what should we do next?", "conversation_id": place})
    reply = local.post(f"/cases/{case}/assess", json={"conversation_id": place}).json()
    assert [s["standing"] for s in reply["signals"] if s["marked"]] in (["past"], [])
    assert reply["outcome"] != "systemic_crisis"


def test_a_removed_document_no_longer_speaks_and_leaves_no_word(local: TestClient, api: FastAPI, case: str) -> None:
    letter = LATER.replace("Schools and", "Schools, nurses and")
    words = "Schools, nurses and the police have stopped"
    results = upload(local, case, ("letter.txt", letter.encode()), ("board.txt", BOARD.encode()))
    answer = local.post(f"/cases/{case}/ask", json={"text": "What stage are we in and what should we do next?"}).json()
    assert words in json.dumps(answer)
    local.post(f"/cases/{case}/marks", json={"mark": {"source": "letter.txt", "verdict": "past"}})
    home: Path = api.state.cases.settings.home
    document = results[0]["document"]
    assert (home / "originals" / case / document["sha256"]).read_bytes() == letter.encode()
    gone = local.delete(f"/cases/{case}/documents/{document['id']}").json()
    assert (gone["answers"], gone["erased"]) == (1, True)
    kept = local.get(f"/exchanges/{answer['exchange_id']}").json()
    assert "letter.txt was removed" in kept["answer"]["warnings"][-1]
    assert {s["source"] for s in kept["answer"]["assessment"]["signals"]} <= {"board.txt", "question"}
    assert local.get(f"/cases/{case}/marks").json() == []
    after = local.post(f"/cases/{case}/assess", json={}).json()
    assert "letter.txt" not in json.dumps(after)
    assert words.encode() not in bytes_below(home)


def bytes_below(home: Path) -> bytes:
    """Return all that stands in the home folder beside index and models."""
    return b"".join(
        p.read_bytes() for p in home.rglob("*") if p.is_file() and p.parts[len(home.parts)] not in ("index", "models")
    )


def test_a_case_says_what_changed_between_two_dates(local: TestClient, case: str) -> None:
    upload(local, case, ("2025-03 board.txt", BOARD.encode()), ("2026-02 letter.txt", LATER.encode()))
    found = local.get(f"/cases/{case}/changes", params={"since": "March 2025", "until": "2026"}).json()
    assert (found["since"], found["until"]) == ("2025-03-31", "2026-12-31")
    assert [sign["change"] for sign in found["signs"] if sign["after"]] and found["papers"][0][
        "title"
    ] == "2026-02 letter.txt"
    body = {
        "documents": [{"date": "2025-03", "title": "b", "text": BOARD}, {"date": "2026", "title": "l", "text": LATER}]
    }
    assert local.post("/timeline/changes", json=body | {"since": "2025-03"}).json()["before"]["paper"] == "b"
    refused = local.get(f"/cases/{case}/changes", params={"since": "soon"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "bad_input")


def test_a_question_in_a_case_for_what_changed_is_answered_from_its_papers_and_forgets_one_that_is_removed(
    local: TestClient, case: str
) -> None:
    upload(local, case, ("2025-03 board.txt", BOARD.encode()))
    letter = upload(local, case, ("2026-02 letter.txt", LATER.encode()))[0]["document"]["id"]
    answer = local.post(f"/cases/{case}/ask", json={"text": "Is it getting better or worse?"}).json()
    told = json.dumps(answer["sections"])
    assert "has got worse" in answer["sections"][0]["statements"][0]["text"] and "(2026-02 letter.txt)" in told
    words = "stopped sending us referrals"
    assert words in told
    local.delete(f"/cases/{case}/documents/{letter}")
    assert words not in json.dumps(local.get(f"/exchanges/{answer['exchange_id']}").json())


def test_papers_of_a_case_draw_its_timeline(local: TestClient, case: str) -> None:
    upload(local, case, ("2025-01 board.txt", BOARD.encode()), ("2026-02 letter.txt", LATER.encode()))
    line = local.get(f"/cases/{case}/timeline").json()
    assert [point["date"] for point in line["points"]] == ["2025-01", "2026-02"]
    assert local.get(f"/cases/{case}").json()["last_direction"] == line["direction"] == "worsening"
    upload(local, case, ("2026-05 minutes.txt", b"The teams meet every week and the queue is gone."))
    assert local.get(f"/cases/{case}").json()["last_direction"] is None


def test_a_plan_is_held_against_the_stage_of_the_case(local: TestClient, case: str) -> None:
    assert local.post(f"/cases/{case}/plan-check", json={"actions": [{"text": "x y"}]}).status_code == 422
    upload(local, case, ("board.txt", BOARD.encode()))
    actions = [{"text": "Build one page of measures for the front door by 1 May, owned by the head of service"}]
    checked = local.post(f"/cases/{case}/plan-check", json={"actions": actions}).json()
    assert checked["stage"] is not None and len(checked["actions"]) == 1


def test_a_case_keeps_its_plan_with_personal_data_covered(local: TestClient, case: str) -> None:
    path = f"/cases/{case}/plan"
    assert local.get(path).json() == {"plan": None}
    actions = [{"text": " Clear the queue "}, {"text": "Ring 07700 900123 about cover"}]
    plan = local.put(path, json={"actions": actions, "version": 0}).json()
    assert plan["actions"][0] == {"text": "Clear the queue"} and "07700" not in json.dumps(plan)
    assert local.get(path).json() == {"plan": plan} and plan["case_id"] == case
    late = local.put(path, json={"actions": actions, "version": 0})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "conflict")
    for wrong in ([], [{"text": "x y"}, {"text": " "}], [{"text": "x y"}] * 1001, [{"text": "x" * 200_001}]):
        assert local.put(path, json={"actions": wrong, "version": plan["version"]}).status_code == 422
    assert local.get(path).json() == {"plan": plan}
    assert local.delete(path).status_code == 204
    assert local.get(path).json() == {"plan": None}


def test_two_tabs_are_told_of_each_other(local: TestClient, case: str) -> None:
    seen = local.get(f"/cases/{case}").json()["version"]
    assert local.patch(f"/cases/{case}", json={"name": "North", "version": seen}).json()["version"] == seen + 1
    late = local.patch(f"/cases/{case}", json={"archived": True, "version": seen})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "conflict")
    draft = local.put(f"/cases/{case}/draft", json={"text": "half a"}).json()
    local.put(f"/cases/{case}/draft", json={"text": "half a thought", "version": draft["version"]})
    assert local.put(f"/cases/{case}/draft", json={"text": "other", "version": draft["version"]}).status_code == 409
    assert local.get(f"/cases/{case}/draft").json()["draft"]["text"] == "half a thought"
    assert local.delete(f"/cases/{case}/draft").status_code == 204
    assert local.get(f"/cases/{case}/draft").json()["draft"] is None


def test_a_deleted_case_comes_back_and_a_purged_one_does_not(local: TestClient, api: FastAPI, case: str) -> None:
    upload(local, case, ("board.txt", BOARD.encode()))
    assert local.delete(f"/cases/{case}").json()["gone_after"] is not None
    assert local.get(f"/cases/{case}/documents").status_code == 404
    assert case in {c["id"] for c in local.get("/cases?deleted=true").json()}
    assert local.post(f"/cases/{case}/undo").json()["deleted_at"] is None
    assert len(local.get(f"/cases/{case}/documents").json()) == 1
    assert local.post(f"/cases/{case}/purge").json()["documents"] == 1
    assert local.get(f"/cases/{case}").status_code == 404
    assert not (api.state.cases.settings.home / "originals" / case).exists()


def test_feedback_is_kept_on_a_statement(local: TestClient, case: str) -> None:
    answer = local.post(f"/cases/{case}/ask", json={"text": "What is losing grip?"}).json()
    path = f"/exchanges/{answer['exchange_id']}/feedback"
    assert local.post(path, json={"verdict": "wrong", "statement": "1.1", "note": "no"}).status_code == 201
    assert local.post(path, json={"verdict": "wrong", "statement": "99.1"}).status_code == 422
    assert [(f["section"], f["verdict"]) for f in local.get(path).json()] == [(1, "wrong")]


def test_an_export_holds_everything_and_deletion_leaves_nothing(local: TestClient, api: FastAPI, case: str) -> None:
    words = "The Thornbury hub has lost nine social workers and its manager since Easter."
    upload(local, case, ("hub.txt", words.encode()))
    local.post(f"/cases/{case}/ask", json={"text": f"{words} What stage are we in?"})
    local.put(f"/cases/{case}/draft", json={"text": f"draft: {words}"})
    local.put(f"/cases/{case}/plan", json={"actions": [{"text": words}]})
    local.post("/ask", json={"question": f"{words} Where are we?"})
    for path in ("/export", f"/cases/{case}/export"):
        archive = zipfile.ZipFile(io.BytesIO(local.get(path).content))
        assert archive.testzip() is None
        inside = {name: archive.read(name).decode() for name in archive.namelist()}
        assert f"cases/Northfield-{case}/case.json" in inside
        holding = [name for name, text in inside.items() if words in text]
        assert any("/originals/" in name for name in holding) and any("/conversations/" in name for name in holding)
        assert f"cases/Northfield-{case}/plan.json" in holding
        assert any("drafts" in name for name in holding) and any("/documents/" in name for name in holding)
    home: Path = api.state.cases.settings.home
    assert words.encode() in bytes_below(home)
    assert local.delete("/me/data?confirm=yes").status_code == 422
    gone = local.delete("/me/data", params={"confirm": "delete everything"}).json()
    assert gone["erased"] and gone["cases"] >= 1
    assert words.encode() not in bytes_below(home)
    assert local.get("/cases").json() == local.get("/conversations").json() == []
