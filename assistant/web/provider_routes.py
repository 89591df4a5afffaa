"""Signing in through a provider, as routes of the web application: a link leads there, and the provider sends people back."""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple, Unpack

import anyio
import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from assistant.accounts.access import cookies
from assistant.accounts.errors import HeldUp, ProviderFault, ProviderRefused
from assistant.accounts.provider.door import ProviderDoor
from assistant.accounts.provider.way import LONGEST
from assistant.api.door import address_of, is_secure
from assistant.errors import Conflict
from assistant.web.sign_in_page import FRESH, SignInPage

THERE, BACK = "/sign-in/provider", "/sign-in/provider/back"
"""Where a browser is sent on to the provider, and where the provider sends it back: the address to be told to the provider."""
Onward = Callable[[str], str]
_AT_ONCE, _MOST_WAITING = 8, 100
"""Sign-ins that talk to the provider at the same time, and that wait to."""
Given = TypeVarTuple("Given")
Result = TypeVar("Result")


def add_provider_routes(app: FastAPI, provider: ProviderDoor, page: SignInPage, onward: Onward) -> None:
    """Add the routes; `onward` makes a screen of ours of whatever was asked for."""

    threads = _Threads()

    @app.get(THERE)
    async def go_there(request: Request, next: str = "/") -> Response:
        to = onward(next)
        if request.state.principal is not None:
            return RedirectResponse(to, 303, FRESH)
        try:
            address, way = await threads.run(provider.begin, to, _back(request))
        except ProviderFault:
            return page.reply(request, to, 503, _cannot(provider))
        reply = RedirectResponse(address, 303, FRESH)
        _keep_way(request, reply, way.cookie, int(LONGEST.total_seconds()))
        return reply

    @app.get(BACK)
    async def come_back(request: Request) -> Response:
        reply = await _arrival(request, provider, page, onward, threads)
        _keep_way(request, reply, "", 0)
        return reply


class _Threads:
    """The threads that wait for the provider: few, and their own, so that a slow one takes none from everybody else."""

    def __init__(self) -> None:
        self._limit: anyio.CapacityLimiter | None = None

    async def run(self, work: Callable[[Unpack[Given]], Result], *given: *Given) -> Result:
        """Return what comes of the work, once there is a thread for it. Raises ProviderFault where too many wait for one."""
        self._limit = self._limit or anyio.CapacityLimiter(_AT_ONCE)
        if self._limit.statistics().tasks_waiting >= _MOST_WAITING:
            raise ProviderFault("as many as may wait for the provider at once do so already")
        return await anyio.to_thread.run_sync(work, *given, limiter=self._limit)


async def _arrival(
    request: Request, provider: ProviderDoor, page: SignInPage, onward: Onward, threads: _Threads
) -> Response:
    cookie, address = cookies(request.headers).get(_cookie(request), ""), address_of(request.scope)
    said = {
        name: request.query_params[name] for name in ("code", "state", "iss", "error") if name in request.query_params
    }
    try:
        let_in = await threads.run(provider.arrive, cookie, said, _back(request), address)
    except ProviderRefused as error:
        return page.reply(request, "/", 403, str(error))
    except HeldUp as error:
        reply = page.reply(request, "/", 429, str(error))
        reply.headers["Retry-After"] = str(error.seconds)
        return reply
    except ProviderFault:
        return page.reply(request, "/", 503, _cannot(provider))
    except Conflict as error:
        return page.reply(request, "/", 409, str(error))
    return page.let_in(request, let_in.secret, onward(let_in.onward))


def _cannot(provider: ProviderDoor) -> str:
    return f"signing in with {provider.name} does not work at this moment; try again in a minute, or use a password if you have one"


def _back(request: Request) -> str:
    """Return our own address that the provider sends browsers back to, under the name that was asked for."""
    return str(request.url.replace(path=BACK, query="", fragment=""))


def _keep_way(request: Request, reply: Response, value: str, seconds: int) -> None:
    """Set the cookie of a way: lax, because it comes back with a link from another site."""
    secure = is_secure(request.scope)
    reply.set_cookie(_cookie(request), value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax")


def _cookie(request: Request) -> str:
    return "__Host-regrip_way" if is_secure(request.scope) else "regrip_way"
