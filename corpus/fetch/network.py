"""The only module that touches the network: names to addresses, and one GET at a time, without redirects, cookies or decoding."""

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cached_property
from typing import Protocol

import httpx

from corpus.fetch.addresses import Target
from corpus.fetch.errors import BadAnswer, NotAllowed, TryAgain


class Answer(Protocol):
    """A server's answer whose body has not been read yet."""

    @property
    def status(self) -> int:
        """The three digits."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Looked up whatever the case of the name."""

    def chunks(self) -> Iterator[bytes]:
        """Yield the body as it came over the wire. Raises TryAgain when the connection fails or stays silent."""


class Network(Protocol):
    """What the fetcher needs of a network."""

    def resolve(self, target: Target) -> list[str] | None:
        """Return every address of the target's host, or None when a proxy looks it up. Raises BadAnswer when there is none."""

    def open(
        self, target: Target, addresses: list[str] | None, headers: dict[str, str]
    ) -> AbstractContextManager[Answer]:
        """Connect to one of `addresses`, and to nothing else, and ask for the target.

        Raises TryAgain when no answer came, BadAnswer when the server cannot be trusted or understood.
        """


class HttpxNetwork:
    """The real network. The addresses that were judged are the ones connected to: the host's name is not looked up twice."""

    def __init__(self, timeout: float, proxy: str | None = None) -> None:
        self._timeout, self._proxy = timeout, proxy

    def resolve(self, target: Target) -> list[str] | None:
        """Return every address of the target's host, or None when a proxy looks it up. Raises BadAnswer when there is none."""
        if self._proxy:
            return None
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise BadAnswer(f"the name {target.host} cannot be looked up; is this machine online?") from error
        return list(dict.fromkeys(str(row[4][0]) for row in found))

    @contextmanager
    def open(self, target: Target, addresses: list[str] | None, headers: dict[str, str]) -> Iterator[Answer]:
        """Ask for the target at the first of `addresses` that takes the connection."""
        with ExitStack() as stack:
            with _plain_errors(target, self._timeout):
                client = stack.enter_context(self._client(target))
                response = self._send(client, target, addresses, headers)
                stack.callback(response.close)
            yield _HttpxAnswer(response, target, self._timeout)

    def _send(
        self, client: httpx.Client, target: Target, addresses: list[str] | None, headers: dict[str, str]
    ) -> httpx.Response:
        places = [target.host] if addresses is None else addresses
        for number, place in enumerate(places, start=1):
            try:
                return client.send(_request(client, target, place, headers), stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if number == len(places):
                    raise
        raise BadAnswer(f"the name {target.host} has no address")

    def _client(self, target: Target) -> httpx.Client:
        """A client for one request, so that neither cookies nor connections outlive it."""
        secret = target.scheme == "https" or self._proxy is not None
        trust = self._trust if secret else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return httpx.Client(
            verify=trust, trust_env=False, follow_redirects=False, timeout=self._timeout, proxy=self._proxy
        )

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Certificates that browsers trust and those that this machine trusts, as a council's own may be needed."""
        try:
            context = httpx.create_ssl_context()
            context.load_default_certs()
        except OSError as error:
            raise NotAllowed("the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read") from error
        return context


class _HttpxAnswer:
    def __init__(self, response: httpx.Response, target: Target, timeout: float) -> None:
        self._response, self._target, self._timeout = response, target, timeout

    @property
    def status(self) -> int:
        return self._response.status_code

    @property
    def headers(self) -> Mapping[str, str]:
        return self._response.headers

    def chunks(self) -> Iterator[bytes]:
        with _plain_errors(self._target, self._timeout):
            yield from self._response.iter_raw()


def _request(client: httpx.Client, target: Target, place: str, headers: dict[str, str]) -> httpx.Request:
    """Address the request to `place`, but speak to the target's host: Host line and certificate are for its name."""
    address = target._replace(host=place.partition("%")[0]).url
    ours = {"Host": target.authority, "Accept-Encoding": "identity", "Connection": "close", **headers}
    return client.build_request("GET", address, headers=ours, extensions={"sni_hostname": target.host})


@contextmanager
def _plain_errors(target: Target, timeout: float) -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as error:
        raise TryAgain(f"{target.host} did not answer within {timeout:g} seconds") from error
    except httpx.ProxyError as error:
        raise NotAllowed(f"the proxy refused to reach {target.host}") from error
    except httpx.TransportError as error:
        if _certificate_failed(error):
            raise BadAnswer(f"the certificate of {target.host} is not trusted") from error
        raise TryAgain(f"the connection to {target.host} failed or was cut") from error
    except (httpx.InvalidURL, httpx.StreamError, ValueError) as error:
        raise BadAnswer(f"{target.host} cannot be asked for this address") from error


def _certificate_failed(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None
