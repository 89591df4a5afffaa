"""The page to sign in as a reply, and letting somebody in from it: the same with a password and through a provider."""

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.accounts.access import cookie_name
from assistant.accounts.in_use import AccountsInUse
from assistant.api.door import is_secure
from assistant.web.assets import Assets
from assistant.web.door_pages import sign_in_html
from assistant.web.forms import keep_visitors_proof, visitors_proof

FRESH = {"Cache-Control": "no-store"}


class SignInPage:
    """The page of a server with accounts."""

    def __init__(self, accounts: AccountsInUse, assets: Assets) -> None:
        self._assets, self._sessions = assets, accounts.door.sessions
        self._provider = accounts.provider.name if accounts.provider is not None else None

    def reply(
        self, request: Request, to: str, status: int = 200, problem: str = "", name: str = "", told: str = ""
    ) -> HTMLResponse:
        """Return the page; `to` is the screen to come to, `problem` why the last try came to nothing, `told` what was done before."""
        proof = visitors_proof(request)
        page = sign_in_html(self._assets, proof, to, problem, name, told, self._provider)
        reply = HTMLResponse(page, status, headers=FRESH)
        keep_visitors_proof(request, reply, proof)
        return reply

    def out(self) -> str:
        """Return what is said to somebody who has just signed out."""
        if self._provider is None:
            return "You are signed out."
        return f"You are signed out. You may still be signed in with {self._provider}: sign out there too if others use this machine."

    def let_in(self, request: Request, secret: str, to: str) -> Response:
        """Return the way to a screen, with the cookie of a session just begun."""
        reply = RedirectResponse(to, 303, FRESH)
        keep_session(request, reply, secret, int(self._sessions.longest.total_seconds()))
        return reply


def keep_session(request: Request, reply: Response, secret: str, seconds: int) -> None:
    """Set the cookie of a session: no script reads it, and no other site's form or picture sends it."""
    secure = is_secure(request.scope)
    reply.set_cookie(
        cookie_name(secure), secret, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax"
    )
