"""What is said to a provider: where a browser is sent, the code that comes back for tokens, and a token for who somebody is."""

from dataclasses import dataclass
from typing import Any

from assistant.accounts.errors import ProviderFault
from assistant.accounts.provider.discovery import Metadata
from assistant.accounts.provider.id_token import refused
from assistant.accounts.provider.outside import ask
from assistant.accounts.provider.settings import ProviderSettings
from assistant.accounts.provider.way import Way

_ERRORS = ("invalid_client", "unauthorized_client", "invalid_request", "unsupported_grant_type", "invalid_scope")
"""What a provider may say is wrong with our side, in the words of the standard; others are not repeated."""


@dataclass(frozen=True)
class Tokens:
    """What a code was good for."""

    id_token: str
    access_token: str | None


def asking_address(metadata: Metadata, settings: ProviderSettings, way: Way, back: str) -> str:
    """Return where a browser is sent so that somebody says to the provider who they are; it sends them `back`."""
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    address: str = prepare_grant_uri(
        metadata.authorization,
        settings.client_id,
        "code",
        redirect_uri=back,
        scope=settings.scopes,
        state=way.state,
        nonce=way.nonce,
        code_challenge=create_s256_code_challenge(way.verifier),
        code_challenge_method="S256",
    )
    return address


def redeemed(metadata: Metadata, settings: ProviderSettings, code: str, way: Way, back: str) -> Tokens:
    """Return the tokens for a code. Raises ProviderRefused for a code that is not good, ProviderFault for whatever else."""
    from authlib.oauth2.auth import ClientAuth
    from authlib.oauth2.rfc6749.parameters import prepare_token_request

    secret = settings.client_secret.get_secret_value() if settings.client_secret is not None else None
    method = "none" if secret is None else "client_secret_post" if metadata.secret_in_form else "client_secret_basic"
    form = prepare_token_request("authorization_code", redirect_uri=back, code=code, code_verifier=way.verifier)
    address, headers, form = ClientAuth(settings.client_id, secret, method).prepare("POST", metadata.token, {}, form)
    reply = ask(address, headers, form)
    if reply.status != 200:
        said = reply.said.get("error")
        if said == "invalid_grant":
            raise refused("code")
        told = f" ({said}); see oidc.client_id and oidc.client_secret" if said in _ERRORS else ""
        raise ProviderFault(f"{metadata.token}: it gives no token and answers {reply.status}{told}")
    token, access = reply.said.get("id_token"), reply.said.get("access_token")
    if not isinstance(token, str):
        raise ProviderFault(f'{metadata.token}: there is no id_token in what it answers; is "openid" among its scopes?')
    return Tokens(token, access if isinstance(access, str) and access.isascii() and access.isprintable() else None)


def user_info(metadata: Metadata, tokens: Tokens, subject: str) -> dict[str, Any]:
    """Return what else the provider says of somebody, nothing where it is not asked. Raises ProviderFault, ProviderRefused."""
    if metadata.user_info is None or tokens.access_token is None:
        return {}
    reply = ask(metadata.user_info, {"Authorization": f"Bearer {tokens.access_token}"})
    if reply.status != 200:
        raise ProviderFault(f"{metadata.user_info}: it answers {reply.status} to a token that the provider gave")
    if reply.said.get("sub") != subject:
        raise refused("userinfo: sub")
    return reply.said
