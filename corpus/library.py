"""The user's own files: their text and where it came from, kept in the home folder until they are removed.

Each file is one JSON record named by the hash of its bytes and its case, so the same content is kept once a case, whatever
its name, and an interrupted run goes on where it stopped.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from corpus.alike import Runs, alike, runs_of
from corpus.errors import CorpusError, RegripError
from corpus.files import FileSettings, read_file, to_document
from corpus.hygiene import clean
from corpus.instructions import WARNING, has_instructions
from corpus.models import Document
from corpus.private import private_file, private_folder

Outcome = Literal["added", "known", "replaced", "refused"]


class LibraryRecord(BaseModel):
    """One file as it is kept."""

    model_config = ConfigDict(frozen=True)

    path: str
    sha256: str
    case: str | None
    warnings: tuple[str, ...]
    document: Document


class AddResult(BaseModel):
    """What came of one file. `near` is the id of a document that says nearly the same."""

    path: str
    outcome: Outcome
    document_id: str | None = None
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    near: str | None = None


class Library:
    """The files of a home folder. `files` says how files are read; without it, as by default."""

    def __init__(self, home: Path, files: FileSettings | None = None) -> None:
        self.folder, self._files = home / "library", files or FileSettings()

    def stamp(self) -> int:
        """Return a number that changes when a file is added, replaced or removed; 0 while there are none."""
        try:
            return self.folder.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def records(self) -> list[LibraryRecord]:
        """Return every record, ordered by path and case. Raises CorpusError when one cannot be read."""
        found = []
        for path in sorted(self.folder.glob("*.json")):
            try:
                found.append(LibraryRecord.model_validate_json(path.read_bytes()))
            except ValueError as error:
                raise CorpusError(f"{path}: not a record of a file; delete it and add the file again") from error
        return sorted(found, key=lambda record: (record.path, record.case or ""))

    def documents(self) -> list[Document]:
        """Return the documents of all files."""
        return [record.document for record in self.records()]

    def add(
        self,
        paths: Sequence[Path],
        case: str | None = None,
        tell: Callable[[AddResult, int, int], None] = lambda *_: None,
    ) -> list[AddResult]:
        """Read files, and folders with all that is in them, and keep their text; `tell` hears of each as it is done.

        One bad file is refused with its reason and never stops the rest. A file that changed replaces its earlier text.
        Raises CorpusError when a path does not exist.
        """
        files = list(dict.fromkeys(file for path in paths for file in _walk(path)))
        held = self.records()
        runs = {record.document.info.id: _runs(record.document) for record in held if record.case == case}
        results = []
        for number, file in enumerate(files, start=1):
            result = self._add_one(file, case, held, runs)
            results.append(result)
            tell(result, number, len(files))
        return results

    def remove(self, names: Sequence[str]) -> list[LibraryRecord]:
        """Delete files by document id or by path, and return what went. Raises CorpusError for a name that is unknown."""
        gone = []
        for name in names:
            full = str(Path(name).absolute())
            found = [r for r in self.records() if name in (r.document.info.id, r.path) or r.path == full]
            if not found:
                raise CorpusError(f"{name}: no such file in the library; `regrip index status` lists them")
            gone += found
        for record in gone:
            self._file(record.sha256, record.case).unlink(missing_ok=True)
        return gone

    def missing(self, paths: Sequence[Path], case: str | None = None) -> list[LibraryRecord]:
        """Return records of files below `paths` that are no longer on disk."""
        roots = [path.absolute() for path in paths]
        return [
            r
            for r in self.records()
            if r.case == case and not Path(r.path).exists() and any(Path(r.path).is_relative_to(root) for root in roots)
        ]

    def _add_one(self, path: Path, case: str | None, held: list[LibraryRecord], runs: dict[str, Runs]) -> AddResult:
        name = str(path.absolute())
        try:
            file = read_file(path, self._files)
        except RegripError as error:
            return AddResult(path=name, outcome="refused", reason=str(error))
        same = next((r for r in held if r.sha256 == file.sha256 and r.case == case), None)
        if same:
            return AddResult(
                path=name, outcome="known", document_id=same.document.info.id, reason=_known_as(same, name)
            )
        document, covered = _covered(_in_case(to_document(file), case))
        warnings = (*file.warnings, *covered)
        record = LibraryRecord(path=name, sha256=file.sha256, case=case, warnings=warnings, document=document)
        mine = _runs(document)
        near = next((i for i, other in runs.items() if alike(mine, other)), None)
        outdated = [r for r in held if r.path == name and r.case == case]
        self._write(record)
        for old in outdated:
            self._file(old.sha256, old.case).unlink(missing_ok=True)
            held.remove(old)
            runs.pop(old.document.info.id, None)
        held.append(record)
        runs[document.info.id] = mine
        return AddResult(
            path=name,
            outcome="replaced" if outdated else "added",
            document_id=document.info.id,
            warnings=warnings,
            near=None if outdated and near == outdated[0].document.info.id else near,
        )

    def _write(self, record: LibraryRecord) -> None:
        private_folder(self.folder)
        target = self._file(record.sha256, record.case)
        aside = target.with_suffix(".tmp")
        private_file(aside)
        aside.write_text(record.model_dump_json(), encoding="utf-8")
        aside.replace(target)

    def _file(self, sha256: str, case: str | None) -> Path:
        suffix = "" if case is None else "-" + hashlib.sha256(case.encode()).hexdigest()[:8]
        return self.folder / f"{sha256[:24]}{suffix}.json"


def _walk(path: Path) -> Iterator[Path]:
    """Yield the files of a folder that could be read, in order, without hidden ones; a named file as it is."""
    if not path.exists():
        raise CorpusError(f"{path}: no such file or folder")
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(folder) / name


def _in_case(document: Document, case: str | None) -> Document:
    if case is None:
        return document
    mark = hashlib.sha256(case.encode()).hexdigest()[:6]
    info = document.info.model_copy(update={"case": case, "id": f"{document.info.id[:70]}-{mark}"})
    return document.model_copy(update={"info": info})


def _covered(document: Document) -> tuple[Document, tuple[str, ...]]:
    """Return the document without hidden characters and with personal data covered, and what was done, each once."""
    cleaned = [clean(section.text) for section in document.sections]
    sections = tuple(s.model_copy(update={"text": c.text}) for s, c in zip(document.sections, cleaned, strict=True))
    warnings = dict.fromkeys(warning for c in cleaned for warning in c.warnings)
    if has_instructions(" ".join(section.text for section in document.sections)):
        warnings[f"{WARNING[0].upper()}{WARNING[1:]}"] = None
    return document.model_copy(update={"sections": sections}), tuple(warnings)


def _known_as(record: LibraryRecord, name: str) -> str | None:
    return None if record.path == name else f"the same content as {record.path}"


def _runs(document: Document) -> Runs:
    return runs_of(" ".join(section.text for section in document.sections))
