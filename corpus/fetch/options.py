"""How a fetch behaves: the options of `regrip corpus fetch` with their defaults."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.fetch.errors import OptionError

Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]

_SAID_AS = {"hosts": "host", "allow_hosts": "allow-host", "max_bytes": "max-mb"}
"""Options whose name on the command line is not their name here."""


class FetchOptions(BaseModel):
    """The options. `hosts` replaces the manifest's hosts, `allow_hosts` adds to them; a host in either may be private."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hosts: tuple[str, ...] | None = None
    allow_hosts: tuple[str, ...] = ()
    gap: Seconds = 2.0
    """Least seconds between two requests to one host."""
    timeout: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)] = 30.0
    """Most seconds to connect, and most seconds of silence while an answer comes."""
    file_timeout: Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)] = 600.0
    """Most seconds for the body of one answer."""
    retries: int = Field(default=3, ge=0, le=10)
    max_wait: Seconds = 120.0
    """Most seconds to wait because a server asks for it; a longer wish ends the attempts for that original."""
    max_bytes: int = Field(default=50_000_000, ge=1)
    max_redirects: int = Field(default=5, ge=0, le=20)
    dry_run: bool = False
    proxy: str | None = Field(default=None, pattern=r"^https?://[^\s]+$")
    contact: str = Field(default="", max_length=200, pattern=r"^[\x20-\x7e]*$")
    """An address for the User-Agent, so that a site's owner can write to whoever runs the fetch."""


def make_options(**values: Any) -> FetchOptions:
    """Return options from plain values. Raises OptionError, one line, when one cannot be used."""
    try:
        return FetchOptions(**values)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else "option"
        name = _SAID_AS.get(field, field.replace("_", "-"))
        raise OptionError(f"--{name}: {first['msg']}, not {first['input']!r}") from error
