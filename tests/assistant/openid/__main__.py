"""`python -m tests.assistant.openid PORT`: the provider as a server on this machine; prints its issuer once it listens.

`POST /people` and `POST /crooked` say who there is and what it does wrong, `GET /asked` what it was asked.
"""

import contextlib
import os
import socket
import sys
import threading
import time
from collections import Counter
from html import escape
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.assistant.openid.issuing import Asked, Provider, Server

DRIPS, BETWEEN_S = 150, 0.2
"""Lines of the head of a reply that drips in, and seconds between two: within every limit on the next piece."""


def begin_to_drip() -> str:
    """Listen at an address of its own, where the head of every reply takes half a minute, and return that address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def drip(line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            line.sendall(b"HTTP/1.1 200 OK\r\n")
            for number in range(DRIPS):
                line.sendall(b"x-%d: drip\r\n" % number)
                time.sleep(BETWEEN_S)
            line.sendall(b'content-length: 13\r\n\r\n{"said": "so"}')

    def listen() -> None:
        while True:
            threading.Thread(target=drip, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/token"


class Site:
    """The pages of the provider."""

    def __init__(self, issuer: str) -> None:
        self.provider = Provider(issuer)
        self.server = Server(self.provider)
        self.asked = Counter[str]()

    async def metadata(self, _: Request) -> Response:
        self.asked["metadata"] += 1
        issuer = self.provider.issuer
        said = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        return JSONResponse(said | self.provider.crooked.get("metadata", {}))

    async def keys(self, _: Request) -> Response:
        self.asked["keys"] += 1
        encryption = self.provider.unknown.as_dict(private=False) | {"use": "enc"}
        shown = [key.as_dict(private=False) for key in (self.provider.key, self.provider.second)]
        return JSONResponse({"keys": [*shown, encryption, {"kty": "AKP", "kid": "of-a-kind-to-come"}]})

    async def authorize(self, request: Request) -> Response:
        fields = dict(request.query_params) | dict(parse_qsl((await request.body()).decode()))
        asked = Asked("GET", str(request.url), dict(request.headers), fields)
        grant = self.server.get_consent_grant(asked)
        if request.method == "GET":
            names = "".join(
                f'<button name="person" value="{escape(one)}">{escape(one)}</button>' for one in self.provider.people
            )
            page = f'<title>Who are you?</title><main id="main"><form method="post">{names}</form></main>'
            return HTMLResponse(f'<!doctype html><html lang="en"><link rel="icon" href="data:,">{page}</html>')
        person = fields["person"] if fields.get("person") in self.provider.people else None
        reply: Response = self.server.create_authorization_response(asked, person, grant)
        return reply

    async def token(self, request: Request) -> Response:
        self.asked["token"] += 1
        fields = dict(parse_qsl((await request.body()).decode()))
        asked = Asked(
            "POST",
            str(request.url),
            dict(request.headers) | {"Authorization": request.headers.get("authorization")},
            fields,
        )
        reply: Response = self.server.create_token_response(asked)
        return reply

    async def user_info(self, request: Request) -> Response:
        self.asked["userinfo"] += 1
        person = self.provider.tokens.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        if person is None:
            return PlainTextResponse("no", 401)
        return JSONResponse({"sub": person, **self.provider.people[person]} | self.provider.crooked.get("userinfo", {}))

    async def set_people(self, request: Request) -> Response:
        self.provider.people = await request.json()
        return PlainTextResponse("")

    async def set_crooked(self, request: Request) -> Response:
        self.provider.crooked = await request.json()
        return PlainTextResponse("")

    async def dripping(self, _: Request) -> Response:
        return PlainTextResponse(begin_to_drip())

    async def what_was_asked(self, _: Request) -> Response:
        return JSONResponse(dict(self.asked))

    def application(self) -> Starlette:
        """Return the pages at their addresses."""
        routes: list[tuple[str, Any, list[str]]] = [
            ("/.well-known/openid-configuration", self.metadata, ["GET"]),
            ("/keys", self.keys, ["GET"]),
            ("/authorize", self.authorize, ["GET", "POST"]),
            ("/token", self.token, ["POST"]),
            ("/userinfo", self.user_info, ["GET"]),
            ("/people", self.set_people, ["POST"]),
            ("/crooked", self.set_crooked, ["POST"]),
            ("/asked", self.what_was_asked, ["GET"]),
            ("/dripping", self.dripping, ["GET"]),
        ]
        return Starlette(routes=[Route(path, page, methods=methods) for path, page, methods in routes])


def main() -> None:
    """Serve until ended."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    issuer = f"http://127.0.0.1:{listener.getsockname()[1]}"
    print(issuer, flush=True)
    uvicorn.Server(uvicorn.Config(Site(issuer).application(), log_level="warning")).run(sockets=[listener])


if __name__ == "__main__":
    main()
