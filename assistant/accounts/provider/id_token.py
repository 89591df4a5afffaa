"""The token that says who somebody is: believed only if the provider signed it for us, just now, for this way."""

import time
from typing import TYPE_CHECKING, Any, Protocol

from assistant.accounts.errors import ProviderRefused

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

ALGORITHMS = ["RS256", "ES256"]
"""Signatures that are looked at: with a public key only, so that neither `none` nor the client's secret can sign."""
_LEEWAY_S, _OLDEST_S = 60, 600
"""Seconds that two clocks may differ, and the age at which a token is no longer one that was just made."""
_LONGEST_SUBJECT = 255


class Keys(Protocol):
    """Gives the provider's keys."""

    def keys(self, anew: bool = False) -> "KeySet":
        """Return them; `anew` when one was not among those kept."""
        ...


def claims_of(
    token: str,
    keys: Keys,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str | None = None,
    now: int | None = None,
) -> dict[str, Any]:
    """Return what a token says. Raises ProviderRefused with what is wrong with it, ProviderFault where keys cannot be fetched."""
    from authlib.oidc.core import CodeIDToken
    from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError, MissingClaimError

    moment = int(time.time()) if now is None else now
    header, claims = _signed(token, keys)
    options: dict[str, Any] = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client_id},
        "sub": {"essential": True},
    }
    params = {"nonce": nonce, "client_id": client_id, "access_token": access_token}
    try:
        checked = CodeIDToken(claims, header, options, params)
        checked.validate(moment, _LEEWAY_S)
    except ExpiredTokenError as error:
        raise refused("token: old") from error
    except (InvalidClaimError, MissingClaimError) as error:
        raise refused(f"token: {str(error.claim)[:9]}") from error
    except (JoseError, ValueError, TypeError, OverflowError) as error:
        raise refused("token: claims") from error
    if claims["iat"] < moment - _OLDEST_S:
        raise refused("token: old")
    subject = claims["sub"]
    if not (0 < len(subject) <= _LONGEST_SUBJECT and subject.isascii() and subject.isprintable()):
        raise refused("token: sub")
    return dict(claims)


def refused(reason: str) -> ProviderRefused:
    """Return the refusal of somebody whose token, or what came with it, is not believed."""
    return ProviderRefused("what the provider sent cannot be believed, so you are not signed in; begin again", reason)


def _signed(token: str, keys: Keys) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return header and claims of a token that one of the keys signed; a key that is not known makes them be fetched again."""
    from joserfc import jwt
    from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError, UnsupportedAlgorithmError
    from joserfc.jws import JWSRegistry

    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    for anew in (False, True):
        try:
            read = jwt.decode(token, keys.keys(anew), ALGORITHMS, registry)
        except (InvalidKeyIdError, BadSignatureError) as error:
            if anew:
                raise refused("token: signature" if isinstance(error, BadSignatureError) else "token: key") from error
        except UnsupportedAlgorithmError as error:
            raise refused("token: algorithm") from error
        except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise refused("token: unread") from error
        else:
            return dict(read.header), dict(read.claims)
    raise AssertionError("unreachable")
