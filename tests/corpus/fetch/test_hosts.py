"""Nothing is asked of a host that is not on the list, nor of a private address that nobody named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fetch import FetchOptions, OptionError
from corpus.fetch.addresses import join_address, parse_address
from corpus.fetch.errors import NotAllowed
from corpus.fetch.hosts import is_public, named_places, places_of
from corpus.fetch.run import host_rules
from tests.corpus.fetch.conftest import Fetching
from tests.corpus.fetch.server import PDF, Reply, Site, serving


def redirect(to: str, status: int = 302) -> Reply:
    return Reply(b"elsewhere", status, "text/html", Location=to)


def test_a_private_host_in_the_manifest_is_not_asked(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    assert "leads to the private address 127.0.0.1; only --allow-host" in fetching.one("/a.pdf", allow_hosts=()).reason
    assert site.requests == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_on_the_same_host(site: Site, fetching: Fetching, status: int) -> None:
    site["/a"] = redirect("sub/../b.pdf?x=y#part", status)
    site["/b.pdf?x=y"] = Reply()
    result = fetching.one("/a")
    assert (result.status, result.final_url, result.url) == ("fetched", site.url("/b.pdf?x=y"), site.url("/a"))


def test_a_redirect_to_another_host_needs_that_host_on_the_list(site: Site, fetching: Fetching) -> None:
    with serving() as other:
        site["/a"] = redirect(other.url("/b.pdf"))
        other["/b.pdf"] = Reply()
        refused = fetching.one("/a")
        assert refused.reason == (
            f"redirected to {other.url('/b.pdf')}: {other.host} is not on the list of hosts; allow it with --allow-host"
        )
        assert other.requests == []
        assert fetching.one("/a", allow_hosts=(site.host, other.host)).status == "fetched"


def test_a_redirect_to_a_private_address_is_refused_even_on_the_list(site: Site, fetching: Fetching) -> None:
    site["/a"] = redirect("http://169.254.169.254/latest/meta-data")
    report = fetching.run(fetching.entry("/a"), fetching.entry("http://169.254.169.254/x", "b"))
    assert report.results[0].reason.endswith(
        "169.254.169.254 leads to the private address 169.254.169.254; only --allow-host can permit that"
    )


def test_another_port_of_an_allowed_private_host_is_not_allowed(site: Site, fetching: Fetching) -> None:
    site["/a"] = redirect("http://127.0.0.1:22/")
    assert "127.0.0.1:22 is not on the list of hosts" in fetching.one("/a").reason


def test_redirects_in_a_circle_end(site: Site, fetching: Fetching) -> None:
    site["/a"], site["/b"] = redirect("/b"), redirect("/a")
    assert fetching.one("/a", max_redirects=4).reason.startswith("more than 4 redirects")
    assert len(site.asked()) == 5


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://[", "http://u:p@127.0.0.1/", "http://a b/"]
)
def test_redirects_to_what_is_no_web_address_are_refused(site: Site, fetching: Fetching, place: str) -> None:
    site["/a"] = redirect(place)
    result = fetching.one("/a")
    assert result.status == "failed"
    assert result.reason.startswith("redirected to what is not fetched: ")
    assert len(site.asked()) == 1


def test_a_redirect_without_a_place_is_a_plain_answer(site: Site, fetching: Fetching) -> None:
    site["/a"] = Reply(status=302)
    assert fetching.one("/a").reason == "the server answered 302 (Found)"


def test_from_https_to_http_is_not_followed() -> None:
    from corpus.fetch.walk import _next

    with pytest.raises(NotAllowed, match="from https to plain http"):
        _next(parse_address("https://example.org/a"), "http://example.org/a")


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://LOCALHOST./",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fd00::1]/",
        "http://[fe80::1]/",
        "http://100.64.0.1/",
        "http://192.168.1.1/",
        "http://224.0.0.1/",
    ],
)
def test_private_places_are_known_under_every_spelling(fetching: Fetching, url: str) -> None:
    rules = host_rules((fetching.entry(url, "a"),), FetchOptions())
    with pytest.raises(NotAllowed, match="private"):
        rules.check_host(parse_address(url))
    named = parse_address(url)
    host_rules((), FetchOptions(allow_hosts=(named.authority,))).check_host(named)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1", "64:ff9b::808:808"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


def test_the_manifests_hosts_are_allowed_with_and_without_www_and_tls() -> None:
    assert places_of(parse_address("http://example.org/a")) == {
        (host, port) for host in ("example.org", "www.example.org") for port in (80, 443)
    }
    assert places_of(parse_address("http://example.org:8080/a")) == {("example.org", 8080)}


def test_a_given_list_of_hosts_takes_the_place_of_the_manifests(fetching: Fetching) -> None:
    entries = fetching.entry("https://a.example/x", "a"), fetching.entry("https://b.example/x", "b")
    report = fetching.run(*entries, hosts=("b.example",), dry_run=True)
    assert [r.status for r in report.results] == ["failed", "would_fetch"]
    assert "a.example is not on the list" in report.results[0].reason


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Example.ORG", {("example.org", 80), ("example.org", 443)}),
        ("example.org:8080", {("example.org", 8080)}),
        ("[::1]:8080", {("::1", 8080)}),
        ("[::1]", {("::1", 80), ("::1", 443)}),
        ("::1", {("::1", 80), ("::1", 443)}),
        ("bücher.example", {("xn--bcher-kva.example", 80), ("xn--bcher-kva.example", 443)}),
    ],
)
def test_hosts_are_read_with_and_without_port(text: str, places: set[tuple[str, int]]) -> None:
    assert named_places(text) == places


@pytest.mark.parametrize(
    "text", ["", "http://example.org", "a b", "example.org:", "example.org:0", "x:99999", "x:²", "*"]
)
def test_a_host_that_is_none_is_refused(text: str, fetching: Fetching) -> None:
    with pytest.raises(OptionError):
        fetching.run(allow_hosts=(text,))


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            target = parse_address(url)
        except NotAllowed:
            continue
        assert target.url.isascii() and "#" not in target.path
        assert parse_address(target.url) == target
        try:
            join_address(target, text)
        except NotAllowed:
            continue


def test_an_address_with_accents_is_sent_in_ascii(site: Site, fetching: Fetching) -> None:
    site["/caf%C3%A9/a%20b.pdf?q=%C3%A9"] = Reply()
    assert fetching.run(fetching.entry("/café/a%20b.pdf?q=é", "a")).results[0].status == "fetched"
    assert (fetching.folder / "a.pdf").read_bytes() == PDF
