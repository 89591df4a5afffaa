"""The folder of originals: finished files under their names, and in `.fetch` what is known of them and what is half done."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel

from corpus.fetch.errors import BadAnswer, FolderError
from corpus.fetch.kinds import ENDINGS, Kind
from corpus.fetch.notes import Held, Part, read_note
from corpus.fetch.report import FetchReport


class Store:
    """Reads and writes the folder. Every file appears under its name whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._hidden = folder, folder / ".fetch"

    @contextmanager
    def open(self) -> Iterator[None]:
        """Make the folder and hold it for one fetch. Raises FolderError when it cannot be written or is in use."""
        lock = FileLock(self._hidden / "lock", timeout=0)
        try:
            self._hidden.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise FolderError(f"{self._folder}: another fetch is using this folder; wait until it has ended") from error
        except OSError as error:
            raise FolderError(f"{self._folder}: cannot be written ({error.strerror}); give another folder") from error
        try:
            yield
        finally:
            lock.release()

    def file_name(self, stem: str, kind: Kind) -> str:
        """Return the name of a finished file in the folder."""
        return f"{stem}.{ENDINGS[kind]}"

    def held(self, stem: str) -> Held | None:
        """Return what is known of a finished file, or None when it is missing or no longer what was fetched."""
        held = read_note(self._hidden / f"{stem}.json", Held)
        if held is None:
            return None
        path = self._folder / self.file_name(stem, held.kind)
        try:
            return held if path.stat().st_size == held.bytes and sha256_of(path) == held.sha256 else None
        except OSError:
            return None

    def part_path(self, stem: str) -> Path:
        """Return where a download grows."""
        return self._hidden / f"{stem}.part"

    def part(self, stem: str, url: str) -> tuple[Part, int] | None:
        """Return what is known of a half-done download of `url` and how many bytes it has; None when there is none."""
        part, path = read_note(self._hidden / f"{stem}.part.json", Part), self.part_path(stem)
        if part is None or part.url != url or not path.is_file() or not path.stat().st_size:
            return None
        return part, path.stat().st_size

    def begin_part(self, stem: str, part: Part | None) -> None:
        """Start a download from nothing; with `part` it can be resumed."""
        self.drop_part(stem)
        if part is not None:
            self._write(self._hidden / f"{stem}.part.json", part)

    def drop_part(self, stem: str, only_useless: bool = False) -> None:
        """Forget a half-done download; with `only_useless` only one that cannot be resumed."""
        note = self._hidden / f"{stem}.part.json"
        if not (only_useless and note.is_file()):
            note.unlink(missing_ok=True)
            self.part_path(stem).unlink(missing_ok=True)

    def keep(self, stem: str, held: Held) -> None:
        """Put the finished download under its name, in place of an earlier copy of it.

        Raises BadAnswer when a file that Regrip did not fetch has that name. The note goes first: a kill between the two leaves
        a note that does not match, and the next fetch sees that.
        """
        note, path = self._hidden / f"{stem}.json", self._folder / self.file_name(stem, held.kind)
        before = read_note(note, Held)
        if path.exists() and (before is None or before.kind != held.kind) and not _is(path, held.sha256):
            raise BadAnswer(f"{path.name} is there and was not fetched by Regrip; move it away")
        self._write(note, held)
        self.part_path(stem).replace(path)
        self.drop_part(stem)
        if before is not None and before.kind != held.kind:
            (self._folder / self.file_name(stem, before.kind)).unlink(missing_ok=True)

    def update(self, stem: str, held: Held) -> None:
        """Note what is now known of a finished file that has not changed, and forget a half-done one."""
        self._write(self._hidden / f"{stem}.json", held)
        self.drop_part(stem)

    def write_report(self, report: FetchReport) -> None:
        """Write `report.json`. Raises FolderError when that fails."""
        try:
            self._write(self._folder / "report.json", report)
        except OSError as error:
            raise FolderError(f"{self._folder}: report.json cannot be written ({error.strerror})") from error

    def _write(self, path: Path, model: BaseModel) -> None:
        aside = self._hidden / f"{path.name}.new"
        aside.write_text(model.model_dump_json(indent=1) + "\n", encoding="utf-8")
        aside.replace(path)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and sha256_of(path) == sha256
