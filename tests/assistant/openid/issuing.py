"""What the provider gives out: codes for one use, tokens that it signs, and who somebody is, on Authlib's own parts."""

import hmac
import json
import os
import secrets
from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from authlib.oauth2 import AuthorizationServer, OAuth2Request
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, grants
from authlib.oauth2.rfc6749.requests import OAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from starlette.responses import Response

CLIENT, SECRET = "regrip-tests", "a secret of the client that nobody may read"


@dataclass
class Provider:
    """What the provider knows, and what it does wrong: `crooked` has claims that replace its own, and ways of signing."""

    issuer: str
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: dict[str, "Code"] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: RSAKey.import_key(json.loads(os.environ["PROVIDER_KEY"])))
    second: Any = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "the-second"}))
    unknown: Any = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "of-nobody"}))
    crooked: dict[str, Any] = field(default_factory=dict)

    def signed(self, claims: dict[str, Any]) -> str:
        """Return a token, signed as it should be or as it should not."""
        claims = {name: value for name, value in (claims | self.crooked.get("claims", {})).items() if value is not None}
        how = self.crooked.get("signed", "RS256")
        if how == "none":
            return _by_hand("none", None, claims, b"")
        if how.startswith("HS256"):
            public = self.key.as_pem(private=False)
            return _by_hand("HS256", self.key.kid, claims, SECRET.encode() if how.endswith("secret") else public)
        algorithm, key, named = self._ways_to_sign()[how]
        return jwt.encode({"alg": algorithm, "kid": named.kid}, claims, key, [algorithm])

    def _ways_to_sign(self) -> dict[str, tuple[str, Any, Any]]:
        """Return the algorithm, the key, and the key that is named, of every way to sign."""
        return {
            "RS256": ("RS256", self.key, self.key),
            "ES256": ("ES256", self.second, self.second),
            "by nobody": ("RS256", self.unknown, self.unknown),
            "by nobody in the provider's name": ("RS256", self.unknown, self.key),
            "with another algorithm of the key": ("PS256", self.key, self.key),
        }


def _by_hand(algorithm: str, kid: str | None, claims: dict[str, Any], key: bytes) -> str:
    """Return a token that no library would sign."""
    head = {"alg": algorithm, **({"kid": kid} if kid else {})}
    body = ".".join(_letters(json.dumps(part).encode()) for part in (head, claims))
    return f"{body}.{_letters(hmac.digest(key, body.encode(), 'sha256')) if key else ''}"


def _letters(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Code(AuthorizationCodeMixin):
    """A code, and what it was given for."""

    code: str
    person: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> None:
        return None

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Client(ClientMixin):
    """Regrip, as the provider knows it."""

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.startswith("http://127.0.0.1:") and redirect_uri.endswith("/sign-in/provider/back")

    def check_client_secret(self, client_secret: str) -> bool:
        return secrets.compare_digest(SECRET, client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Payload(OAuth2Payload):  # type: ignore[misc]
    """The fields of a request."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = dict(fields)

    @property
    def data(self) -> dict[str, str]:
        return self._fields

    @property
    def datalist(self) -> defaultdict[str, list[str]]:
        return defaultdict(list, {name: [value] for name, value in self._fields.items()})


class Asked(OAuth2Request):  # type: ignore[misc]
    """A request as Authlib reads it."""

    def __init__(self, method: str, address: str, headers: Mapping[str, str], fields: Mapping[str, str]) -> None:
        super().__init__(method, address, headers=headers)
        self.payload = Payload(fields)

    @property
    def args(self) -> dict[str, str]:
        return self.payload.data

    @property
    def form(self) -> dict[str, str]:
        return self.payload.data


class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
    """Codes that are good once, for what they were given for."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]  # noqa: RUF012

    def save_authorization_code(self, code: str, request: Asked) -> None:
        given = request.payload.data
        names = ("redirect_uri", "scope", "nonce", "code_challenge", "code_challenge_method")
        self.server.provider.codes[code] = Code(code, request.user, *(given.get(name) for name in names))

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return self.server.provider.codes.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        if not self.server.provider.crooked.get("codes are good again"):
            del self.server.provider.codes[authorization_code.code]

    def authenticate_user(self, authorization_code: Code) -> str:
        return authorization_code.person


class Identity(OpenIDCode):  # type: ignore[misc]
    """Who somebody is, as a token."""

    def __init__(self, provider: Provider) -> None:
        super().__init__(require_nonce=True)
        self._provider = provider

    def exists_nonce(self, nonce: str, request: Asked) -> bool:
        return any(code.nonce == nonce for code in self._provider.codes.values())

    def get_client_algorithm(self, client: Client) -> str:
        return "RS256"

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        return {"iss": self._provider.issuer, "aud": [CLIENT]}

    def encode_id_token(self, token: dict[str, Any], request: Asked) -> str:
        claims = self.get_compatible_claims(request) | self.get_authorization_code_claims(request.authorization_code)
        known = {} if self._provider.crooked.get("claims in userinfo only") else self._provider.people[request.user]
        return self._provider.signed(claims | known | {"sub": request.user})


class Server(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server on what the provider knows."""

    def __init__(self, provider: Provider) -> None:
        super().__init__()
        self.provider = provider
        self.register_token_generator("default", BearerTokenGenerator(lambda *_, **__: secrets.token_urlsafe(24)))
        self.register_grant(CodeGrant, [Identity(provider), CodeChallenge(required=True)])

    def query_client(self, client_id: str) -> Client | None:
        return Client() if client_id == CLIENT else None

    def save_token(self, token: dict[str, Any], request: Asked) -> None:
        self.provider.tokens[token["access_token"]] = request.user

    def create_oauth2_request(self, request: Asked) -> Asked:
        return request

    def handle_response(self, status: int, body: Any, headers: list[tuple[str, str]]) -> Response:
        text = json.dumps(body) if isinstance(body, dict) else body
        return Response(text, status, dict(headers))

    def send_signal(self, name: str, *_: object, **__: object) -> None:
        """Tell nobody."""
