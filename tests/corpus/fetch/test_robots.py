"""robots.txt is read first and obeyed; requests to one host keep their distance."""

import gzip

import pytest

from tests.corpus.fetch.conftest import Fetching, StillClock
from tests.corpus.fetch.server import Reply, Site, serving


def robots(text: str, **more: object) -> Reply:
    return Reply(text.encode(), kind="text/plain", **more)  # type: ignore[arg-type]


def test_what_robots_forbids_is_not_asked_for(site: Site, fetching: Fetching) -> None:
    site["/robots.txt"] = robots("User-agent: *\nDisallow: /private\nDisallow: /*/print$\nAllow: /private/open\n")
    paths = ["/private/a.pdf", "/private/open.pdf", "/x/print", "/x/print.pdf"]
    for path in paths:
        site[path] = Reply()
    report = fetching.run(*(fetching.entry(path, f"e{n}") for n, path in enumerate(paths)))
    assert [r.status for r in report.results] == ["failed", "fetched", "failed", "fetched"]
    assert report.results[0].reason == f"robots.txt of {site.host} does not permit it"
    assert [r.path for r in site.asked()] == ["/private/open.pdf", "/x/print.pdf"]
    assert len(site.asked("/robots.txt")) == 1


def test_rules_for_regrip_by_name_come_before_those_for_all(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    site["/robots.txt"] = robots("User-agent: *\nAllow: /\n\nUser-agent: regrip\nDisallow: /a\n")
    assert "does not permit" in fetching.one("/a.pdf").reason


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_robots_everything_is_permitted(site: Site, fetching: Fetching, status: int) -> None:
    site["/a.pdf"], site["/robots.txt"] = Reply(), Reply(b"User-agent: *\nDisallow: /", status)
    assert fetching.one("/a.pdf").status == "fetched"


@pytest.mark.parametrize("status", [429, 500, 503, 501])
def test_robots_that_cannot_be_read_permit_nothing(site: Site, fetching: Fetching, status: int) -> None:
    site["/a.pdf"] = site["/b.pdf"] = Reply()
    site["/robots.txt"] = Reply(status=status)
    report = fetching.run(fetching.entry("/a.pdf"), fetching.entry("/b.pdf"))
    for result in report.results:
        assert result.reason.startswith(f"robots.txt of {site.host} cannot be read, so nothing is fetched there: ")
        assert f"answered {status}" in result.reason
    assert site.asked() == []
    assert len(site.asked("/robots.txt")) <= 2


def test_robots_are_asked_for_again_after_a_failure(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"], site["/robots.txt"] = Reply(), [Reply(status=500), robots("")]
    assert fetching.one("/a.pdf").status == "fetched"


def test_robots_may_be_elsewhere_on_allowed_hosts_only(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"], site["/rules"] = Reply(), robots("User-agent: *\nDisallow: /a")
    site["/robots.txt"] = Reply(b"", 301, None, Location="/rules")
    assert "does not permit" in fetching.one("/a.pdf").reason
    site["/robots.txt"] = Reply(b"", 301, None, Location="http://elsewhere.example/robots.txt")
    assert "elsewhere.example is not on the list of hosts" in fetching.one("/a.pdf").reason
    site["/robots.txt"] = Reply(b"", 301, None, Location="/robots.txt")
    assert "more than 5 redirects" in fetching.one("/a.pdf").reason


def test_the_host_of_a_redirect_has_its_own_robots(site: Site, fetching: Fetching) -> None:
    with serving() as other:
        site["/a"] = Reply(b"", 302, None, Location=other.url("/b.pdf"))
        other["/b.pdf"], other["/robots.txt"] = Reply(), robots("User-agent: *\nDisallow: /")
        result = fetching.one("/a", allow_hosts=(site.host, other.host))
        assert result.reason == (f"redirected to {other.url('/b.pdf')}: robots.txt of {other.host} does not permit it")
        assert other.asked() == []


@pytest.mark.parametrize(
    "body", [b"\xef\xbb\xbfUser-agent: *\nDisallow: /a", b"User-agent: *\r\nDisallow: /a\r\n\xff\xfe\x00"]
)
def test_odd_bytes_in_robots_do_no_harm(site: Site, fetching: Fetching, body: bytes) -> None:
    site["/a.pdf"], site["/robots.txt"] = Reply(), Reply(body, kind="text/plain")
    assert "does not permit" in fetching.one("/a.pdf").reason


def test_endless_robots_are_read_only_so_far(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    text = b"User-agent: *\nDisallow: /a\n" + b"# \n" * 20_000_000
    site["/robots.txt"] = Reply(gzip.compress(text, 1), kind="text/plain", Content_Encoding="gzip")
    assert "does not permit" in fetching.one("/a.pdf").reason


def test_requests_to_one_host_keep_the_gap(site: Site, fetching: Fetching, clock: StillClock) -> None:
    site["/a.pdf"] = site["/b.pdf"] = Reply()
    fetching.run(fetching.entry("/a.pdf"), fetching.entry("/b.pdf"), gap=2.0)
    assert clock.slept == [2.0, 2.0]


def test_a_site_may_ask_for_a_longer_gap(site: Site, fetching: Fetching, clock: StillClock) -> None:
    site["/a.pdf"], site["/robots.txt"] = Reply(), robots("User-agent: *\nCrawl-delay: 10\n")
    assert fetching.one("/a.pdf", gap=2.0).status == "fetched"
    assert clock.slept == [10.0]


def test_a_gap_that_is_too_long_for_us_means_no_request(site: Site, fetching: Fetching, clock: StillClock) -> None:
    site["/a.pdf"], site["/robots.txt"] = Reply(), robots("User-agent: *\nCrawl-delay: 3600\n")
    assert "asks for 3600 seconds between requests, longer than --max-wait" in fetching.one("/a.pdf").reason
    assert site.asked() == [] and clock.slept == []
