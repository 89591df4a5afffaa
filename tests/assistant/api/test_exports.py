"""Files over the API: of an answer, a conversation and a case, under a safe name and of the right kind."""

import io
import re
import select
import socket
from collections.abc import Callable
from http.client import HTTPResponse
from urllib.parse import urlsplit

import httpx
import pytest
from docx import Document
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.briefing.writers.filling_exchange import MOST_BYTES
from tests.assistant.api.conftest import Server
from tests.assistant.api.test_cases import BOARD, LATER, upload

BEGINNINGS = {"docx": b"PK", "pdf": b"%PDF", "md": b"# ", "html": b"<!doctype html>"}
STAGE = f"{LATER} What stage are we in and what should we do next?"


@pytest.fixture
def case(local: TestClient) -> str:
    return str(local.post("/cases", json={"name": 'North "field"; é', "service": "Front door"}).json()["id"])


@pytest.mark.parametrize("format", BEGINNINGS)
def test_each_format_is_a_download_of_its_own_kind(local: TestClient, case: str, format: str) -> None:
    answer = local.post(f"/cases/{case}/ask", json={"text": STAGE}).json()
    exchange = answer["exchange_id"]
    conversation = local.get(f"/exchanges/{exchange}").json()["conversation_id"]
    for path in (f"/exchanges/{exchange}/export", f"/conversations/{conversation}/export", f"/cases/{case}/briefing"):
        reply = local.get(path, params={"format": format})
        assert reply.status_code == 200 and reply.content.startswith(BEGINNINGS[format]), (path, reply.text)
        assert re.fullmatch(
            rf'attachment; filename="regrip-[a-z0-9-]+\.{format}"', reply.headers["content-disposition"]
        )
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert {"docx": "wordprocessingml", "md": "markdown"}.get(format, format) in reply.headers["content-type"]


def test_a_case_without_an_answer_is_asked_about_once_and_nothing_is_kept(local: TestClient, case: str) -> None:
    empty = local.get(f"/cases/{case}/briefing")
    assert (empty.status_code, empty.json()["error"]["code"]) == (422, "bad_input")
    upload(local, case, ("2025-11 board.txt", BOARD.encode()), ("2026-02 letter.txt", LATER.encode()))
    board = local.get(f"/cases/{case}/briefing?format=md").text
    adviser = local.get(f"/cases/{case}/briefing?format=md&form=adviser").text
    assert "## Evidence for" in board and "2026-02 letter.txt" in board and "07700" not in adviser
    assert "## Movement over time" in adviser and "## Movement over time" not in board
    assert local.get(f"/cases/{case}/conversations").json() == []


@pytest.mark.parametrize(("format", "beginning"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_line_of_a_case_is_a_picture(local: TestClient, case: str, format: str, beginning: bytes) -> None:
    upload(local, case, ("2025-11 board.txt", BOARD.encode()), ("2026-02 letter.txt", LATER.encode()))
    reply = local.get(f"/cases/{case}/timeline/chart", params={"format": format})
    assert reply.content.startswith(beginning) and format in reply.headers["content-type"]
    assert "attachment" in reply.headers["content-disposition"]
    assert local.get(f"/cases/{case}/timeline/chart?format=gif").status_code == 422


def test_a_briefing_since_a_date_holds_only_what_changed(local: TestClient, case: str) -> None:
    upload(local, case, ("2025-11 board.txt", BOARD.encode()), ("2026-02 letter.txt", LATER.encode()))
    text = local.get(f"/cases/{case}/briefing?format=md&since=December 2025").text
    assert (
        "what changed since 31 December 2025" in text and "2026-02 letter.txt" in text and "## Evidence for" not in text
    )
    refused = local.get(f"/cases/{case}/briefing?since=soon")
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "bad_input")


def docx(*paragraphs: str) -> bytes:
    document, file = Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def test_a_council_template_is_filled_and_nothing_of_it_is_kept(local: TestClient, case: str, api: FastAPI) -> None:
    upload(local, case, ("2025-11 board.txt", BOARD.encode()), ("2026-02 letter.txt", LATER.encode()))
    names = ("../Northshire paper.docx", docx("Northshire", "{{ title }}", "{{ kind }}"))
    before = sorted(api.state.settings.home.rglob("*"))
    for query, title in (("", "North"), ("?form=adviser&since=December 2025", "what changed since 31 December 2025")):
        reply = local.post(f"/cases/{case}/briefing{query}", files={"template": names})
        assert reply.status_code == 200 and "wordprocessingml" in reply.headers["content-type"]
        assert re.fullmatch(r'attachment; filename="regrip-[a-z0-9-]+\.docx"', reply.headers["content-disposition"])
        first, second, third = [paragraph.text for paragraph in Document(io.BytesIO(reply.content)).paragraphs]
        assert first == "Northshire" and title in second and third in ("Board paper", "Adviser's briefing")
    assert sorted(api.state.settings.home.rglob("*")) == before
    assert local.get(f"/cases/{case}/conversations").json() == []


@pytest.mark.parametrize(
    ("content", "told"),
    [(docx("{{ titel }}"), "paper.docx: there is no such name at {{ titel }}"), (b"%PDF-1.7", "this is a PDF")],
)
def test_a_template_that_cannot_be_filled_is_told_in_one_line(
    local: TestClient, case: str, content: bytes, told: str
) -> None:
    upload(local, case, ("2025-11 board.txt", BOARD.encode()))
    refused = local.post(f"/cases/{case}/briefing", files={"template": ("folder/paper.docx", content)})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "template")
    assert told in refused.json()["error"]["message"] and "\n" not in refused.json()["error"]["message"]
    assert local.post(f"/cases/{case}/briefing").status_code == 422
    assert local.post("/cases/nosuch/briefing", files={"template": ("paper.docx", content)}).status_code == 404


def test_a_template_that_is_too_large_is_refused_like_any_upload_and_read_no_further(
    server: Callable[[], Server],
) -> None:
    with server().running() as running, httpx.Client(base_url=running.address, timeout=60) as client:
        case = client.post("/cases", json={"name": "North"}).json()["id"]
        path = f"/cases/{case}/briefing"
        for size in (MOST_BYTES + 1, MOST_BYTES + 1_000_000):
            refused = client.post(path, files={"template": ("p.docx", b"\0" * size)})
            assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_large")
            assert "more than 20 MB; take large pictures out of it" in refused.json()["error"]["message"]
        fitting = client.post(path, files={"template": ("p.docx", b"\0" * MOST_BYTES)})
        assert fitting.json()["error"]["code"] == "bad_input"  # the case has nothing in it yet
        taken, status, reply = endless_form(f"{running.address}{path}", "template")
        assert (status, "more than 20 MB" in reply) == (413, True)
        assert taken < 2 * MOST_BYTES


def endless_form(address: str, field: str) -> tuple[int, int, str]:
    """Send a form whose file has no end and no length until there is a reply; return the bytes sent by then, its status and body."""
    parts, sent, piece = urlsplit(address), 0, b"\0" * 500_000
    head = f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="p.docx"\r\n\r\n'.encode()
    lines = [
        f"POST {parts.path} HTTP/1.1",
        f"Host: {parts.netloc}",
        "Content-Type: multipart/form-data; boundary=x",
        "Transfer-Encoding: chunked",
    ]
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=60) as line:
        line.sendall("\r\n".join(lines).encode() + b"\r\n\r\n%x\r\n%s\r\n" % (len(head), head))
        while sent < 200_000_000 and not select.select([line], [], [], 0)[0]:
            line.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
            sent += len(piece)
        with HTTPResponse(line, method="POST") as reply:
            reply.begin()
            return sent, reply.status, reply.read().decode()


def test_a_paper_says_what_came_after_its_answer(local: TestClient, case: str) -> None:
    local.post(f"/cases/{case}/ask", json={"text": STAGE})
    assert "after this answer" not in local.get(f"/cases/{case}/briefing?format=md").text
    upload(local, case, ("board.txt", BOARD.encode()))
    assert "1 document added after this answer" in local.get(f"/cases/{case}/briefing?format=md").text


def test_what_is_not_there_or_no_format_is_told_as_elsewhere(local: TestClient, case: str) -> None:
    for path in ("/exchanges/nosuch/export", "/conversations/nosuch/export", "/cases/nosuch/briefing"):
        assert local.get(path).status_code == 404
    assert local.get(f"/cases/{case}/briefing?format=rtf").status_code == 422
    assert local.get(f"/cases/{case}/briefing?form=long").status_code == 422
    begun = local.post(f"/cases/{case}/conversations").json()["id"]
    assert local.get(f"/conversations/{begun}/export").status_code == 422
