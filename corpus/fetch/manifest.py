"""What to fetch: a list of originals from the corpus's register or from a user's file."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from corpus.fetch.errors import ManifestError
from corpus.loaders import PACKAGE
from corpus.yaml import read_yaml

_LARGEST_BYTES = 10_000_000

Checksum = Annotated[
    str,
    BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value),
    StringConstraints(pattern=r"^[0-9a-f]{64}$"),
]


class Entry(BaseModel):
    """One original. Keys that are not listed here are ignored, so that the register itself is a manifest too."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)

    id: str = Field(min_length=1, max_length=200)
    url: str = Field(min_length=1, max_length=4000)
    title: str = ""
    licence: str = Field(min_length=1)
    sha256: Checksum | None = None


Manifest = tuple[Entry, ...]
"""Originals in the order they are reported; no two have the same id."""


def register_manifest() -> Manifest:
    """Return the public originals of the register that comes with Regrip, those that have an address."""
    path = PACKAGE / "register.yaml"
    sources = read_yaml(path.read_text(encoding="utf-8"))["sources"]
    return _entries(path.name, [source for source in sources if source.get("url")])


def load_manifest(path: Path) -> Manifest:
    """Return the originals listed in a YAML or JSON file: a list, or a list under `originals` or `sources`.

    Raises ManifestError when the file cannot be read or an entry is wrong.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ManifestError(f"{path}: larger than {_LARGEST_BYTES // 1_000_000} MB; this is not a manifest")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ManifestError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ManifestError(f"{path}: not UTF-8 text") from error
    return _entries(path.name, _listed(path.name, _parse(path, text)))


def select_entries(manifest: Manifest, ids: Sequence[str] = (), licence: str = "") -> Manifest:
    """Return the entries with these ids (all when none is given) whose licence contains `licence`, whatever its case.

    Raises ManifestError for an id that the manifest lacks.
    """
    known = {entry.id for entry in manifest}
    unknown = next((name for name in ids if name not in known), None)
    if unknown is not None:
        raise ManifestError(f"{unknown!r} is not in the manifest; `regrip corpus list` shows the ids of the register")
    return tuple(e for e in manifest if (not ids or e.id in ids) and licence.casefold() in e.licence.casefold())


def _parse(path: Path, text: str) -> Any:
    try:
        return json.loads(text) if path.suffix.lower() == ".json" else read_yaml(text)
    except json.JSONDecodeError as error:
        raise ManifestError(f"{path.name}:{error.lineno}: not valid JSON") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ManifestError(f"{path.name}:{mark.line + 1 if mark else 1}: not valid YAML") from error
    except (RecursionError, ValueError) as error:
        raise ManifestError(f"{path.name}: cannot be read as a manifest ({type(error).__name__})") from error


def _listed(name: str, data: Any) -> list[Any]:
    if isinstance(data, dict):
        data = next((data[key] for key in ("originals", "sources") if key in data), None)
    if not isinstance(data, list) or not data:
        raise ManifestError(f"{name}: a list of originals is missing; each has id, url and licence")
    return data


def _entries(name: str, rows: Iterable[Any]) -> Manifest:
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows, start=1):
        try:
            entry = Entry.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"]) or "entry"
            raise ManifestError(f"{name}: entry {number}: {key}: {first['msg']}") from error
        if entry.id in entries:
            raise ManifestError(f"{name}: entry {number}: the id {entry.id!r} is there twice")
        entries[entry.id] = entry
    return tuple(entries.values())
