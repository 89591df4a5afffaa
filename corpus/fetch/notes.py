"""What the folder remembers of its files between two fetches."""

from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.fetch.kinds import Kind

_Model = TypeVar("_Model", bound=BaseModel)


class Held(BaseModel):
    """What is known of a finished file: enough to ask the server whether it has changed."""

    model_config = ConfigDict(frozen=True)

    url: str
    final_url: str
    kind: Kind
    content_type: str
    etag: str | None
    last_modified: str | None
    sha256: str
    bytes: int
    fetched_at: datetime

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the file only if it has changed; none when the server gave nothing to go by."""
        tags = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in tags.items() if value}


class Part(BaseModel):
    """What is known of a half-done download. `validator` tells the server which version the bytes belong to."""

    model_config = ConfigDict(frozen=True)

    url: str
    validator: str
    content_type: str


def usable(header: str | None) -> str | None:
    """Return a validator that can be sent back as it came, or None: some servers send bytes that no request may carry."""
    return header if header and header.isascii() and header.isprintable() and len(header) <= 1000 else None


def strong_validator(etag: str | None, last_modified: str | None) -> str | None:
    """Return what can vouch for a resumed download: a strong ETag, else the date; a weak ETag promises too little."""
    etag = usable(etag)
    return etag if etag and etag.startswith('"') else usable(last_modified)


def read_note(path: Path, model: type[_Model]) -> _Model | None:
    """Return the note in `path`, or None when it is missing or damaged."""
    try:
        return model.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
