"""Where the index lives and what it is made with."""

import os
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_serializer, field_validator

from indexes.chroma_address import read_address, shown
from indexes.errors import IndexingError

Mode = Literal["hybrid", "dense", "keyword"]


def read_mode(name: str) -> Mode:
    """Return `name` as a mode of search. Raises IndexingError with the modes there are."""
    for mode in get_args(Mode):
        if name == mode:
            return mode  # type: ignore[no-any-return]
    raise IndexingError(f"mode {name!r}: no such mode of search; use {', '.join(get_args(Mode))}")


PACKAGED_MODEL = "all-MiniLM-L6-v2"


class EmbedderSettings(BaseModel):
    """Which embedder turns text into vectors.

    `model` is the packaged model's name, or a folder (or name known to sentence-transformers) of another one.
    """

    model_config = ConfigDict(extra="forbid")

    model: str = PACKAGED_MODEL
    threads: int = Field(default=0, ge=0, le=64, description="Threads for ONNX Runtime; 0 takes every core.")
    batch_size: int = Field(default=16, ge=1, le=256)


class IndexSettings(BaseModel):
    """How search runs."""

    model_config = ConfigDict(extra="forbid")

    chroma_url: str | None = Field(
        default=None, description="Address of a Chroma server; unset: embedded in the home folder."
    )
    dense_weight: float = Field(default=0.4, ge=0.0, le=1.0, description="Share of the dense score in the fused score.")
    piece_weight: float = Field(
        default=0.6,
        ge=0.0,
        le=1.0,
        description="Share of the nearness of word pieces in the score that orders results.",
    )
    candidates: int = Field(default=100, ge=10, le=1000, description="How deep each half is searched before fusion.")

    @field_validator("chroma_url")
    @classmethod
    def _is_address(cls, url: str | None) -> str | None:
        """Refuse what is no http or https address; an empty one means the embedded store."""
        if url:
            read_address(url)
        return url or None

    @field_serializer("chroma_url")
    def _without_password(self, url: str | None) -> str | None:
        """Keep the password out of every dump, and so out of the records of evaluation runs."""
        return shown(url) if url else url


def default_home() -> Path:
    """Return the folder for everything Regrip keeps.

    `REGRIP_HOME` decides; otherwise `indexes/store` in a source checkout and the platform's user data folder elsewhere.
    """
    if named := os.environ.get("REGRIP_HOME"):
        return Path(named).expanduser()
    root = Path(__file__).resolve().parent.parent
    if (root / "pyproject.toml").is_file():
        return root / "indexes" / "store"
    from platformdirs import user_data_path

    return user_data_path("regrip", appauthor=False)
