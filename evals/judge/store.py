"""The ratings of one judge in a run's folder: `ratings/<judge>.jsonl`, a line each, on disk before anything else happens."""

import os
import re
import unicodedata
from pathlib import Path

from filelock import FileLock
from pydantic import ValidationError

from evals.errors import EvaluationError
from evals.judge.models import Rating
from evals.runs import RunFolder

FOLDER = "ratings"
_LONGEST_NAME = 60


class Ratings:
    """Reads and adds to one judge's ratings. A line that a crash cut short was never confirmed: it is not read, and cut off."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def latest(self) -> dict[str, Rating]:
        """Return the last rating of each result. Raises EvaluationError that names a line which is no rating."""
        return {rating.id: rating for rating in self._read()}

    def add(self, rating: Rating) -> None:
        """Append a rating and return when it is on disk."""
        line = (rating.model_dump_json() + "\n").encode()
        new = not self.path.exists()
        self.path.parent.mkdir(exist_ok=True)
        with FileLock(self.path.with_suffix(".lock")):
            with self.path.open("ab") as file:
                file.truncate(len(self._whole()))
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            if new:
                _sync_folder(self.path.parent)

    def _whole(self) -> bytes:
        data = self.path.read_bytes() if self.path.exists() else b""
        return data[: data.rfind(b"\n") + 1]

    def _read(self) -> list[Rating]:
        lines = self._whole().splitlines()
        return [self._parsed(number, line) for number, line in enumerate(lines, start=1) if line.strip()]

    def _parsed(self, number: int, line: bytes) -> Rating:
        try:
            return Rating.model_validate_json(line)
        except ValidationError as error:
            raise EvaluationError(f"{self.path}:{number}: not a rating ({error.errors()[0]['msg']})") from error


def ratings_by(judge: str, run: RunFolder) -> Ratings:
    """Return the ratings of that judge. Raises EvaluationError when the file is another judge's or the name has no letter."""
    name = file_name(judge)
    found = Ratings(run.path / FOLDER / f"{name}.jsonl")
    others = {r.judge for r in found.latest().values()} - {clean_name(judge)}
    if others:
        raise EvaluationError(
            f"--judge: the ratings in {found.path} are by {', '.join(sorted(others))!r}; call yourself that, or something else"
        )
    return found


def all_ratings(run: RunFolder) -> dict[str, dict[str, Rating]]:
    """Return the last rating of each result by each judge of a run, by judge, then result."""
    files = sorted((run.path / FOLDER).glob("*.jsonl"))
    found: dict[str, dict[str, Rating]] = {}
    for path in files:
        for rating in Ratings(path).latest().values():
            found.setdefault(rating.judge, {})[rating.id] = rating
    return found


def clean_name(judge: str) -> str:
    """Return the name as ratings carry it: one spelling of accents and spaces, small letters."""
    return " ".join(unicodedata.normalize("NFC", judge).split()).casefold()


def file_name(judge: str) -> str:
    """Return the name as part of a file's name: letters, digits and hyphens. Raises EvaluationError when nothing is left."""
    name = re.sub(r"[\W_]+", "-", clean_name(judge)).strip("-")
    if not name or len(name) > _LONGEST_NAME:
        raise EvaluationError(f"--judge {judge!r}: give a name of 1 to {_LONGEST_NAME} letters or digits")
    return name


def _sync_folder(folder: Path) -> None:
    """Make a new file's name survive a power cut, where the system lets folders be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
