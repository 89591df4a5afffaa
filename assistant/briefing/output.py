"""Files that a briefing goes into: their names, and writing them so that a half-written one is never left behind."""

import re
import unicodedata
from pathlib import Path
from typing import get_args

from assistant.aside import aside, put_in_place
from assistant.briefing.models import Briefing, Format
from assistant.errors import BriefingError

FORMATS: tuple[Format, ...] = get_args(Format)
_LONGEST = 60


def file_name(briefing: Briefing, format: Format) -> str:
    """Return a name that is safe everywhere: ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", briefing.title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")
    return (
        "-".join(part for part in ("regrip", briefing.kind, words, briefing.made_on.isoformat()) if part) + f".{format}"
    )


def format_of(path: Path) -> Format:
    """Return the format that a file's ending names. Raises BriefingError for an ending that is none."""
    for format in FORMATS:
        if path.suffix.lower() == f".{format}":
            return format
    raise BriefingError(
        f"{path.name}: the ending is none of {', '.join(f'.{f}' for f in FORMATS)}; give --out one of them"
    )


def check_output(path: Path, force: bool) -> Format:
    """Return the format to be written. Raises BriefingError for an unknown one, or where something would be overwritten."""
    format = format_of(path)
    check_free(path, force)
    return format


def check_free(path: Path, force: bool) -> None:
    """Raise BriefingError where a file would be overwritten."""
    if path.exists() and not force:
        raise BriefingError(f"{path}: the file is there already; give --force to overwrite it")


def put(content: bytes, path: Path, force: bool) -> None:
    """Write a file aside and move it into place. Raises BriefingError where it cannot be written or is there already."""
    try:
        with aside(path, 0o666) as written:
            written.write_bytes(content)
            check_free(path, force)
            put_in_place(written, path)
    except OSError as error:
        raise BriefingError(f"{path}: it cannot be written ({error.strerror})") from error
