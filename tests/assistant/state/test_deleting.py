"""Deleting: a conversation goes with all that hangs on it, and its text is in no file afterwards."""

import random
import sqlite3
from pathlib import Path

import pytest

from assistant.errors import StateError
from assistant.state.feedback import give_feedback
from assistant.state.store import Record
from assistant.state.users import User
from tests.assistant.state.made import answer, kept


def bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_conversation_goes_with_its_exchanges_and_feedback_and_others_stay(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path)
    first, second = kept(record, "one"), kept(record, "one", "two")
    other = kept(record, "three", conversation="c2")
    for exchange_id in (first, second, other):
        give_feedback(record, exchange_id, "wrong", "1.1", "no")
    gone = record.delete("c1")
    assert (gone.exchanges, gone.feedback, gone.erased) == (2, 2, True)
    assert record.count() == 1
    assert record.judged() == [other]
    assert len(record.feedback(other)) == 1
    with pytest.raises(StateError, match="c1: no conversation has this id"):
        record.delete("c1")
    record.close()


def test_no_file_holds_deleted_text(tmp_path: Path) -> None:
    record, draw, words = Record.in_home(tmp_path), random.Random(1), dict[str, list[str]]()
    for number in range(40):
        conversation, said = (
            f"talk{number:04}",
            [f"{kind}{draw.getrandbits(64):x}" for kind in ("Asked", "Said", "Noted")],
        )
        long = " ".join([said[0]] * draw.choice([1, 20, 500]))
        exchange_id = kept(record, long, conversation=conversation, made=answer(standalone_query=said[1]))
        give_feedback(record, exchange_id, "missing", note=said[2])
        words[conversation] = said
    gone = draw.sample(list(words), 15)
    assert all(word.encode() in bytes_below(tmp_path) for word in words[gone[0]])
    assert all(record.delete(conversation).erased for conversation in gone)
    left = bytes_below(tmp_path)
    for conversation, said in words.items():
        assert all((word.encode() in left) == (conversation not in gone) for word in [conversation, *said])
    record.close()


def test_text_that_an_older_version_left_in_free_pages_goes_too(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path)
    kept(record, "stays", conversation="c2")
    kept(record, "goes " * 2000)
    record.close()
    with sqlite3.connect(tmp_path / "record.sqlite") as connection:
        connection.execute("pragma secure_delete=off")
        connection.execute("delete from exchanges where conversation_id = 'c1'")
    connection.close()
    assert b"goes goes" in bytes_below(tmp_path)
    record = Record.in_home(tmp_path)
    assert record.delete("c1").erased
    assert b"goes goes" not in bytes_below(tmp_path)
    record.close()


def test_while_another_program_reads_it_is_said_that_text_may_still_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.state import database

    patient = database.PRAGMAS
    monkeypatch.setattr(database, "PRAGMAS", tuple(p.replace("timeout=5000", "timeout=50") for p in patient))
    record = Record.in_home(tmp_path)
    kept(record)
    kept(record, conversation="c2")
    reader = sqlite3.connect(tmp_path / "record.sqlite", isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from exchanges").fetchall()
    assert not record.delete("c1").erased
    reader.execute("commit")
    reader.close()
    assert record.delete("c2").erased
    record.close()


def test_another_persons_conversation_is_not_deleted(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path)
    kept(record)
    with sqlite3.connect(tmp_path / "record.sqlite") as connection:
        connection.execute("update conversations set owner = 'somebody'")
    connection.close()
    with pytest.raises(StateError, match="c1: no conversation has this id"):
        record.delete("c1")
    assert (record.count(), record.of(User(id="somebody")).count()) == (0, 1)
    record.close()
