"""The model files that Regrip runs on, with their hashes."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from indexes.onnx_model import PACKAGE, packaged_weights

FOLDERS = ("assistant.artefacts", "indexes.artefacts")


@dataclass(frozen=True)
class ModelFile:
    """A file of weights: where it stands in the package, and its SHA-256."""

    name: str
    sha256: str
    made_by: str


def model_files() -> list[ModelFile]:
    """Return every model file. Raises EmbedderError when the packaged weights are not the expected ones."""
    packaged = packaged_weights() / "model.safetensors"
    own = [
        ModelFile(f"{package.replace('.', '/')}/{path.name}", _sha256(path), "Regrip, from data in the repository")
        for package in FOLDERS
        for path in sorted(_paths(package))
    ]
    return [ModelFile(f"{PACKAGE}/model/{packaged.name}", _sha256(packaged), "all-MiniLM-L6-v2, in the package"), *own]


def _paths(package: str) -> list[Path]:
    parent, _, name = package.rpartition(".")
    folder = Path(str(files(parent))) / name
    return [path for path in folder.iterdir() if path.suffix in (".safetensors", ".json", ".onnx")]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
