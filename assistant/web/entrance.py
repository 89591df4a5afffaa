"""Signing in and out and changing one's password, as routes of the web application where there are accounts."""

from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Scope

from assistant.accounts.errors import HeldUp, PasswordRefused, SignInRefused
from assistant.accounts.in_use import AccountsInUse
from assistant.accounts.models import Principal
from assistant.api.application import PATH
from assistant.api.door import Refuse, address_of, is_forged
from assistant.api.errors import error_reply
from assistant.web.assets import Assets
from assistant.web.door_pages import no_password_html, password_html
from assistant.web.forms import is_from_our_page, is_proved, proof_of, read_form
from assistant.web.provider_routes import BACK, THERE, add_provider_routes
from assistant.web.screens import screen_at
from assistant.web.sign_in_page import FRESH, SignInPage, keep_session

_OPEN = ("/healthz", "/readyz", "/metrics", "/favicon.ico", "/sign-in", THERE, BACK)
"""`/metrics` has a lock of its own: this machine, or a token of Prometheus's."""
_FORMS = ("/sign-out", "/password")
_NOT_OURS = "the page was too old, or another site sent it; please try again"
_LONGEST_NAME = 80


def refuse_page(with_accounts: bool) -> Refuse:
    """Return what whom is not let in gets of the application's own pages and of the queue; the API has a door of its own."""

    def refuse(scope: Scope, principal: Principal | None) -> ASGIApp | None:
        path = scope["path"]
        if path.startswith(f"{PATH}/") or path in _OPEN or path.startswith("/static/"):
            return None
        if principal is not None and principal.token is None:
            forged = is_forged(scope, principal)
            return JSONResponse({"detail": "Only Regrip's own page may ask this."}, 403) if forged else None
        if with_accounts and (scope["method"] == "GET" or path in _FORMS) and not path.startswith("/gradio_api"):
            return RedirectResponse(f"/sign-in?next={quote(_asked(scope))}", 303, {"Cache-Control": "no-store"})
        return error_reply("not_signed_in", "nobody is signed in; sign in on the page first", 401)

    return refuse


def _asked(scope: Scope) -> str:
    if scope["method"] != "GET":
        return "/"
    query, path = scope["query_string"].decode("latin-1"), str(scope["path"])
    return f"{path}?{query}" if query else path


def onward(said: str) -> str:
    """Return where to go after signing in: the screen that was asked for, or the first. Never another site."""
    if not said.isprintable() or "\\" in said:
        return "/"
    try:
        parts = urlsplit(said)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or not said.startswith("/") or said.startswith("//"):
        return "/"
    return said if screen_at(parts.path) else "/"


def add_entrance(app: FastAPI, accounts: AccountsInUse, assets: Assets) -> None:
    """Add the routes."""
    door, page = accounts.door, SignInPage(accounts, assets)
    if accounts.provider is not None:
        add_provider_routes(app, accounts.provider, page, onward)

    @app.get("/sign-in")
    def sign_in_page(request: Request, next: str = "/", told: str = "") -> Response:
        if request.state.principal is not None:
            return RedirectResponse(onward(next), 303, FRESH)
        return page.reply(request, onward(next), told=page.out() if told == "out" else "")

    @app.post("/sign-in")
    async def sign_in(request: Request) -> Response:
        form = await read_form(request)
        to, name = onward(form["next"]), form["name"][:_LONGEST_NAME]
        if not is_from_our_page(request, form):
            return page.reply(request, to, 403, _NOT_OURS, name)
        try:
            secret = await run_in_threadpool(door.sign_in, form["name"], form["password"], address_of(request.scope))
        except SignInRefused as error:
            return page.reply(request, to, 403, str(error), name)
        except HeldUp as error:
            reply = page.reply(request, to, 429, str(error), name)
            reply.headers["Retry-After"] = str(error.seconds)
            return reply
        return page.let_in(request, secret, to)

    @app.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        principal: Principal = request.state.principal
        if not is_proved(await read_form(request), principal):
            return JSONResponse({"detail": "Only Regrip's own page may ask this."}, 403)
        await run_in_threadpool(door.sign_out, principal, address_of(request.scope))
        reply = RedirectResponse("/sign-in?told=out", 303, {"Cache-Control": "no-store", "Clear-Site-Data": '"cache"'})
        keep_session(request, reply, "", 0)
        return reply

    @app.get("/password")
    def password_page(request: Request) -> Response:
        principal: Principal = request.state.principal
        if accounts.provider is not None and not accounts.accounts.get(principal.name).has_password:
            return HTMLResponse(no_password_html(assets, accounts.provider.name), headers=FRESH)
        return _changing(assets, principal)

    @app.post("/password")
    async def change_password(request: Request) -> Response:
        principal: Principal = request.state.principal
        form, address = await read_form(request), address_of(request.scope)
        if not is_proved(form, principal):
            return _changing(assets, principal, 403, _NOT_OURS)
        if form["new"] != form["again"]:
            return _changing(assets, principal, 422, "the two new passwords differ; type the same twice")
        try:
            await run_in_threadpool(door.change_password, principal, form["old"], form["new"], address)
        except SignInRefused:
            return _changing(assets, principal, 403, "that is not your password now; type it again")
        except HeldUp as error:
            return _changing(assets, principal, 429, str(error))
        except PasswordRefused as error:
            return _changing(assets, principal, 422, str(error))
        told = "Your password was changed. Wherever else you were signed in, you are signed out."
        return HTMLResponse(password_html(assets, proof_of(principal), principal.name, told=told), headers=FRESH)


def _changing(assets: Assets, principal: Principal, status: int = 200, problem: str = "") -> HTMLResponse:
    return HTMLResponse(password_html(assets, proof_of(principal), principal.name, problem), status, headers=FRESH)
