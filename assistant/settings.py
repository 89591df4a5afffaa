"""Settings: one nested tree from environment variables and one `regrip.toml`, unknown keys refused with their path."""

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.accounts.provider.settings import ProviderSettings
from assistant.errors import SettingsError
from assistant.language_model.settings import LanguageModelSettings
from corpus.files.settings import FileSettings
from indexes.chroma_address import shown
from indexes.settings import EmbedderSettings, IndexSettings, default_home

PREFIX = "REGRIP_"
_SHORT = {"REGRIP_CHROMA_URL": ("index", "chroma_url")}
"""Short names of variables, with the path of the setting each stands for. The long name wins over the short one."""
_MASKED = {"metrics_token"}
"""Settings whose value is never printed."""
_WITH_SECRETS: dict[str, type[BaseModel]] = {"llm": LanguageModelSettings, "oidc": ProviderSettings}
_SECRETS = ("api_key", "client_secret")
"""Sections with a secret in them, and what it is called: nothing that stands there under an unknown name is repeated."""
_OUTSIDE = {
    "REGRIP_HOME",
    "REGRIP_CONFIG",
    "REGRIP_REQUIRE_BROWSER",
    "REGRIP_REQUIRE_POSTGRES",
    "REGRIP_REQUIRE_OFFICE",
    *_SHORT,
}


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid")


class LimitSettings(_Section):
    """How much the assistant reads at once."""

    question_chars: int = Field(default=200_000, ge=100, description="Longest message accepted, in characters.")
    document_chars: int = Field(default=2_000_000, ge=100, description="Longest document accepted, in characters.")
    turns: int = Field(default=200, ge=1, description="Most turns read of one conversation.")
    upload_files: int = Field(default=50, ge=1, description="Most files taken in one upload.")
    upload_bytes: int = Field(
        default=200_000_000, ge=1_000, description="Largest upload, all files together, in bytes."
    )
    case_documents: int = Field(default=500, ge=1, description="Most documents kept in one case.")


class AnswerSettings(_Section):
    """How an answer is put together."""

    passages: int = Field(default=12, ge=3, le=50, description="Passages looked at for an answer.")
    least_relevance: float = Field(
        default=0.2, ge=0.0, le=1.0, description="Cosine below which no passage counts as relevant."
    )


class WebSettings(_Section):
    """Where the pages are served, and to how many at once."""

    host: str = Field(default="127.0.0.1", description="Address to bind to; only loopback without accounts.")
    port: int = Field(default=7860, ge=0, le=65535, description="Port; 0 takes any free one.")
    names: list[str] = Field(
        default=[],
        description="Names that the pages are asked for by, besides this machine's loopback names and the host.",
    )
    proxies: list[str] = Field(
        default=["127.0.0.1", "::1"],
        description="Addresses whose word is taken for who asks and whether over HTTPS (X-Forwarded-For, X-Forwarded-Proto).",
    )
    answers_at_once: int = Field(
        default=4, ge=1, le=40, description="Answers made at the same time; more people wait and are told their place."
    )
    answers_waiting: int = Field(
        default=200,
        ge=1,
        le=10_000,
        description="Messages that may wait for an answer; more are turned away for the moment.",
    )
    answers_each: int = Field(
        default=3,
        ge=1,
        le=10_000,
        description="Messages of one user that may wait and be answered at the same time, where there are accounts.",
    )
    requests_each: int = Field(
        default=16,
        ge=2,
        le=10_000,
        description="Requests of one user to the API, and to the queue, answered at the same time, where there are accounts.",
    )
    requests_at_once: int = Field(
        default=200,
        ge=10,
        le=10_000,
        description="Requests answered at the same time, whatever they ask; more are turned away for the moment.",
    )
    seconds_to_finish: float = Field(
        default=20.0,
        ge=0.0,
        le=600.0,
        description="Seconds that answers being made may still take when the server is told to end.",
    )
    metrics_token: str | None = Field(
        default=None,
        min_length=16,
        repr=False,
        description="What must be sent to read `/metrics`; unset: only this machine may. Never printed.",
    )


class LogSettings(_Section):
    """What the server writes to standard error. Never what a user typed."""

    format: Literal["plain", "json"] = Field(
        default="plain", description="`plain`: lines for people; `json`: one object a line."
    )
    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least level of a line that is written."
    )
    requests: bool = Field(
        default=False, description="True: a line for each request, with its route, status, milliseconds and id."
    )


class AccountSettings(_Section):
    """Who may sign in, and for how long."""

    enabled: bool = Field(default=False, description="True: everybody signs in; see `regrip users`.")
    idle_minutes: int = Field(
        default=60, ge=1, le=10_080, description="Minutes without a request after which one is signed out."
    )
    session_hours: int = Field(default=12, ge=1, le=720, description="Hours after which one is signed out in any case.")
    tries: int = Field(
        default=5, ge=1, le=100, description="Tries to sign in with a name from one address before a pause."
    )
    tries_minutes: int = Field(
        default=15, ge=1, le=1_440, description="Minutes in which tries are counted, and of the pause."
    )


class RecordSettings(_Section):
    """What is kept of conversations."""

    url: str | None = Field(default=None, description="SQLAlchemy address; unset: SQLite in the home folder.")
    keep: bool = Field(default=True, description="False: nothing of a conversation is written to disk.")
    keep_days: int | None = Field(
        default=None,
        ge=1,
        le=36_500,
        description="Days without a change after which a case, or a conversation of no case, is deleted for good; unset: never.",
    )
    originals: bool = Field(
        default=False,
        description="True: files added to a case are kept as they came too, with the personal data in them.",
    )


class Settings(BaseSettings):
    """Everything that can be set. Environment variables win over `regrip.toml`, which wins over the defaults."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid")

    home: Path = Field(default_factory=default_home, description="Folder for the index, the record and models.")
    embedder: EmbedderSettings = EmbedderSettings()
    index: IndexSettings = IndexSettings()
    limits: LimitSettings = LimitSettings()
    files: FileSettings = FileSettings()
    answer: AnswerSettings = AnswerSettings()
    web: WebSettings = WebSettings()
    log: LogSettings = LogSettings()
    accounts: AccountSettings = AccountSettings()
    oidc: ProviderSettings = ProviderSettings()
    record: RecordSettings = RecordSettings()
    llm: LanguageModelSettings = LanguageModelSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before the values read from `regrip.toml`, which arrive as arguments."""
        return env_settings, _ShortNames(settings_cls), init_settings


class _ShortNames(PydanticBaseSettingsSource):
    """The variables with a short name."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return nothing: the short names stand for settings further down."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return the tree of what the short names set; an empty variable sets nothing."""
        given: dict[str, Any] = {}
        for variable, (section, name) in _SHORT.items():
            if value := os.environ.get(variable):
                given.setdefault(section, {})[name] = value
        return given


def config_path() -> Path:
    """Return where `regrip.toml` is looked for: `REGRIP_CONFIG`, else the current folder."""
    return Path(os.environ.get("REGRIP_CONFIG", "regrip.toml"))


def load_settings() -> Settings:
    """Return the settings in force. Raises SettingsError with the path of what is unknown or out of range."""
    _refuse_unknown_variables()
    try:
        return Settings(**_read_toml())
    except ValidationError as error:
        raise SettingsError(_complaint(error.errors()[0])) from error


def _complaint(first: ErrorDetails) -> str:
    """Return one line that names the setting, where it was set, and what is wrong with it."""
    path = tuple(str(part) for part in first["loc"])
    variable = next((v for v in (_variable(path), *_short(path)) if os.environ.get(v)), None)
    name = ".".join(path) + (f" (variable {variable})" if variable else "")
    said = first["msg"].removeprefix("Value error, ").lower()
    given = first.get("input")
    got = "a value that is not repeated" if _may_be_secret(path, given) else f"got {shown(repr(given))}"
    return f"setting {name}: {said} ({got}); `regrip doctor` lists all settings"


def _may_be_secret(path: tuple[str, ...], given: object) -> bool:
    """Return whether what was given at `path` may hold a key, its name misspelt or not."""
    if path[-1] in _MASKED or isinstance(given, dict):
        return True
    section = _WITH_SECRETS.get(path[0])
    return section is not None and (path[-1] in _SECRETS or path[-1] not in section.model_fields)


def _variable(path: tuple[str, ...]) -> str:
    return PREFIX + "__".join(path).upper()


def _short(path: tuple[str, ...]) -> list[str]:
    return [variable for variable, meant in _SHORT.items() if meant == path]


def _read_toml() -> dict[str, Any]:
    path = config_path()
    if not path.is_file():
        if "REGRIP_CONFIG" in os.environ:
            raise SettingsError(f"REGRIP_CONFIG={path}: no such file; unset it or create the file")
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error


def _refuse_unknown_variables() -> None:
    known = {name.upper() for name in Settings.model_fields}
    for name in os.environ:
        first = name.removeprefix(PREFIX).split("__")[0]
        if name.startswith(PREFIX) and name not in _OUTSIDE and first not in known:
            raise SettingsError(f"environment variable {name}: no such setting; `regrip doctor` lists all settings")


def in_force(settings: Settings) -> list[tuple[str, str, str]]:
    """Return (path, value, where it came from) for every setting; addresses with a password are masked."""
    toml, rows = _read_toml(), list[tuple[str, str, str]]()
    for path, value in _leaves(settings.model_dump()):
        said = "set" if path[-1] in _MASKED and value is not None else shown(str(value))
        rows.append((".".join(path), said, _origin(path, toml)))
    return rows


def _origin(path: tuple[str, ...], toml: dict[str, Any]) -> str:
    """Return `environment`, with the variable's name where it is a short one, `regrip.toml` or `default`."""
    if _variable(path) in os.environ:
        return "environment"
    for variable in _short(path):
        if os.environ.get(variable):
            return f"environment, {variable}"
    return "regrip.toml" if _holds(toml, path) else "default"


def _leaves(tree: dict[str, Any], above: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    return [
        leaf
        for key, value in tree.items()
        for leaf in (_leaves(value, (*above, key)) if isinstance(value, dict) and value else [((*above, key), value)])
    ]


def _holds(tree: dict[str, Any], path: tuple[str, ...]) -> bool:
    here: Any = tree
    for part in path:
        if not isinstance(here, dict) or part not in here:
            return False
        here = here[part]
    return True
