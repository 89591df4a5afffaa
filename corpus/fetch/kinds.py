"""Kinds of file that are fetched: told from the server's word, and checked against the first bytes."""

from pathlib import Path
from typing import Literal, get_args

from corpus.fetch.addresses import Target
from corpus.fetch.errors import BadAnswer

Kind = Literal["pdf", "html", "docx", "odt", "xlsx", "csv", "text"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ENDINGS: dict[Kind, str] = {kind: "txt" if kind == "text" else kind for kind in KINDS}

_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES: dict[str, Kind] = {
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "text/html": "html",
    "application/xhtml+xml": "html",
    f"{_OFFICE}wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
    "application/csv": "csv",
    "text/plain": "text",
}
_SAYS_NOTHING = {
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "application/download",
    "application/x-download",
}
_ZIPPED = {"docx", "odt", "xlsx"}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(content_type: str, target: Target) -> Kind:
    """Return the kind that the server's content type names; the address's ending decides where it names none.

    Raises BadAnswer for a kind that is not fetched.
    """
    name = content_type.partition(";")[0].strip().lower()
    ending = target.path.partition("?")[0].rpartition(".")[2].lower()
    if name in _SAYS_NOTHING:
        kind = next((k for k in KINDS if ENDINGS[k] == ending), None)
    else:
        kind = "csv" if name == "text/plain" and ending == "csv" else _TYPES.get(name)
    if kind is None:
        said = f"content type {name[:80]!r}" if name else "no content type"
        raise BadAnswer(f"{said}; only {', '.join(KINDS)} are fetched")
    return kind


def check_bytes(path: Path, kind: Kind) -> None:
    """Raise BadAnswer when the file at `path` cannot be of the kind that the server named."""
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise BadAnswer("the server sent an empty file")
    if kind == "pdf":
        right = b"%PDF-" in head
    elif kind in _ZIPPED:
        right = head.startswith(b"PK\x03\x04")
    else:
        right = head.startswith(_UTF16) or b"\x00" not in head
    if not right:
        raise BadAnswer(f"the server says {kind}, but the content is something else")
