"""Files as they came, outside any served folder: one a case and content, named by its hash, readable by this user alone."""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Set
from pathlib import Path

from assistant.errors import StateError

_STILL_S = 3600.0
"""Seconds after which a file that no document stands for is not one that is just being added."""


class Originals:
    """The files of all cases in a home folder, and the place where uploads lie until they are read."""

    def __init__(self, home: Path) -> None:
        self._kept, self._incoming = home / "originals", home / "incoming"

    @contextlib.contextmanager
    def incoming(self) -> Iterator[Path]:
        """Yield a folder for uploads that is gone when the block ends. Raises StateError when it cannot be made."""
        try:
            self._incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder = Path(tempfile.mkdtemp(dir=self._incoming))
        except OSError as error:
            raise StateError(
                f"{self._incoming}: cannot be written ({error.strerror}); make room or set REGRIP_HOME"
            ) from error
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, case_id: str, sha256: str, path: Path) -> None:
        """Copy a file into the case's folder, whole or not at all. Raises StateError when it cannot be written."""
        target = self.path(case_id, sha256)
        aside = target.with_suffix(f".{os.getpid()}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with (
                path.open("rb") as source,
                os.fdopen(os.open(aside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as copy,
            ):
                shutil.copyfileobj(source, copy)
                copy.flush()
                os.fsync(copy.fileno())
            aside.replace(target)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise StateError(
                f"{target.parent}: cannot be written ({error.strerror}); make room or set record.originals = false"
            ) from error

    def path(self, case_id: str, sha256: str) -> Path:
        """Return where a file lies, if it was kept."""
        return self._kept / case_id / sha256

    def remove(self, case_id: str, sha256: str | None = None) -> None:
        """Delete a file, or all files of a case; nothing happens where there is none."""
        if sha256 is None:
            shutil.rmtree(self._kept / case_id, ignore_errors=True)
        else:
            self.path(case_id, sha256).unlink(missing_ok=True)

    def sweep(self, known: Set[tuple[str, str]]) -> int:
        """Delete what an interrupted upload or deletion left, and return how many files and uploads that were.

        Those are files that no document stands for, and uploads that were not read.
        """
        left = [path for path in self._kept.glob("*/*") if (path.parent.name, path.name) not in known]
        unread = list(self._incoming.glob("*"))
        shutil.rmtree(self._incoming, ignore_errors=True)
        for path in left:
            path.unlink(missing_ok=True)
        for folder in self._kept.glob("*"):
            with contextlib.suppress(OSError):
                folder.rmdir()
        return len(left) + len(unread)

    def forget(self, known: Set[tuple[str, str]]) -> None:
        """Delete the folders of cases of which no document is known: unlike `sweep`, also while files are being added to others."""
        cases = {case_id for case_id, _ in known}
        for folder in self._kept.glob("*"):
            if folder.name not in cases and all(
                time.time() - path.stat().st_mtime > _STILL_S for path in folder.glob("*")
            ):
                shutil.rmtree(folder, ignore_errors=True)
