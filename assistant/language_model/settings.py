"""The settings of the language model: `[llm]` in `regrip.toml`."""

from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator


class LanguageModelSettings(BaseModel):
    """Which chat model writes answers. Without `model` none does, and nothing leaves the machine."""

    model_config = ConfigDict(extra="forbid")

    model: str | None = Field(
        default=None, description="LangChain name, `provider:model`; unset: answers quote and no model is asked."
    )
    base_url: str | None = Field(default=None, description="Address of an OpenAI-compatible server, with its `/v1`.")
    api_key: SecretStr | None = Field(default=None, description="Key for the model's server; never printed.")
    temperature: float = Field(default=0.0, ge=0.0, le=2.0, description="0: the likeliest words.")
    max_tokens: int = Field(default=600, ge=50, le=8000, description="Most tokens the model may write for an answer.")
    first_token_s: float = Field(default=30.0, gt=0, le=600, description="Seconds to wait for the model's first word.")
    timeout_s: float = Field(default=90.0, gt=0, le=3600, description="Seconds that the model's whole text may take.")
    retries: int = Field(default=2, ge=0, le=10, description="Tries after the first when the server fails or is busy.")
    passages: int = Field(
        default=16, ge=3, le=50, description="Passages given to the model, one or two sentences each."
    )
    rewrite: bool = Field(default=True, description="Let the model make follow-up questions stand alone; checked.")
    count_tokens: bool = Field(default=True, description="Ask the server for its count of tokens; some refuse that.")
    price_input: float = Field(default=0.0, ge=0.0, description="Price of a million tokens read; 0: not known.")
    price_output: float = Field(default=0.0, ge=0.0, description="Price of a million tokens written; 0: not known.")

    @field_validator("model", "base_url", mode="after")
    @classmethod
    def _empty_is_unset(cls, value: str | None) -> str | None:
        return value.strip() or None if value is not None else None

    @field_validator("base_url", mode="after")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            parts = urlsplit(value)
            _ = parts.port
        except ValueError:
            raise ValueError("an address whose host or port cannot be read") from None
        if parts.scheme not in ("http", "https") or not parts.hostname or any(c.isspace() for c in value):
            raise ValueError("not an http or https address such as http://localhost:8080/v1")
        if parts.username is not None or parts.query or parts.fragment:
            raise ValueError("an address with a name, `?` or `#` in it; put a key into llm.api_key")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _needs_a_model(self) -> Self:
        if self.base_url and not self.model:
            raise ValueError("llm.base_url is set and llm.model is not; name the model, for example openai:qwen2.5")
        return self
