"""Where the files of an index stand in the home folder, and how a switch between generations is made safe."""

import json
import os
import shutil
from pathlib import Path

from indexes.errors import IndexDamaged
from indexes.models import IndexedDocument, IndexManifest


class Layout:
    """Paths below the home folder.

    index/manifest.json names the generation in use; index/chroma/ holds one collection per generation;
    index/<generation>/ holds the keyword index and the list of documents.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "index"
        self.chroma = self.folder / "chroma"
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
        return (self.generation(generation) / "documents.json").is_file()

    def stamp(self) -> int:
        """Return a number that changes when the generation in use changes; 0 when there is none."""
        try:
            return self._manifest.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def read_manifest(self) -> IndexManifest | None:
        """Return the manifest in use, None when nothing has been built. Raises IndexDamaged when it is unreadable."""
        try:
            return IndexManifest.model_validate_json(self._manifest.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise IndexDamaged(f"{self._manifest}: not a manifest; run `regrip index build`") from error

    def switch(self, manifest: IndexManifest) -> None:
        """Put `manifest` in use in one step, so that a reader sees the old generation or the new one, never half."""
        aside = self._manifest.with_suffix(".tmp")
        with aside.open("w", encoding="utf-8") as file:
            file.write(manifest.model_dump_json(indent=1))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self._manifest)

    def read_documents(self, generation: str) -> dict[str, IndexedDocument]:
        """Return the documents of a generation by id."""
        rows = json.loads((self.generation(generation) / "documents.json").read_text(encoding="utf-8"))
        return {row["info"]["id"]: IndexedDocument.model_validate(row) for row in rows}

    def write_documents(self, folder: Path, documents: list[IndexedDocument]) -> None:
        """Write the list of documents into a generation's folder."""
        rows = [document.model_dump(mode="json") for document in documents]
        (folder / "documents.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    def drop_generations(self, keep: set[str]) -> set[str]:
        """Delete the folders of all generations but those to keep, and return which went."""
        gone = {p.name for p in self.folder.iterdir() if p.is_dir()} - keep - {self.chroma.name}
        for name in gone:
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return gone

    def disk_bytes(self) -> int:
        """Return the bytes that the index takes on disk."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
