"""Servers that fail, lie or flood: each gets its own plain reason, and nothing half-written gets a final name."""

import gzip
import os
import time
import zlib
from datetime import timedelta
from email.utils import format_datetime

import pytest

from corpus.fetch import Progress
from tests.corpus.fetch.conftest import Fetching, StillClock
from tests.corpus.fetch.server import PDF, Reply, Site
from tests.ports import HeldPort

NOISE = b"%PDF-1.7\n" + os.urandom(300_000)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(status=404), "the server answered 404 (Not Found)"),
        (Reply(status=403), "the server answered 403 (Forbidden)"),
        (Reply(status=599), "the server answered 599"),
        (Reply(status=204, body=b""), "the server answered 204 (No Content)"),
        (Reply(status=206, Content_Range="bytes 0-9/10"), "the server answered 206 (Partial Content)"),
        (Reply(status=304, body=b""), "the server answered 304 (Not Modified)"),
        (Reply(body=b""), "the server sent an empty file"),
        (Reply(kind="video/mp4"), "content type 'video/mp4'; only pdf, html, docx, odt, xlsx, csv, text are fetched"),
        (Reply(kind="application/msword"), "content type 'application/msword'; only pdf"),
        (Reply(b"<html>Please sign in</html>"), "the server says pdf, but the content is something else"),
        (Reply(b"a\x00b", kind="text/plain"), "the server says text, but the content is something else"),
        (Reply(Content_Encoding="br"), "the server sent the body compressed as 'br'"),
        (Reply(Content_Encoding="gzip"), "the compressed body is damaged"),
        (
            Reply(gzip.compress(PDF) + b"more", Content_Encoding="gzip"),
            "the compressed body has something behind its end",
        ),
    ],
)
def test_an_answer_of_no_use_is_asked_for_once(site: Site, fetching: Fetching, reply: Reply, reason: str) -> None:
    site["/a"] = reply
    result = fetching.one("/a")
    assert (result.status, result.file) == ("failed", None)
    assert result.reason.startswith(reason)
    assert len(site.asked()) == 1
    assert fetching.files() == {"report.json"} and fetching.half_done() == set()


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_failure_that_may_pass_is_tried_again(site: Site, fetching: Fetching, clock: StillClock, status: int) -> None:
    site["/a.pdf"] = [Reply(status=status), Reply()]
    assert fetching.one("/a.pdf").status == "fetched"
    assert clock.slept == [1.0]


def test_each_attempt_waits_longer_and_the_last_gives_up(site: Site, fetching: Fetching, clock: StillClock) -> None:
    site["/a.pdf"] = Reply(status=503)
    result = fetching.one("/a.pdf", retries=3)
    assert result.reason == "the server answered 503 (Service Unavailable) (asked 4 times)"
    assert clock.slept == [1.0, 2.0, 4.0]


def test_no_retries_are_made_when_none_are_wanted(site: Site, fetching: Fetching, clock: StillClock) -> None:
    site["/a.pdf"] = Reply(status=503)
    assert fetching.one("/a.pdf", retries=0).reason.endswith("(asked once)")
    assert clock.slept == []


def test_the_server_says_when_to_come_back(site: Site, fetching: Fetching, clock: StillClock) -> None:
    site["/a.pdf"] = [Reply(status=429, Retry_After="17"), Reply()]
    assert fetching.one("/a.pdf").status == "fetched"
    assert clock.slept == [17.0]


def test_the_server_says_when_to_come_back_as_a_date(site: Site, fetching: Fetching, clock: StillClock) -> None:
    later = format_datetime((clock.now() + timedelta(seconds=30)), usegmt=True)
    site["/a.pdf"] = [Reply(status=503, Retry_After=later), Reply()]
    assert fetching.one("/a.pdf").status == "fetched"
    assert clock.slept == [30.0]


@pytest.mark.parametrize("nonsense", ["soon", "-5", "Tue, 99 Foo 2026", "²"])
def test_nonsense_in_retry_after_counts_for_nothing(
    site: Site, fetching: Fetching, clock: StillClock, nonsense: str
) -> None:
    site["/a.pdf"] = [Reply(status=503, Retry_After=nonsense.encode().decode("latin-1")), Reply()]
    assert fetching.one("/a.pdf").status == "fetched"
    assert clock.slept == [1.0]


def test_a_server_that_asks_for_too_much_patience_is_left_alone(
    site: Site, fetching: Fetching, clock: StillClock
) -> None:
    site["/a.pdf"] = Reply(status=429, Retry_After="86400")
    reason = fetching.one("/a.pdf").reason
    assert reason.endswith("it asks to wait 86400 seconds, longer than --max-wait")
    assert clock.slept == [] and len(site.asked()) == 1


def test_silence_before_the_answer_ends_at_the_time_out(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply(before=lambda: time.sleep(0.5))
    assert fetching.one("/a.pdf", timeout=0.1).reason == "127.0.0.1 did not answer within 0.1 seconds (asked 2 times)"


def test_silence_inside_the_body_ends_at_the_time_out(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply(midway=lambda: time.sleep(0.5))
    assert "did not answer within 0.1 seconds" in fetching.one("/a.pdf", timeout=0.1).reason
    assert fetching.files() == {"report.json"} and fetching.half_done() == set()


def test_a_body_that_drips_for_ever_ends_at_the_files_own_limit(
    site: Site, fetching: Fetching, clock: StillClock
) -> None:
    site["/a.pdf"] = Reply(NOISE)

    def pass_time(progress: Progress) -> None:
        clock.seconds += 100 if progress.bytes_done else 0

    result = fetching.run(fetching.entry("/a.pdf"), progress=pass_time, file_timeout=50).results[0]
    assert result.reason == "the file took longer than 50 seconds (asked 2 times)"


def test_nobody_listening_is_said_plainly(fetching: Fetching) -> None:
    with HeldPort() as nobody:
        host = f"127.0.0.1:{nobody.number}"
        result = fetching.run(fetching.entry(f"http://{host}/a.pdf", "a"), allow_hosts=(host,)).results[0]
    assert "the connection to 127.0.0.1 failed or was cut (asked 2 times)" in result.reason


def test_too_large_by_its_own_word_is_not_read(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply(NOISE)
    told = list[Progress]()
    result = fetching.run(fetching.entry("/a.pdf"), progress=told.append, max_bytes=200_000).results[0]
    assert result.reason == "larger than the limit of 0.2 MB; raise it with --max-mb"
    assert max(p.bytes_done for p in told) == 0 and len(site.asked()) == 1


def test_too_large_without_a_word_is_counted(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply(NOISE, chunked=True)
    assert fetching.one("/a.pdf", max_bytes=200_000).reason.startswith("larger than")
    assert fetching.files() == {"report.json"} and fetching.half_done() == set()


def test_exactly_the_limit_is_not_too_large(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply(NOISE, chunked=True)
    assert fetching.one("/a.pdf", max_bytes=len(NOISE)).status == "fetched"


def test_a_gzip_bomb_is_stopped_at_the_limit(site: Site, fetching: Fetching) -> None:
    bomb = gzip.compress(b"%PDF-1.7\n" + bytes(60_000_000))
    assert len(bomb) < 100_000
    site["/a.pdf"] = Reply(bomb, Content_Encoding="gzip")
    told = list[Progress]()
    result = fetching.run(fetching.entry("/a.pdf"), progress=told.append, max_bytes=1_000_000).results[0]
    assert result.reason.startswith("larger than the limit of 1 MB")
    assert fetching.half_done() == set()


@pytest.mark.parametrize(
    ("name", "pack"), [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress)]
)
def test_a_compressed_body_is_unpacked(site: Site, fetching: Fetching, name: str, pack: object) -> None:
    site["/a.pdf"] = Reply(pack(NOISE), Content_Encoding=name)  # type: ignore[operator]
    assert fetching.one("/a.pdf").bytes == len(NOISE)
    assert (fetching.folder / "a.pdf").read_bytes() == NOISE


def test_a_compressed_body_that_stops_early_is_not_kept(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply(gzip.compress(NOISE)[:-2000], Content_Encoding="gzip")
    assert "cut short" in fetching.one("/a.pdf").reason
    assert fetching.half_done() == set()


def test_the_addresss_ending_tells_the_kind_when_the_server_does_not(site: Site, fetching: Fetching) -> None:
    site["/a.pdf?x=1"] = Reply(kind="application/octet-stream")
    site["/b.docx"] = Reply(b"PK\x03\x04rest", kind=None)
    site["/c.exe"] = Reply(b"MZ", kind="binary/octet-stream")
    report = fetching.run(*(fetching.entry(p) for p in ("/a.pdf?x=1", "/b.docx", "/c.exe")))
    assert [r.file for r in report.results] == ["a.pdf", "b.docx", None]


def test_a_wrong_checksum_is_not_kept(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    result = fetching.one("/a.pdf", sha256="0" * 64)
    assert result.reason.startswith("the checksum is ") and "not 000000000000…" in result.reason
    assert fetching.files() == {"report.json"} and fetching.half_done() == set()


def test_a_failure_keeps_the_earlier_copy(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    fetching.one("/a.pdf")
    site["/a.pdf"] = Reply(status=410)
    result = fetching.one("/a.pdf")
    assert (result.status, result.file) == ("failed", "a.pdf")
    assert result.reason == "the server answered 410 (Gone); the copy of 2026-06-30 is kept"
    assert (fetching.folder / "a.pdf").read_bytes() == PDF


@pytest.mark.parametrize(
    "words", [b"nonsense\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nabc"]
)
def test_a_server_that_does_not_speak_http_is_a_plain_reason(fetching: Fetching, words: bytes) -> None:
    import socket
    import threading

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def speak() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(4096)
                    connection.sendall(words)

        threading.Thread(target=speak, daemon=True).start()
        url = f"http://127.0.0.1:{port}/a.pdf"
        result = fetching.run(fetching.entry(url, "a"), allow_hosts=(f"127.0.0.1:{port}",)).results[0]
        listening.shutdown(socket.SHUT_RDWR)
    assert result.status == "failed"
    assert "unexpected" not in result.reason and "robots.txt" in result.reason
