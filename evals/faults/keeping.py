"""Rounds of the record's file and of exports: migrations, backups, putting back and papers that are killed half way."""

import random
import shutil
from pathlib import Path

from assistant.state.database import HEAD
from assistant.state.files import check
from assistant.state.store import Record
from evals.faults.killing import Killer
from evals.faults.old_records import counted, make_record, revisions

_ROWS = 400


class MigrationRounds:
    """A record of each earlier version, brought up to date and killed while it is."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._chance = folder, random.Random(f"{seed}-migration")
        self.killer = Killer(f"{seed}-migration")
        self._earlier = revisions()[:-1]
        for revision in self._earlier:
            (folder / revision).mkdir(parents=True)
            make_record(folder / revision / "record.sqlite", revision, _ROWS)
        self.killer.whole("migrate", self._copy(self._earlier[0]))

    def round(self, _: int) -> list[str]:
        """Kill a migration, open the record again, and return what is wrong."""
        revision = self._chance.choice(self._earlier)
        home = self._copy(revision)
        before = counted(home / "record.sqlite")
        self.killer.kill("migrate", home)
        Record.in_home(home).close()
        checked, after = check(home / "record.sqlite"), counted(home / "record.sqlite")
        wrong = list(checked.problems)
        if checked.schema_version != HEAD:
            wrong.append(f"from {revision}: the record is of version {checked.schema_version} after it was opened")
        return wrong + [
            f"from {revision}: {n - after[t]} rows of {t} are lost" for t, n in before.items() if after[t] != n
        ]

    def _copy(self, revision: str) -> Path:
        home = self._folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        return Path(shutil.copytree(self._folder / revision, home))


class BackupRounds:
    """A record that is copied and put back, and killed while it is: what is at either place stays whole, the old or the new."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._home, self._copy = folder / "home", folder / "copies" / "copy.sqlite"
        self._chance, self.killer = random.Random(f"{seed}-backup"), Killer(f"{seed}-backup")
        self._record = self._home / "record.sqlite"
        self._other = folder / "other.sqlite"
        self._home.mkdir(parents=True)
        make_record(self._record, HEAD, _ROWS)
        make_record(self._other, HEAD, _ROWS // 2)
        self.killer.whole("backup", self._home, self._copy)
        self.killer.whole("restore", self._home, self._copy)

    def round(self, _: int) -> list[str]:
        """Kill a backup or a restore and return what is wrong at either place."""
        kind = self._chance.choice(("backup", "restore"))
        other = self._copy if kind == "backup" else self._chance.choice((self._copy, self._other))
        self.killer.kill(kind, self._home, other)
        wrong = [f"{kind}: {p}" for file in (self._record, self._copy) for p in check(file).problems]
        for file in (self._record, self._copy):
            if check(file).exchanges not in (_ROWS, _ROWS // 2):
                wrong.append(
                    f"{kind}: {file.name} has {check(file).exchanges} exchanges, which is neither the old nor the new"
                )
        self.killer.whole(kind, self._home, other)
        return wrong + _left(self._copy.parent, {self._copy.name}) + _left(self._home, {"record.sqlite"})


class ExportRounds:
    """A paper that is written over an earlier one, and killed while it is: it is the old one or the new one."""

    def __init__(self, folder: Path, seed: int) -> None:
        folder.mkdir(parents=True)
        self._paper, self.killer = folder / "briefing.pdf", Killer(f"{seed}-export")
        self._one = random.Random(seed).randbytes(4_000_000)
        self._paper.write_bytes(self._one)
        self.killer.whole("export", folder, self._paper)

    def round(self, _: int) -> list[str]:
        """Kill the writing and return what is wrong with the paper."""
        self.killer.kill("export", self._paper.parent, self._paper)
        wrong = (
            []
            if self._paper.read_bytes() in (self._one, self._one[::-1])
            else ["the paper is neither the old nor the new"]
        )
        self.killer.whole("export", self._paper.parent, self._paper)
        return wrong + _left(self._paper.parent, {self._paper.name})


def _left(folder: Path, known: set[str]) -> list[str]:
    """Return what an interrupted piece of work left, once the same work was done again whole."""
    left = sorted(path.name for path in folder.iterdir() if path.name not in known)
    return [f"left behind: {', '.join(left)}"] if left else []
