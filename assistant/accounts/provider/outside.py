"""Asking a provider over HTTP: with limits on time and size, and never led on to another address."""

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.accounts.errors import ProviderFault
from assistant.accounts.provider.addresses import is_here

if TYPE_CHECKING:
    import ssl

    import httpx

_SECONDS, _SECONDS_IN_ALL, _LARGEST = 5.0, 10.0, 1_000_000
"""Seconds to wait for a connection or the next piece, seconds for the whole answer, and its bytes."""


@dataclass(frozen=True)
class Reply:
    """What a provider answered: the status, and the JSON object, empty where it is none."""

    status: int
    said: dict[str, Any]


def ask(address: str, headers: Mapping[str, str] | None = None, form: str | None = None) -> Reply:
    """Return the answer to GET, or to POST with a form. Raises ProviderFault where there is none in time.

    Proxies and certificates are those of the environment, except for a provider on this machine.
    """
    import httpx

    sent = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
    if form is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    aside = ThreadPoolExecutor(1)  # whoever calls may have an event loop of their own
    try:
        return aside.submit(asyncio.run, _answer(address, sent, form)).result(_SECONDS_IN_ALL)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
        raise ProviderFault(
            f"{address}: no answer ({type(error).__name__}); see whether it is up, and whether this machine may reach it"
        ) from error
    finally:
        aside.shutdown(wait=False)  # the look-up of a name cannot be broken off: it is left to end by itself


async def _answer(address: str, headers: Mapping[str, str], form: str | None) -> Reply:
    """Ask with one deadline for all of it: connecting, the head of the reply, which may drip in, and its body."""
    import httpx

    async with (
        asyncio.timeout(_SECONDS_IN_ALL),
        httpx.AsyncClient(
            verify=_certificates(), timeout=_SECONDS, follow_redirects=False, trust_env=not is_here(address)
        ) as client,
        client.stream("GET" if form is None else "POST", address, headers=headers, content=form) as reply,
    ):
        return Reply(reply.status_code, _object(await _body(reply, address)))


@cache
def _certificates() -> "ssl.SSLContext":
    """Return what servers are known by: read once, which takes as long as asking."""
    import httpx

    context: ssl.SSLContext = httpx.create_ssl_context()
    return context


async def _body(reply: "httpx.Response", address: str) -> bytes:
    if reply.headers.get("content-encoding", "identity") != "identity":
        raise ProviderFault(f"{address}: the answer is compressed, which was not asked for")
    body = b""
    async for piece in reply.aiter_raw():
        body += piece
        if len(body) > _LARGEST:
            raise ProviderFault(f"{address}: the answer is too large")
    return body


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
