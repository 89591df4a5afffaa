"""Who came, in words of the settings: the name that an account may have, and the role that groups give."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.accounts.names import normal
from assistant.accounts.provider.settings import ProviderSettings
from assistant.accounts.roles import Role

_LONGEST_NAME = 64


@dataclass(frozen=True)
class Person:
    """Somebody as the provider knows them. `name` is of the claim, None where it is not to be relied on, `problem` says why.

    `role` is what their groups give, None where the settings say nothing of groups; `barred` where they give none.
    """

    issuer: str
    subject: str
    name: str | None
    role: Role | None
    problem: str = ""
    barred: bool = False


def joined(claims: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a token says with what else was told. An address and whether it was checked are of one of them, never of both."""
    both = {**more, **claims}
    if "email" in claims and "email_verified" not in claims and more.get("email") != claims["email"]:
        both.pop("email_verified", None)
    return both


def is_told(claims: Mapping[str, Any], settings: ProviderSettings) -> bool:
    """Return whether claims have all that is needed, so that nothing more has to be asked for."""
    needed = {settings.claim} | ({settings.roles_claim} if settings.roles_claim else set())
    return needed <= set(claims) and (settings.claim != "email" or "email_verified" in claims)


def person_of(claims: Mapping[str, Any], settings: ProviderSettings) -> Person:
    """Return who came, by claims that were checked."""
    name, problem = _name(claims, settings)
    role = _role(claims, settings)
    barred = role is None and settings.roles_claim is not None
    return Person(str(claims["iss"]), str(claims["sub"]), name, role, problem, barred)


def _name(claims: Mapping[str, Any], settings: ProviderSettings) -> tuple[str | None, str]:
    said = claims.get(settings.claim)
    if not isinstance(said, str) or not 0 < len(normal(said)) <= _LONGEST_NAME:
        return None, f"the provider does not tell your {settings.claim}, by which accounts are known here"
    if settings.claim == "email" and claims.get("email_verified") not in (True, "true"):
        return (
            None,
            "the provider does not say that it has checked your email address, by which accounts are known here",
        )
    return normal(said), ""


def _role(claims: Mapping[str, Any], settings: ProviderSettings) -> Role | None:
    if settings.roles_claim is None:
        return None
    said = claims.get(settings.roles_claim)
    groups = (
        {said}
        if isinstance(said, str)
        else {one for one in said if isinstance(one, str)}
        if isinstance(said, list)
        else set()
    )
    return next((role for group, role in settings.roles.items() if group in groups), None)
