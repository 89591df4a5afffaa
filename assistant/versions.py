"""What an answer depends on beside the question and the index: the program's own code, and the libraries that compute."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("assistant", "corpus", "indexes")
_APART = {"training", "web", "rendering", "replay", "state", "store", "__pycache__"}
"""Folders without a part in what an answer says."""
_KINDS = {".py", ".json", ".safetensors"}
_WITH_VERSIONS = {"stages.safetensors", "stage_reader.safetensors", "messages.safetensors"}
"""Weights that have a version of their own among those of an answer."""
_LIBRARIES = ("numpy", "onnxruntime", "tokenizers", "chromadb", "bm25s", "PyStemmer")


def regrip_version() -> str:
    """Return the installed version, `source` when Regrip runs without being installed."""
    return _installed("regrip") or "source"


@cache
def code_version() -> str:
    """Return a hash over the code, word lists and small models that make an answer. 12 hexadecimal digits."""
    root, digest = Path(__file__).parent.parent, hashlib.sha256()
    for package in _PACKAGES:
        for path in _files(root / package):
            digest.update(str(path.relative_to(root).as_posix()).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def library_versions() -> dict[str, str]:
    """Return the versions of the libraries that embed, search and compute, by name; those not installed are left out."""
    found = {name: _installed(name) for name in _LIBRARIES}
    return {name: held for name, held in found.items() if held}


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in _APART:
                yield from _files(path)
        elif path.suffix in _KINDS and path.name not in _WITH_VERSIONS:
            yield path


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
