"""Downloads that were cut or killed go on where they stopped, or start again where that would be wrong."""

import hashlib
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from corpus.fetch import Progress
from tests.corpus.fetch.conftest import Fetching
from tests.corpus.fetch.server import PDF, Reply, Site, ranged

CUT = len(PDF) // 2


def cut_once(site: Site, then: object, **headers: str) -> None:
    """First half the file and a broken connection, then whatever `then` does."""
    replies = [Reply(cut_at=CUT, **headers)]

    def answering(seen: object) -> Reply:
        return replies.pop() if replies else then(seen)  # type: ignore[operator]

    site["/a.pdf"] = answering


def test_a_cut_connection_goes_on_where_it_stopped(site: Site, fetching: Fetching) -> None:
    cut_once(site, ranged(), ETag='"v1"')
    result = fetching.one("/a.pdf")
    assert (result.status, result.resumed, result.bytes) == ("fetched", True, len(PDF))
    again = site.asked()[1].headers
    assert (again["Range"], again["If-Range"]) == (f"bytes={CUT}-", '"v1"')
    assert (fetching.folder / "a.pdf").read_bytes() == PDF
    assert fetching.half_done() == set()


def test_what_one_run_left_half_done_the_next_one_finishes(site: Site, fetching: Fetching) -> None:
    cut_once(site, ranged(), ETag='"v1"')
    first = fetching.one("/a.pdf", retries=0)
    assert "failed or was cut" in first.reason
    assert fetching.files() == {"report.json"} and fetching.half_done() == {"a.part", "a.part.json"}
    assert fetching.one("/a.pdf").resumed
    assert (fetching.folder / "a.pdf").read_bytes() == PDF


def test_a_date_can_vouch_for_the_rest_a_weak_etag_cannot(site: Site, fetching: Fetching) -> None:
    date = "Tue, 30 Jun 2026 10:00:00 GMT"
    cut_once(site, lambda _: Reply(), ETag='W/"v1"', Last_Modified=date)
    assert not fetching.one("/a.pdf").resumed
    assert site.asked()[1].headers["If-Range"] == date
    assert (fetching.folder / "a.pdf").read_bytes() == PDF


def test_without_anything_to_vouch_the_download_starts_again(site: Site, fetching: Fetching) -> None:
    cut_once(site, lambda _: Reply())
    assert fetching.one("/a.pdf").status == "fetched"
    assert "Range" not in site.asked()[1].headers


def test_a_server_that_ignores_the_range_is_read_from_the_beginning(site: Site, fetching: Fetching) -> None:
    cut_once(site, lambda _: Reply(ETag='"v1"'), ETag='"v1"')
    result = fetching.one("/a.pdf")
    assert (result.status, result.resumed) == ("fetched", False)
    assert (fetching.folder / "a.pdf").read_bytes() == PDF


def test_a_file_that_changed_meanwhile_is_read_from_the_beginning(site: Site, fetching: Fetching) -> None:
    newer = PDF.replace(b"1.7", b"2.0")
    cut_once(site, ranged(newer, '"v2"'), ETag='"v1"')
    assert fetching.one("/a.pdf").status == "fetched"
    assert (fetching.folder / "a.pdf").read_bytes() == newer


@pytest.mark.parametrize(
    "wrong",
    [
        Reply(PDF[CUT:], 206, ETag='"v1"', Content_Range=f"bytes {CUT + 1}-{len(PDF)}/{len(PDF)}"),
        Reply(PDF[CUT:], 206, ETag='"v1"'),
        Reply(PDF[CUT:], 206, ETag='"v2"', Content_Range=f"bytes {CUT}-{len(PDF) - 1}/{len(PDF)}"),
        Reply(PDF[CUT:], 206, ETag='"v1"', Content_Range=f"bytes {CUT}-9/9", Content_Encoding="gzip"),
        Reply(b"", 416, None, Content_Range="bytes */5"),
    ],
)
def test_a_rest_that_does_not_fit_is_thrown_away(site: Site, fetching: Fetching, wrong: Reply) -> None:
    rest = [wrong]
    cut_once(site, lambda _: rest.pop() if rest else Reply(), ETag='"v1"')
    result = fetching.one("/a.pdf", retries=2)
    assert (result.status, result.resumed) == ("fetched", False)
    assert (fetching.folder / "a.pdf").read_bytes() == PDF
    assert "Range" not in site.asked()[2].headers


def test_a_rest_that_gives_the_wrong_checksum_is_thrown_away(site: Site, fetching: Fetching) -> None:
    place = f"bytes {CUT}-{len(PDF) - 1}/{len(PDF)}"
    rest = [Reply(bytes(len(PDF) - CUT), 206, ETag='"v1"', Content_Range=place)]
    cut_once(site, lambda _: rest.pop() if rest else Reply(), ETag='"v1"')
    result = fetching.one("/a.pdf", sha256=hashlib.sha256(PDF).hexdigest(), retries=2)
    assert result.status == "fetched"
    assert (fetching.folder / "a.pdf").read_bytes() == PDF


def test_a_resumed_file_counts_whole_against_the_limit(site: Site, fetching: Fetching) -> None:
    cut_once(site, ranged(), ETag='"v1"')
    assert fetching.one("/a.pdf", max_bytes=len(PDF) - 1, retries=0).reason.startswith("larger")
    cut_once(site, ranged(), ETag='"v1"')
    fetching.one("/a.pdf", retries=0)
    assert fetching.one("/a.pdf", max_bytes=len(PDF) - 1).reason.startswith("larger")
    assert fetching.half_done() == set()


def test_a_half_done_file_of_another_address_is_not_gone_on_with(site: Site, fetching: Fetching) -> None:
    cut_once(site, ranged(), ETag='"v1"')
    fetching.one("/a.pdf", retries=0)
    site["/b.pdf"] = ranged()
    assert not fetching.run(fetching.entry("/b.pdf", "a")).results[0].resumed
    assert "Range" not in site.asked("/b.pdf")[0].headers


def test_an_interrupt_leaves_an_honest_report_and_the_next_run_goes_on(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = site["/b.pdf"] = ranged()

    def interrupt(progress: Progress) -> None:
        if progress.entry.id == "b" and progress.bytes_done:
            raise KeyboardInterrupt

    entries = fetching.entry("/a.pdf"), fetching.entry("/b.pdf")
    with pytest.raises(KeyboardInterrupt):
        fetching.run(*entries, progress=interrupt)
    report = (fetching.folder / "report.json").read_text(encoding="utf-8")
    assert '"complete": false' in report and '"id": "a"' in report
    assert fetching.files() == {"a.pdf", "report.json"}
    assert [r.status for r in fetching.run(*entries).results] == ["unchanged", "fetched"]


CHILD = """
import sys
from pathlib import Path
from corpus.fetch import Entry, FetchOptions, fetch_originals
url, folder, host = sys.argv[1:]
fetch_originals((Entry(id="a", url=url, licence="OGL"),), Path(folder), FetchOptions(allow_hosts=(host,), gap=0))
"""


def test_a_kill_in_the_middle_loses_only_what_was_not_there_yet(site: Site, fetching: Fetching, tmp_path: Path) -> None:
    big = PDF * 20
    half_sent, killed = threading.Event(), threading.Event()
    site["/a.pdf"] = Reply(big, ETag='"v1"', midway=lambda: (half_sent.set(), killed.wait(10)))
    child = subprocess.Popen([sys.executable, "-c", CHILD, site.url("/a.pdf"), str(fetching.folder), site.host])
    try:
        assert half_sent.wait(15)
        part = fetching.folder / ".fetch" / "a.part"
        for _ in range(1000):
            if part.is_file() and part.stat().st_size > 0:
                break
            killed.wait(0.01)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        killed.set()
    assert "a.pdf" not in fetching.files()
    site["/a.pdf"] = ranged(big)
    result = fetching.one("/a.pdf")
    assert (result.status, result.resumed) == ("fetched", True)
    assert (fetching.folder / "a.pdf").read_bytes() == big
    assert int(site.asked()[-1].headers["Range"].removeprefix("bytes=").removesuffix("-")) > 0
