"""Where the files of an index stand in the home folder, and how a switch between generations is made safe."""

import gc
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import TypeAdapter

from indexes.errors import IndexDamaged, IndexMissing
from indexes.models import IndexedDocument, IndexManifest

_DOCUMENTS = TypeAdapter(tuple[IndexedDocument, ...])


class Layout:
    """Paths below the home folder.

    index/manifest.json names the generation in use; index/chroma/ holds the collections that generations stand in;
    index/pieces/<reader>/ holds what the second stage of a search compares; index/<generation>/ holds its manifest, its
    keyword index, the places of its pieces and, written last, the list of its documents.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "index"
        self.chroma = self.folder / "chroma"
        self.pieces = self.folder / "pieces"
        self.lock = self.folder / "build.lock"
        self._manifest = self.folder / "manifest.json"

    def generation(self, generation: str) -> Path:
        """Return the folder of a generation's keyword index and document list."""
        return self.folder / generation

    def collection(self, generation: str) -> str:
        """Return the name of a generation's Chroma collection."""
        return f"regrip-{generation}"

    def is_complete(self, generation: str) -> bool:
        """Return whether the generation's own files are there."""
        return self._documents(generation).is_file()

    def stamp(self) -> int:
        """Return a number that changes when the generation in use changes; 0 when there is none."""
        try:
            return self._manifest.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def read_manifest(self) -> IndexManifest | None:
        """Return the manifest in use, None when nothing has been built. Raises IndexDamaged when it is unreadable."""
        return _read(self._manifest)

    def read_existing(self) -> IndexManifest:
        """Return the manifest in use. Raises IndexMissing when nothing has been built, IndexDamaged when it is unreadable."""
        manifest = self.read_manifest()
        if manifest is None:
            raise IndexMissing(f"{self.home}: there is no index yet; run `regrip index build`")
        return manifest

    def switch(self, manifest: IndexManifest) -> None:
        """Put `manifest` in use in one step, so that a reader sees the old generation or the new one, never half."""
        _write(self._manifest, manifest.model_dump_json(indent=1))

    def read_documents(self, generation: str) -> dict[str, IndexedDocument]:
        """Return the documents of a generation by id, in order. Raises IndexDamaged when the list is unreadable."""
        path = self._documents(generation)
        try:
            with _without_collection():
                documents = _DOCUMENTS.validate_json(path.read_bytes())
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{path}: not a list of documents; run `regrip index build`") from error
        return {d.info.id: d if d.part else d.model_copy(update={"part": generation}) for d in documents}

    def write_documents(self, manifest: IndexManifest, documents: Sequence[IndexedDocument]) -> None:
        """Write a generation's manifest and the list of its documents, which says that its folder is whole."""
        _write(self.generation(manifest.generation) / "manifest.json", manifest.model_dump_json(indent=1))
        _write(self._documents(manifest.generation), _DOCUMENTS.dump_json(tuple(documents)).decode())

    def collections(self, generation: str) -> set[str]:
        """Return the names of the collections that a generation stands in."""
        manifest = _read(self.generation(generation) / "manifest.json")
        return {self.collection(part.name) for part in manifest.parts} if manifest else {self.collection(generation)}

    def drop_generations(self, keep: set[str]) -> set[str]:
        """Delete the folders of all generations but those to keep, and return the collections that those stood in."""
        gone = {p.name for p in self.folder.iterdir() if p.is_dir()} - keep - {self.chroma.name, self.pieces.name}
        collections = {name for generation in gone for name in self.collections(generation)}
        for name in gone:
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return collections

    def drop_pieces(self, keep: str) -> None:
        """Delete the pieces of all readers but one."""
        for path in self.pieces.iterdir() if self.pieces.is_dir() else ():
            if path.name != keep:
                shutil.rmtree(path, ignore_errors=True)

    def disk_bytes(self) -> int:
        """Return the bytes that the index takes on disk."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def _documents(self, generation: str) -> Path:
        return self.generation(generation) / "documents.json"


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep the garbage collector still: with 100,000 documents it takes more time than reading them, and finds nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(path: Path) -> IndexManifest | None:
    try:
        return IndexManifest.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise IndexDamaged(f"{path}: not a manifest; run `regrip index build`") from error


def _write(path: Path, text: str) -> None:
    """Write a file in one step and make it last."""
    aside = path.with_suffix(f".{os.getpid()}.tmp")
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
