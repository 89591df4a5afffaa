"""What a provider says of itself, and the keys that it signs with: fetched from the issuer in the settings when first needed."""

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.accounts.errors import ProviderFault
from assistant.accounts.provider.addresses import checked, is_here
from assistant.accounts.provider.kept import Kept
from assistant.accounts.provider.outside import ask

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

_SECONDS, _SECONDS_NEW_KEY = 3600.0, 30.0
"""How long both are kept, and how often a key that is not among those kept makes them be fetched again."""
_LEAST_RSA_BITS, _MOST_KEYS = 2048, 100
_POST = "client_secret_post"


@dataclass(frozen=True)
class Metadata:
    """The addresses of a provider. `secret_in_form`: it takes the client's secret as a field of the form."""

    authorization: str
    token: str
    keys: str
    user_info: str | None
    secret_in_form: bool


class Discovery:
    """A provider by its issuer. Safe between threads."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._metadata = Kept(self._fetch_metadata, _SECONDS)
        self._keys = Kept(self._fetch_keys, _SECONDS)

    def metadata(self) -> Metadata:
        """Return where to ask for what. Raises ProviderFault."""
        return self._metadata.get()

    def keys(self, anew: bool = False) -> "KeySet":
        """Return the keys that may have signed a token: `anew` when one was not among them. Raises ProviderFault."""
        return self._keys.get(_SECONDS_NEW_KEY if anew else None)

    def _fetch_metadata(self) -> Metadata:
        address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        said = _answered(address)
        if said.get("issuer") != self._issuer:
            raise ProviderFault(
                f"{address}: it names another issuer than oidc.issuer ({self._issuer}); they must be the same, `/` and all"
            )
        methods = said.get("token_endpoint_auth_methods_supported")
        return Metadata(
            authorization=self._named(said, "authorization_endpoint"),
            token=self._named(said, "token_endpoint"),
            keys=self._named(said, "jwks_uri"),
            user_info=self._named(said, "userinfo_endpoint") if said.get("userinfo_endpoint") else None,
            secret_in_form=isinstance(methods, list) and _POST in methods,
        )

    def _named(self, said: dict[str, Any], name: str) -> str:
        """Return an address that the provider names; plain http only where the issuer is on this machine too."""
        try:
            address = checked(str(said.get(name, "")))
        except ValueError as error:
            raise ProviderFault(f"{self._issuer}: its {name} is {error}") from error
        if is_here(address) and not is_here(self._issuer):
            raise ProviderFault(f"{self._issuer}: its {name} is an address of this machine, and the issuer is not")
        return address

    def _fetch_keys(self) -> "KeySet":
        from joserfc.jwk import KeySet

        address = self.metadata().keys
        listed = _answered(address).get("keys")
        keys = [
            key for one in (listed if isinstance(listed, list) else [])[:_MOST_KEYS] if (key := _key(one)) is not None
        ]
        if not keys:
            raise ProviderFault(f"{address}: there is no key for RS256 or ES256")
        return KeySet(keys)


def _answered(address: str) -> dict[str, Any]:
    reply = ask(address)
    if reply.status != 200 or not reply.said:
        raise ProviderFault(f"{address}: it answers {reply.status}, not 200 with a JSON object")
    return reply.said


def _key(said: object) -> Any:
    """Return a public key for RS256 or ES256, None for any other."""
    from joserfc.errors import JoseError
    from joserfc.jwk import ECKey, RSAKey

    if (
        not isinstance(said, dict)
        or said.get("use", "sig") != "sig"
        or said.get("alg", "RS256") not in ("RS256", "ES256")
    ):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if said.get("kty") == "RSA":
                rsa = RSAKey.import_key(said)
                return rsa if rsa.public_key.key_size >= _LEAST_RSA_BITS else None
            if said.get("kty") == "EC" and said.get("crv") == "P-256":
                return ECKey.import_key(said)
    except (JoseError, ValueError, TypeError):
        return None
    return None
