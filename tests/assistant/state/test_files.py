"""The record's file: copied while in use, checked, and put back only when that is safe."""

import sqlite3
import stat
from pathlib import Path
from threading import Event, Thread

import pytest

from assistant.errors import StateError
from assistant.state import files
from assistant.state.feedback import give_feedback
from assistant.state.files import backup, check, file_of, restore
from assistant.state.store import Record
from tests.assistant.state.made import kept


def home_with(folder: Path, exchanges: int) -> Path:
    """Make a record in a folder and return its file."""
    record = Record.in_home(folder)
    for number in range(exchanges):
        give_feedback(record, kept(record, f"message {number}", conversation=f"c{number}"), "helpful")
    record.close()
    return folder / "record.sqlite"


def damage(file: Path) -> None:
    """Write over the middle of a file's pages, past its header."""
    data = bytearray(file.read_bytes())
    data[4096 : len(data)] = b"\xa5" * (len(data) - 4096)
    file.write_bytes(bytes(data))


def test_a_backup_is_one_whole_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "monday.sqlite"
    checked = backup(home_with(tmp_path / "home", 3), file)
    assert (checked.ok, checked.conversations, checked.exchanges, checked.feedback) == (True, 3, 3, 3)
    assert checked.file == str(file)
    assert [path.name for path in file.parent.iterdir()] == ["monday.sqlite"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert check(file) == checked


def test_a_backup_of_a_record_in_use_holds_all_that_was_acknowledged_before(tmp_path: Path) -> None:
    record, end = Record.in_home(tmp_path), Event()

    def keep_on() -> None:
        while not end.is_set():
            kept(record, "while it is copied")

    kept(record)
    writer = Thread(target=keep_on)
    writer.start()
    try:
        before = record.count()
        checked = backup(tmp_path / "record.sqlite", tmp_path / "copy.sqlite")
    finally:
        end.set()
        writer.join()
    assert checked.ok
    assert before <= checked.exchanges <= record.count()
    record.close()


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    record, other = home_with(tmp_path / "a", 1), home_with(tmp_path / "b", 2)
    with pytest.raises(StateError, match="the backup is there already; give --force"):
        backup(record, other)
    with pytest.raises(StateError, match="the record is there already; give --force"):
        restore(other, record)
    assert check(record).exchanges == 1
    assert restore(other, record, force=True).exchanges == 2
    assert check(record).exchanges == 2
    opened = Record.in_home(tmp_path / "a")
    assert opened.count() == 2
    opened.close()


def test_a_damaged_backup_never_takes_the_place_of_the_record(tmp_path: Path) -> None:
    record = home_with(tmp_path / "home", 1)
    damaged = tmp_path / "damaged.sqlite"
    backup(home_with(tmp_path / "other", 50), damaged)
    damage(damaged)
    (tmp_path / "words").write_text("not a database, just words" * 100)
    empty = tmp_path / "empty.sqlite"
    sqlite3.connect(empty).close()
    for file in (damaged, tmp_path / "words", empty):
        assert not check(file).ok
        with pytest.raises(StateError, match="name another backup"):
            restore(file, record, force=True)
    assert check(record).exchanges == 1
    assert {path.name for path in record.parent.iterdir()} == {"record.sqlite"}


def test_a_damaged_record_can_be_replaced(tmp_path: Path) -> None:
    record = home_with(tmp_path / "home", 50)
    backup(record, tmp_path / "copy.sqlite")
    damage(record)
    assert not check(record).ok
    assert restore(tmp_path / "copy.sqlite", record, force=True).exchanges == 50
    assert check(record).ok


def test_a_record_in_use_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_WAIT", 0.1)
    other = tmp_path / "other.sqlite"
    backup(home_with(tmp_path / "other", 2), other)
    opened = Record.in_home(tmp_path / "home")
    kept(opened)
    with pytest.raises(StateError, match="the record is in use; stop Regrip"):
        restore(other, tmp_path / "home" / "record.sqlite", force=True)
    kept(opened)
    assert opened.count() == 2
    opened.close()
    assert restore(other, tmp_path / "home" / "record.sqlite", force=True).exchanges == 2


def test_a_backup_of_an_older_version_is_restored_and_brought_up_to_date(tmp_path: Path) -> None:
    from tests.assistant.state.test_store import at_0001

    old = at_0001(tmp_path)
    checked = check(old)
    assert (checked.ok, checked.schema_version, checked.exchanges, checked.feedback) == (True, "0001", 1, 0)
    restore(old, tmp_path / "home" / "record.sqlite")
    record = Record.in_home(tmp_path / "home")
    assert record.exchange("e1").question.text == "What now?"
    record.close()


def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    file = home_with(tmp_path / "home", 1)
    with sqlite3.connect(file) as connection:
        connection.execute("update alembic_version set version_num = '0099'")
    connection.close()
    with pytest.raises(StateError, match="schema 0099 is newer than this version of Regrip reads"):
        restore(file, tmp_path / "new" / "record.sqlite")


def test_rows_that_hang_on_nothing_are_counted(tmp_path: Path) -> None:
    file = home_with(tmp_path, 2)
    with sqlite3.connect(file) as connection:
        connection.execute("delete from conversations")
    connection.close()
    assert check(file).problems == ["2 rows belong to a conversation or exchange that is not there"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://me:secret@db/regrip", "pg_dump"),
        ("mysql://me:secret@db/regrip", "the database's own tools"),
        ("sqlite://", "there is no file"),
    ],
)
def test_other_databases_are_left_to_their_own_tools_and_no_password_is_shown(
    tmp_path: Path, url: str, said: str
) -> None:
    with pytest.raises(StateError, match=said) as caught:
        file_of(url, tmp_path)
    assert "secret" not in str(caught.value)


def test_no_record_yet_is_said(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="there is no record yet"):
        backup(tmp_path / "record.sqlite", tmp_path / "copy.sqlite")
    with pytest.raises(StateError, match="no such file"):
        check(tmp_path / "record.sqlite")
    with pytest.raises(StateError, match="this is the record itself"):
        restore(home_with(tmp_path, 1), tmp_path / "record.sqlite", force=True)
