"""Everything that reading a kind of file imports, before the process that reads it can open no file any more."""

import importlib

from corpus.files.common import load_all_of
from corpus.files.models import Kind
from corpus.files.reading import reader_of

_LXML = ("lxml.etree",)
_LIBRARIES: dict[Kind, tuple[str, ...]] = {
    "pdf": ("pypdfium2", "pypdfium2.raw"),
    "docx": _LXML,
    "odt": _LXML,
    "html": _LXML,
    "eml": _LXML,
    "xlsx": ("openpyxl", "openpyxl.chartsheet", "openpyxl.worksheet._read_only"),
}


def load_kind(kind: Kind) -> None:
    """Import the reader of a kind, with its libraries."""
    reader_of(kind)
    if kind == "eml":
        load_all_of("email")
    for module in _LIBRARIES.get(kind, ()):
        importlib.import_module(module)
