"""Everything that reading a kind of file imports, before the process that reads it can open no file any more."""

import importlib
import pkgutil
import sys
import time

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
_OF_WINDOWS = ("mbcs", "oem")
_ALWAYS = ("_strptime", "charset_normalizer", "heapq", "stringprep")


def load_common() -> None:
    """Import what any file may need: every encoding, and the reading of dates."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl takes it where it is there: half a second, and threads
    for module in _ALWAYS:
        importlib.import_module(module)
    _load_all_of("encodings")
    if sys.platform != "win32":
        time.tzset()


def load_kind(kind: Kind) -> None:
    """Import the reader of a kind, with its libraries."""
    reader_of(kind)
    if kind == "eml":
        _load_all_of("email")
    for module in _LIBRARIES.get(kind, ()):
        importlib.import_module(module)


def _load_all_of(package: str) -> None:
    for found in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if found.name not in _OF_WINDOWS:
            importlib.import_module(f"{package}.{found.name}")
