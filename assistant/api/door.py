"""At the door of every application: who asks, said once for each request and left in its state."""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.accounts.access import Access
from assistant.accounts.models import ALONE_HERE, Principal
from assistant.api.errors import error_reply, status_of
from assistant.api.held import Held
from corpus.errors import RegripError

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
Refuse = Callable[[Scope, Principal | None], ASGIApp | None]
"""From a request and who sends it to the answer that it gets instead, None where it is let in."""


class Doorkeeper:
    """Lets in whom `refuse` lets in, for as long as they would be. What others hold open is shut: there are no web sockets here."""

    def __init__(self, app: ASGIApp, access: Access, refuse: Refuse) -> None:
        self._app, self._access, self._refuse = app, access, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on with its `principal`."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            principal = await run_in_threadpool(principal_of, scope, self._access)
        except RegripError as error:
            await error_reply(error.code, str(error), status_of(error))(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["principal"] = principal
        app = self._refuse(scope, principal) or self._app
        if principal is None or principal == ALONE_HERE or state.get("held"):
            await app(scope, receive, send)
            return
        state["held"] = True
        await Held(scope, send, lambda: self._access.holds(principal)).run(app, receive)


def principal_of(scope: Scope, access: Access) -> Principal | None:
    """Return who sends a request."""
    return access.principal(Headers(scope=scope), address_of(scope), is_secure(scope))


def address_of(scope: Scope) -> str:
    """Return the address that a request comes from."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def is_secure(scope: Scope) -> bool:
    """Return whether a request came over HTTPS, as far as the server or a trusted proxy knows."""
    return bool(scope.get("scheme") == "https")


def is_forged(scope: Scope, principal: Principal | None) -> bool:
    """Return whether another site may have had a browser send this: cookies travel by themselves, so a change needs proof."""
    if principal is None or principal.session is None or scope["method"] in SAFE_METHODS:
        return False
    return not is_of_own_site(Headers(scope=scope))


def is_of_own_site(headers: Headers) -> bool:
    """Return whether a browser says that a page of ours sends a request; what says nothing has not said so."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == headers.get("host")


def refuse_api(with_accounts: bool) -> Refuse:
    """Return what the API answers whom it does not let in."""
    way = (
        "nobody is signed in; sign in on the page, or send a token as `Authorization: Bearer …`"
        if with_accounts
        else "only this machine may ask where there are no accounts; see accounts.enabled"
    )

    def refuse(scope: Scope, principal: Principal | None) -> ASGIApp | None:
        if principal is None:
            return error_reply("not_signed_in", way, 401)
        if is_forged(scope, principal):
            return error_reply("not_allowed", "only Regrip's own page may ask this of a browser that is signed in", 403)
        return None

    return refuse
