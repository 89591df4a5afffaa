"""Forms that work without a script: reading what was sent, and proof that it was sent from a page of ours."""

import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from assistant.accounts.access import cookies
from assistant.accounts.base import hash_of
from assistant.accounts.models import Principal
from assistant.api.door import is_of_own_site, is_secure

_LARGEST, _MOST_FIELDS = 20_000, 20
_LONGEST_PROOF = 64
PROOF = "proof"
"""The hidden field that a page of ours sends along."""


@dataclass(frozen=True)
class Form:
    """The fields of a form, each once; what is not there is empty."""

    fields: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


async def read_form(request: Request) -> Form:
    """Return what was sent; an empty form for what is no form or too large."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST:
            return Form({})
    try:
        read = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except (UnicodeDecodeError, ValueError):
        return Form({})
    return Form({name: values[-1] for name, values in read.items()})


def proof_of(principal: Principal) -> str:
    """Return what a page sends along for somebody who is signed in: it follows from the session, which no other site knows."""
    return hash_of(f"form:{principal.session}")


def is_proved(form: Form, principal: Principal) -> bool:
    """Return whether a page of ours made the form for this session."""
    return hmac.compare_digest(form[PROOF].encode(), proof_of(principal).encode())


def visitors_proof(request: Request) -> str:
    """Return what a page sends along for somebody who is not signed in yet: the cookie that it sets has the same."""
    kept = cookies(request.headers).get(_cookie(request), "")
    return kept if 20 <= len(kept) <= _LONGEST_PROOF and kept.isascii() else secrets.token_urlsafe(24)


def keep_visitors_proof(request: Request, response: Response, proof: str) -> None:
    """Set the cookie that a form is compared with."""
    response.set_cookie(
        _cookie(request),
        proof,
        max_age=3600,
        path="/",
        secure=is_secure(request.scope),
        httponly=True,
        samesite="strict",
    )


def is_from_our_page(request: Request, form: Form) -> bool:
    """Return whether a page of ours made the form for this browser, and no other site had it sent."""
    kept = cookies(request.headers).get(_cookie(request), "")
    says = "sec-fetch-site" in request.headers or request.headers.get("origin", "null") != "null"
    same = bool(kept) and hmac.compare_digest(form[PROOF].encode(), kept.encode())
    return same and (is_of_own_site(request.headers) if says else True)


def _cookie(request: Request) -> str:
    return "__Host-regrip_form" if is_secure(request.scope) else "regrip_form"
