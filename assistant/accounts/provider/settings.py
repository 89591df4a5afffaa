"""The settings of signing in with a council's own accounts: `[oidc]` in `regrip.toml`."""

from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from assistant.accounts.provider.addresses import checked
from assistant.accounts.roles import Role


class ProviderSettings(BaseModel):
    """Which OpenID Connect provider people may sign in through. Without `issuer` there is none, and nothing is asked of anybody."""

    model_config = ConfigDict(extra="forbid")

    issuer: str | None = Field(
        default=None,
        max_length=500,
        description="Address of the OpenID Connect provider; unset: people sign in with passwords only.",
    )
    client_id: str | None = Field(default=None, description="What the provider calls Regrip.")
    client_secret: SecretStr | None = Field(
        default=None, description="What Regrip shows the provider; unset: a public client. Never printed."
    )
    name: str = Field(
        default="your organisation's account",
        min_length=1,
        max_length=60,
        description="What the button says after “Sign in with”.",
    )
    claim: str = Field(
        default="email",
        min_length=1,
        max_length=60,
        description="Claim that is an account's name here, for the first time that somebody comes.",
    )
    scopes: list[str] = Field(default=["openid", "email", "profile"], description="Scopes that are asked for.")
    new_accounts: Role | None = Field(
        default=None, description="Role of an account made for people without one; unset: they are refused."
    )
    roles_claim: str | None = Field(default=None, description="Claim with the groups that give roles.")
    roles: dict[str, Role] = Field(
        default={}, description="Role by group; the first that somebody is in counts, at each sign-in."
    )

    @field_validator("issuer", "client_id", "roles_claim", mode="after")
    @classmethod
    def _empty_is_unset(cls, value: str | None) -> str | None:
        return value.strip() or None if value is not None else None

    @field_validator("issuer", mode="after")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(checked(value)).query:
            raise ValueError("an address with `?` in it")
        return value

    @field_validator("client_secret", mode="after")
    @classmethod
    def _is_a_secret(cls, value: SecretStr | None) -> SecretStr | None:
        secret = value.get_secret_value() if value is not None else ""
        if not (secret.isascii() and (secret.isprintable() or not secret)):
            raise ValueError("holds what no secret does; copy it from the provider again")
        return value if secret else None

    @field_validator("name", mode="after")
    @classmethod
    def _is_a_line(cls, value: str) -> str:
        if not value.strip() or not value.isprintable():
            raise ValueError("not a name for a button")
        return value.strip()

    @field_validator("scopes", mode="after")
    @classmethod
    def _holds_openid(cls, value: list[str]) -> list[str]:
        if "openid" not in value or any(not scope or not scope.isascii() or " " in scope for scope in value):
            raise ValueError('a list of scopes with "openid" among them')
        return value

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        set_here = self.model_fields_set - {"issuer"}
        if self.issuer is None and any(getattr(self, name) for name in set_here):
            first = sorted(name for name in set_here if getattr(self, name))[0]
            raise ValueError(f"oidc.{first} is set and oidc.issuer is not; set it to the provider's address")
        if self.issuer is not None and self.client_id is None:
            raise ValueError("oidc.issuer is set and oidc.client_id is not; set it to what the provider calls Regrip")
        if bool(self.roles) != (self.roles_claim is not None):
            raise ValueError("oidc.roles and oidc.roles_claim go together; set both, or neither")
        if self.new_accounts == "administrator":
            raise ValueError(
                "oidc.new_accounts may not be administrator; give that role by oidc.roles or `regrip users`"
            )
        return self
