"""The usual way: files, report, nothing fetched twice, nothing written in a dry run."""

import hashlib
import json
from pathlib import Path

import pytest

from corpus.fetch import FetchReport, FolderError, Progress
from corpus.fetch.clock import SystemClock
from corpus.fetch.store import Store
from tests.corpus.fetch.conftest import Fetching
from tests.corpus.fetch.server import PDF, Reply, Site, ranged

SHA = hashlib.sha256(PDF).hexdigest()


def test_files_get_the_name_of_their_id_and_the_ending_of_their_kind(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    site["/page"] = Reply(b"<html>", kind="text/html; charset=iso-8859-1")
    site["/t.csv"] = Reply(b"a,b\n1,2\n", kind="text/plain")
    report = fetching.run(fetching.entry("/a.pdf"), fetching.entry("/page"), fetching.entry("/t.csv"))
    assert [r.file for r in report.results] == ["a.pdf", "page.html", "t.csv"]
    assert (fetching.folder / "a.pdf").read_bytes() == PDF
    assert fetching.files() == {"a.pdf", "page.html", "t.csv", "report.json"}
    assert fetching.half_done() == set()
    assert report.counts == {"fetched": 3, "unchanged": 0, "failed": 0, "would_fetch": 0}


def test_the_report_in_the_folder_is_the_report_returned(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply(ETag='"v1"')
    report = fetching.run(fetching.entry("/a.pdf"), fetching.entry("/missing.pdf"))
    written = json.loads((fetching.folder / "report.json").read_text(encoding="utf-8"))
    assert written == report.model_dump(mode="json")
    assert FetchReport.model_validate({k: v for k, v in written.items() if k != "counts"}) == report
    assert report.complete and report.ended is not None
    first = report.results[0]
    assert (first.status, first.sha256, first.bytes, first.licence) == ("fetched", SHA, len(PDF), "OGL")
    assert [r.id for r in report.failed] == ["missing"]
    assert str(report.failed[0]).endswith("the server answered 404 (Not Found)")


def test_the_server_is_told_who_asks(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    fetching.one("/a.pdf", contact="library@example.org")
    for request in site.requests:
        assert request.headers["User-Agent"].startswith("Regrip/")
        assert "library@example.org" in request.headers["User-Agent"]
        assert request.headers["Host"] == site.host
        assert request.headers["Accept-Encoding"] == "identity"


def test_a_file_that_has_not_changed_is_not_sent_again(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = ranged()
    assert fetching.one("/a.pdf").status == "fetched"
    second = fetching.one("/a.pdf")
    assert (second.status, second.file, second.sha256) == ("unchanged", "a.pdf", SHA)
    assert site.asked()[1].headers["If-None-Match"] == '"v1"'


def test_the_date_serves_where_there_is_no_etag(site: Site, fetching: Fetching) -> None:
    date = "Tue, 30 Jun 2026 10:00:00 GMT"
    site["/a.pdf"] = lambda seen: (
        Reply(b"", 304, None) if seen.headers.get("If-Modified-Since") == date else Reply(Last_Modified=date)
    )
    assert [fetching.one("/a.pdf").status for _ in range(2)] == ["fetched", "unchanged"]


def test_a_validator_that_no_request_may_carry_is_not_sent_back(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply(ETag='"\xe9"', Last_Modified="\x80")
    assert [fetching.one("/a.pdf").status for _ in range(2)] == ["fetched", "unchanged"]
    assert "If-None-Match" not in site.asked()[1].headers


def test_the_same_content_without_etag_and_date_is_unchanged_too(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    assert [fetching.one("/a.pdf").status for _ in range(2)] == ["fetched", "unchanged"]
    assert len(site.asked()) == 2


def test_a_changed_file_takes_the_place_of_the_old_one_whatever_its_kind(site: Site, fetching: Fetching) -> None:
    site["/a"] = ranged()
    fetching.one("/a")
    site["/a"] = Reply(b"<html>now a page</html>", kind="text/html", ETag='"v2"')
    assert fetching.one("/a").file == "a.html"
    assert fetching.files() == {"a.html", "report.json"}


def test_a_file_that_was_altered_here_is_fetched_again(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = ranged()
    fetching.one("/a.pdf")
    (fetching.folder / "a.pdf").write_bytes(PDF[:100])
    assert fetching.one("/a.pdf").status == "fetched"
    assert (fetching.folder / "a.pdf").read_bytes() == PDF


def test_a_known_checksum_saves_the_request(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = ranged()
    assert fetching.one("/a.pdf", sha256=SHA).status == "fetched"
    before = len(site.requests)
    assert fetching.one("/a.pdf", sha256=SHA.upper()).status == "unchanged"
    assert len(site.requests) == before


def test_a_new_checksum_in_the_manifest_asks_for_the_file_not_for_a_304(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = ranged()
    fetching.one("/a.pdf")
    result = fetching.one("/a.pdf", sha256="0" * 64)
    assert result.status == "failed"
    assert "checksum" in result.reason and "copy of 2026-06-30 is kept" in result.reason
    assert (fetching.folder / "a.pdf").read_bytes() == PDF


def test_an_address_that_is_listed_twice_is_fetched_once(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    report = fetching.run(fetching.entry("/a.pdf"), fetching.entry("/a.pdf#page=2", "other"))
    assert [(r.id, r.file) for r in report.results] == [("a", "a.pdf"), ("other", "a.pdf")]
    assert "same address as a" in report.results[1].reason
    assert len(site.asked()) == 1


def test_one_failure_does_not_stop_the_rest(site: Site, fetching: Fetching) -> None:
    site["/good.pdf"] = Reply()
    bad = [fetching.entry(path, f"bad-{n}") for n, path in enumerate(["/x", "ftp://a/b", "http://", "http://a b/"])]
    report = fetching.run(*bad, fetching.entry("/good.pdf"))
    assert [r.status for r in report.results] == ["failed"] * 4 + ["fetched"]
    assert all(r.reason and "\n" not in r.reason for r in report.failed)


def test_even_a_mistake_of_ours_does_not_stop_the_rest(
    site: Site, fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    site["/a.pdf"] = site["/b.pdf"] = Reply()
    held = Store.held
    monkeypatch.setattr(Store, "held", lambda self, stem: 1 / 0 if stem == "a" else held(self, stem))
    report = fetching.run(fetching.entry("/a.pdf"), fetching.entry("/b.pdf"))
    assert [(r.status, r.reason) for r in report.results] == [
        ("failed", "unexpected ZeroDivisionError"),
        ("fetched", ""),
    ]


def test_a_dry_run_asks_nothing_and_writes_nothing(site: Site, fetching: Fetching) -> None:
    report = fetching.run(fetching.entry("/a.pdf"), fetching.entry("http://10.0.0.1/b.pdf", "b"), dry_run=True)
    assert [r.status for r in report.results] == ["would_fetch", "failed"]
    assert "private address 10.0.0.1" in report.results[1].reason
    assert site.requests == [] and not fetching.folder.exists()


def test_progress_counts_originals_and_bytes(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = site["/b.pdf"] = Reply()
    told = list[Progress]()
    fetching.run(fetching.entry("/a.pdf"), fetching.entry("/b.pdf"), progress=told.append)
    assert [(p.position, p.total) for p in told if p.result] == [(1, 2), (2, 2)]
    of_first = [p for p in told if p.position == 1]
    assert of_first[0].bytes_done == 0
    assert [p.bytes_done for p in of_first] == sorted(p.bytes_done for p in of_first)
    assert of_first[-2].bytes_done == of_first[-2].bytes_total == len(PDF)


def test_hosts_take_turns(site: Site, fetching: Fetching) -> None:
    order = list[str]()
    hosts = {"a": "127.0.0.2:9", "b": "127.0.0.3:9"}
    entries = [fetching.entry(f"http://{at}/{n}", f"{host}{n}") for host, at in hosts.items() for n in (1, 2)]
    fetching.run(*entries, progress=lambda p: order.append(p.entry.id) if p.result else None)
    assert order == ["a1", "b1", "a2", "b2"]


def test_a_folder_that_cannot_be_made_is_said_at_once(fetching: Fetching, tmp_path: Path, site: Site) -> None:
    (tmp_path / "file").write_text("x")
    fetching.folder = tmp_path / "file" / "originals"
    with pytest.raises(FolderError, match="cannot be written"):
        fetching.one("/a.pdf")
    assert site.requests == []


def test_a_report_that_cannot_be_written_is_said(fetching: Fetching, site: Site) -> None:
    (fetching.folder / "report.json").mkdir(parents=True)
    with pytest.raises(FolderError, match=r"report\.json"):
        fetching.one("/a.pdf")
    assert site.requests == []


def test_a_place_that_cannot_be_written_is_the_reason_of_that_file_only(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = site["/b.pdf"] = Reply()
    (fetching.folder / ".fetch" / "a.part" / "in-the-way").mkdir(parents=True)
    report = fetching.run(fetching.entry("/a.pdf"), fetching.entry("/b.pdf"))
    assert [r.status for r in report.results] == ["failed", "fetched"]
    assert report.results[0].reason.startswith("cannot be written: ")


def test_a_file_of_the_users_own_is_never_written_over(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    fetching.folder.mkdir()
    (fetching.folder / "a.pdf").write_bytes(b"mine")
    result = fetching.one("/a.pdf")
    assert (result.status, result.reason) == ("failed", "a.pdf is there and was not fetched by Regrip; move it away")
    assert (fetching.folder / "a.pdf").read_bytes() == b"mine"
    assert fetching.half_done() == set()


def test_two_fetches_do_not_use_one_folder_at_once(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    with Store(fetching.folder).open(), pytest.raises(FolderError, match="another fetch"):
        fetching.one("/a.pdf")
    assert fetching.one("/a.pdf").status == "fetched"


def test_damaged_notes_are_as_good_as_none(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = ranged()
    fetching.one("/a.pdf")
    for note in (fetching.folder / ".fetch").glob("*.json"):
        note.write_text('{"half": ')
    (fetching.folder / ".fetch" / "a.part").write_bytes(b"left over")
    (fetching.folder / ".fetch" / "a.part.json").write_bytes(b"\xff")
    assert fetching.one("/a.pdf").status == "fetched"


def test_the_machines_own_clock_goes_forward() -> None:
    clock = SystemClock()
    before = clock.monotonic()
    clock.sleep(0.001)
    assert clock.monotonic() > before
    assert clock.now().tzinfo is not None
    assert 0 <= clock.chance() < 1
