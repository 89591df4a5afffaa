"""The record: kept, read back, migrated, and honest when it cannot be."""

import multiprocessing
import os
import signal
import sqlite3
from pathlib import Path

import pytest

from assistant.errors import StateError
from assistant.models import Answer, Question
from assistant.state.store import HEAD, Record, new_id


def test_an_exchange_is_read_back_as_it_was(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path)
    question, answer = Question(turns=["What now?"]), Answer(id="1", status="answered", versions={"index": "g"})
    record.keep("c1", question, answer)
    record.keep("c1", Question(turns=["What now?", "And then?"]), answer)
    assert [q.text for q, _ in record.exchanges("c1")] == ["What now?", "And then?"]
    assert record.exchanges("c1")[0] == (question, answer)
    assert record.exchanges("another") == []
    record.close()


def test_opening_again_keeps_what_was_there(tmp_path: Path) -> None:
    first = Record.in_home(tmp_path)
    first.keep("c1", Question(turns=["x"]), Answer(id="", status="answered"))
    first.close()
    second = Record.in_home(tmp_path)
    assert second.count() == 1
    second.close()


def test_the_newest_migration_is_the_one_the_code_expects(tmp_path: Path) -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    import assistant.state

    config = Config()
    config.set_main_option("script_location", str(Path(assistant.state.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_tables_are_what_the_migrations_make(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    from assistant.state.tables import Base

    Record.in_home(tmp_path).close()
    engine = create_engine(f"sqlite:///{tmp_path / 'record.sqlite'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_a_record_that_is_no_database_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "record.sqlite").write_text("not a database at all, just words" * 50)
    with pytest.raises(StateError, match="record of conversations cannot be opened"):
        Record.in_home(tmp_path)


def test_a_password_in_the_address_is_not_shown() -> None:
    with pytest.raises(StateError) as caught:
        Record("postgresql+nosuchdriver://user:secret@localhost/x")
    assert "secret" not in str(caught.value)


def _keep_until_killed(home: Path, acknowledged: Path) -> None:
    record = Record.in_home(home)
    with acknowledged.open("a") as file:
        while True:
            file.write(record.keep("c", Question(turns=["x"]), Answer(id="", status="answered")) + "\n")
            file.flush()


@pytest.mark.slow
def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    acknowledged = tmp_path / "acknowledged"
    process = multiprocessing.get_context("spawn").Process(target=_keep_until_killed, args=(tmp_path, acknowledged))
    process.start()
    while not acknowledged.exists() or acknowledged.stat().st_size < 17 * 20:
        assert process.is_alive()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    promised = set(acknowledged.read_text().split())
    connection = sqlite3.connect(tmp_path / "record.sqlite")
    kept = {row[0] for row in connection.execute("select id from exchanges")}
    connection.close()
    assert {i for i in promised if len(i) == len(new_id())} <= kept
