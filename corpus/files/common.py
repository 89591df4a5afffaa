"""What any process that reads what people bring imports, before it can open no file any more."""

import importlib
import pkgutil
import sys
import time

_OF_WINDOWS = ("mbcs", "oem")
_ALWAYS = ("_strptime", "charset_normalizer", "heapq", "stringprep")


def load_common() -> None:
    """Import what any file may need: every encoding, and the reading of dates."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl takes it where it is there: half a second, and threads
    for module in _ALWAYS:
        importlib.import_module(module)
    load_all_of("encodings")
    if sys.platform != "win32":
        time.tzset()


def load_all_of(package: str) -> None:
    """Import every module of a package."""
    for found in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if found.name not in _OF_WINDOWS:
            importlib.import_module(f"{package}.{found.name}")
