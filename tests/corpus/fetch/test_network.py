"""The real network module: the address that was judged is the one connected to, certificates, proxies."""

import ipaddress
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from corpus.fetch.addresses import Target
from corpus.fetch.network import HttpxNetwork
from tests.corpus.fetch.conftest import Fetching
from tests.corpus.fetch.server import PDF, Reply, Site, serving


class Names(HttpxNetwork):
    """The real network with a telephone book of our own. `looked_up` counts."""

    def __init__(self, timeout: float = 2, **book: list[str]) -> None:
        super().__init__(timeout)
        self.book, self.looked_up = {name.replace("_", "."): found for name, found in book.items()}, list[str]()

    def resolve(self, target: Target) -> list[str] | None:
        self.looked_up.append(target.host)
        return self.book[target.host].copy()


def test_a_public_name_for_a_private_address_is_refused(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    url = f"http://files.example:{site.port}/a.pdf"
    for found in (["127.0.0.1"], ["8.8.8.8", "::1"]):
        report = fetching.run(fetching.entry(url, "a"), allow_hosts=(), network=Names(files_example=found))
        assert f"leads to the private address {found[-1]}" in report.results[0].reason
    assert site.requests == []


def test_the_name_is_looked_up_once_for_each_request_and_the_host_line_keeps_it(
    site: Site, fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    site["/a.pdf"] = Reply()
    looked_up, real = list[str](), socket.getaddrinfo

    def look_up(host: str | bytes, *rest: object, **more: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        looked_up.append(name)
        return real("127.0.0.1" if name == "files.example" else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    place = f"files.example:{site.port}"
    assert fetching.run(fetching.entry(f"http://{place}/a.pdf", "a"), allow_hosts=(place,)).failed == []
    assert looked_up.count("files.example") == 2 == len(site.requests)
    assert {r.headers["Host"] for r in site.requests} == {place}


def test_the_next_address_is_tried_when_the_first_does_not_answer(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = Reply()
    place = f"files.example:{site.port}"
    names = Names(files_example=["::1", "127.0.0.2", "127.0.0.1"])
    assert fetching.run(fetching.entry(f"http://{place}/a.pdf", "a"), allow_hosts=(place,), network=names).failed == []


def test_a_name_nobody_knows_is_said_plainly(fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    report = fetching.run(*(fetching.entry(f"https://gone.example/{n}", n) for n in "ab"))
    for result in report.results:
        assert "the name gone.example cannot be looked up; is this machine online?" in result.reason
    assert fetching.clock.slept == []


def test_cookies_do_not_come_back(site: Site, fetching: Fetching) -> None:
    site["/a.pdf"] = site["/b.pdf"] = Reply(Set_Cookie="track=1; Path=/")
    fetching.run(fetching.entry("/a.pdf"), fetching.entry("/b.pdf"))
    assert all("Cookie" not in request.headers for request in site.requests)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for files.example, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "files.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("files.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


def wrapping(certificate: Path) -> object:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return lambda plain: context.wrap_socket(plain, server_side=True)


def test_certificates_are_checked_against_the_name_not_the_address(
    certificate: Path, fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"files_example": ["127.0.0.1"], "other_example": ["127.0.0.1"]}
    with serving(wrap=wrapping(certificate)) as secure:
        secure["/a.pdf"] = Reply()
        hosts = tuple(f"{name}.example:{secure.port}" for name in ("files", "other"))
        entries = [fetching.entry(f"https://{host}/a.pdf", host[0]) for host in hosts]
        untrusted = fetching.run(*entries, allow_hosts=hosts, network=Names(**names))
        assert all("certificate of" in r.reason and "is not trusted" in r.reason for r in untrusted.results)
        assert secure.requests == [] and fetching.clock.slept == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        trusted = fetching.run(*entries, allow_hosts=hosts, network=Names(**names))
    assert [r.status for r in trusted.results] == ["fetched", "failed"]
    assert "certificate of other.example is not trusted" in trusted.results[1].reason


def test_certificates_that_cannot_be_read_are_said_plainly(
    site: Site, fetching: Fetching, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    report = fetching.run(fetching.entry(f"https://{site.host}/a.pdf", "a"))
    assert "the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read" in report.results[0].reason


def test_a_proxy_that_refuses_is_said_plainly(site: Site, fetching: Fetching) -> None:
    entry = fetching.entry("https://files.example/a.pdf", "a")
    reason = fetching.run(entry, allow_hosts=(), proxy=f"http://{site.host}").results[0].reason
    assert "the proxy refused to reach files.example" in reason


def test_a_proxy_looks_names_up_itself_but_private_addresses_stay_refused(
    site: Site, fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    site["http://files.example/robots.txt"] = Reply(b"", kind="text/plain")
    site["http://files.example/a.pdf"] = Reply()
    entries = fetching.entry("http://files.example/a.pdf", "a"), fetching.entry("http://10.0.0.1/b.pdf", "b")
    report = fetching.run(*entries, allow_hosts=(), proxy=f"http://{site.host}")
    assert [r.status for r in report.results] == ["fetched", "failed"]
    assert (fetching.folder / "a.pdf").read_bytes() == PDF
    assert "private address 10.0.0.1" in report.results[1].reason


def test_addresses_of_this_machine_are_real() -> None:
    found = HttpxNetwork(1).resolve(Target("http", "localhost", 80, "/"))
    assert found and all(ipaddress.ip_address(a).is_loopback for a in found)
