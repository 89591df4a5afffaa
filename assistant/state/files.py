"""The record as a file: copied while it is in use, checked, put back. SQLite only; other databases have tools of their own."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.aside import aside, put_in_place
from assistant.errors import StateError
from assistant.models import Record as Model
from assistant.state.database import HEAD, address_of, shown, sqlite_file

_TABLES = ("conversations", "exchanges", "feedback")
_PAGES, _WAIT = 1_000, 5.0
"""Pages copied at once, so that answers can be kept in between, and seconds to wait for another process."""
_PROBLEMS = 20


class Checked(Model):
    """What is in a record's file. `problems` are in words, empty when it is whole and can be read by this version.

    `schema_version` is that of the file; an older one is brought up to date when the record is next opened.
    """

    file: str
    ok: bool
    problems: list[str]
    schema_version: str | None = None
    conversations: int = 0
    exchanges: int = 0
    feedback: int = 0


def file_of(url: str | None, home: Path) -> Path:
    """Return the file of the record. Raises StateError for another kind of database, with what to use instead."""
    address = address_of(url, home)
    file = sqlite_file(address)
    if file is not None:
        return file
    if address.startswith("postgresql"):
        raise StateError(
            f"{shown(address)}: a PostgreSQL database is backed up with `pg_dump`, put back with `pg_restore` and checked with "
            "`pg_amcheck`; `regrip db` looks after SQLite files"
        )
    raise StateError(f"{shown(address)}: there is no file to look after; use the database's own tools")


def check(file: Path) -> Checked:
    """Return what is in a record's file and what is wrong with it. Raises StateError when it cannot be opened at all."""
    if not file.is_file():
        raise StateError(f"{file}: there is no such file; ask something first, or name a backup")
    try:
        with _opened(file) as connection:
            return _checked(file, connection)
    except sqlite3.Error as error:
        return Checked(file=str(file), ok=False, problems=[f"not to be read as an SQLite database ({error})"])


def backup(record: Path, file: Path, force: bool = False) -> Checked:
    """Copy the record to `file` while it may be in use, and return what the copy holds. Nobody else can read the copy.

    Raises StateError when there is no record, the file is there and `force` is not, it cannot be written, or the copy is not whole.
    """
    if not record.is_file():
        raise StateError(f"{record}: there is no record yet; ask something first")
    _refuse_overwriting(file, force, "the backup")
    return _copied(record, file, "backup")


def restore(file: Path, record: Path, force: bool = False) -> Checked:
    """Put a backup in the place of the record, and return what it holds. It is checked before, and so is the copy made of it.

    Raises StateError when the backup is not whole or of a newer version, a record is there and `force` is not, or it is in use.
    """
    _must_be_whole(check(file))
    if file.resolve() == record.resolve():
        raise StateError(f"{file}: this is the record itself; name a backup")
    _refuse_overwriting(record, force, "the record")
    return _copied(file, record, "record", lambda: _close_down(record))


def _copied(source: Path, target: Path, what: str, before: Callable[[], None] = lambda: None) -> Checked:
    """Copy to a file aside, check it, and switch; what is at `target` stays as it is until then."""
    try:
        with aside(target) as copy:
            with _opened(source) as old, _opened(copy) as new:
                old.backup(new, pages=_PAGES, sleep=0.01)
                new.execute("PRAGMA journal_mode=DELETE")
            checked = check(copy)
            _must_be_whole(checked)
            before()
            for beside in ("-wal", "-shm"):  # the old file's log must never be read into the new one
                target.with_name(target.name + beside).unlink(missing_ok=True)
            put_in_place(copy, target)
    except OSError as error:
        raise StateError(f"{target}: the {what} cannot be written ({error.strerror})") from error
    except sqlite3.Error as error:
        raise StateError(f"{source}: cannot be copied ({error}); see `regrip db check`") from error
    return checked.model_copy(update={"file": str(target)})


def _close_down(record: Path) -> None:
    """Take the record out of use. Raises StateError when another process has it open; a damaged one is in nobody's use."""
    if not record.exists():
        return
    try:
        with _opened(record) as connection:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError:
        mode = "locked"
    except sqlite3.DatabaseError:
        return
    if mode != "delete":
        raise StateError(f"{record}: the record is in use; stop Regrip (`regrip serve` too), then restore again")


def _checked(file: Path, connection: sqlite3.Connection) -> Checked:
    problems = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_PROBLEMS})")]
    problems = [] if problems == ["ok"] else problems
    lost = sum(1 for _ in connection.execute("PRAGMA foreign_key_check"))
    problems += [f"{lost} rows belong to a conversation or exchange that is not there"] * bool(lost)
    tables = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
    version = _schema(connection) if "alembic_version" in tables else None
    if version is None:
        problems.append("not a record of Regrip: it has no schema version")
    elif version > HEAD:
        problems.append(f"schema {version} is newer than this version of Regrip reads ({HEAD}); install the newer one")
    counts = {
        name: connection.execute(f"select count(*) from {name}").fetchone()[0] for name in _TABLES if name in tables
    }
    return Checked(file=str(file), ok=not problems, problems=problems, schema_version=version, **counts)


def _schema(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("select version_num from alembic_version").fetchone()
    return str(row[0]) if row else None


def _must_be_whole(checked: Checked) -> None:
    if not checked.ok:
        raise StateError(f"{checked.file}: {'; '.join(checked.problems)}; name another backup")


def _refuse_overwriting(file: Path, force: bool, what: str) -> None:
    if file.exists() and not force:
        raise StateError(f"{file}: {what} is there already; give --force to overwrite it")


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for writing where that is allowed, even to read: only then is the log beside it cleaned up in the end."""
    mode = "rw" if os.access(file, os.W_OK) else "ro"
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode={mode}", uri=True, timeout=_WAIT)
    try:
        yield connection
        connection.commit()
    finally:
        connection.close()
