"""Plans read over the API, from files and pasted: as their actions, refused as documents are, and not kept."""

import io
import json
from typing import Any

import docx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.assistant.api.test_cases import bytes_below


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Improvement plan", 1)
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, (("Action", "Owner", "By"), ("Train managers", "DCS", "May")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(file := io.BytesIO())
    return file.getvalue()


def test_a_plan_in_a_file_is_read_and_not_kept(local: TestClient, api: FastAPI) -> None:
    read = local.post("/plan/read", files={"file": ("../our plan.docx", word_file())}).json()
    assert read == {
        "name": "our plan.docx",
        "actions": [{"text": "Train managers (Owner: DCS; By: May)"}],
        "warnings": [],
    }
    text = b"1. Clear the Quillmere queue\n2. Ring 07700 900123 about cover\n"
    read = local.post("/plan/read", files={"file": ("plan.txt", text)}).json()
    assert read["actions"][0] == {"text": "Clear the Quillmere queue"} and len(read["actions"]) == 2
    assert "07700" not in json.dumps(read) and "Personal data" in read["warnings"][0]
    home = api.state.settings.home
    assert list((home / "incoming").glob("*")) == [] and b"Quillmere" not in bytes_below(home)


def test_a_pasted_plan_is_read(local: TestClient) -> None:
    text = "Action\tOwner\nClear the queue\tHead of service\nTrain managers\t"
    read = local.post("/plan/read", json={"text": text}).json()
    assert read["name"] == ""
    assert [a["text"] for a in read["actions"]] == ["Clear the queue (Owner: Head of service)", "Train managers"]
    empty = local.post("/plan/read", json={"text": " "}).json()
    assert empty["actions"] == [] and "No action was found" in empty["warnings"][0]
    many = local.post("/plan/read", json={"text": "- Do it\n" * 1001}).json()
    assert len(many["actions"]) == 1000 and "1,001" in many["warnings"][0]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"files": {"file": ("tool.exe", b"MZ\0\0")}}, "unsupported_file"),
    ({"files": {"file": ("empty.txt", b"")}}, "empty_file"),
    ({"files": {"file": ("long.txt", b"word " * 12_000)}}, "bad_input"),
    ({"files": {"other": ("plan.txt", b"- Clear the queue")}}, "bad_input"),
    ({"json": {"text": "x" * 50_001}}, "bad_input"),
    ({"json": {"text": 5}}, "bad_input"),
    ({"content": b"{", "headers": {"content-type": "application/json"}}, "bad_input"),
    ({"content": b"- Clear the queue", "headers": {"content-type": "text/plain"}}, "bad_input"),
    ({}, "bad_input"),
]


@pytest.mark.parametrize(("sent", "code"), WRONG)
def test_what_is_no_plan_is_refused(local: TestClient, sent: dict[str, Any], code: str) -> None:
    reply = local.post("/plan/read", **sent)
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, code)
    assert "\n" not in reply.json()["error"]["message"]
