"""The record: kept, read back, migrated, and honest when it cannot be."""

import multiprocessing
import os
import signal
import sqlite3
from pathlib import Path

import pytest

from assistant.errors import NotFound, StateError
from assistant.models import Answer, Question
from assistant.settings import Settings
from assistant.state.base import new_id
from assistant.state.database import HEAD
from assistant.state.making import made_with
from assistant.state.store import NOT_KEPT, Record, existing_record
from tests.assistant.state.made import answer as made_answer
from tests.assistant.state.made import kept


def test_an_exchange_is_read_back_as_it_was(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path)
    question, answer = Question(turns=["What now?"]), Answer(id="1", status="answered", versions={"index": "g"})
    record.keep("c1", question, answer)
    record.keep("c1", Question(turns=["What now?", "And then?"]), answer)
    assert [q.text for q, _ in record.exchanges("c1")] == ["What now?", "And then?"]
    assert record.exchanges("c1")[0] == (question, answer)
    assert record.exchanges("another") == []
    record.close()


@pytest.mark.parametrize("said", ["", "no\x00such", "\x00"])
def test_an_id_with_any_character_in_it_is_looked_for_and_not_found(record: Record, said: str) -> None:
    with pytest.raises(NotFound):
        record.exchange(said)


def test_text_with_a_null_character_is_kept(record: Record) -> None:
    record.keep("c1", Question(turns=["What \x00 now?"]), Answer(id="1", status="answered", versions={"index": "g"}))
    assert record.count() == 1


def test_opening_again_keeps_what_was_there(tmp_path: Path) -> None:
    first = Record.in_home(tmp_path)
    first.keep("c1", Question(turns=["x"]), Answer(id="", status="answered"))
    first.close()
    second = Record.in_home(tmp_path)
    assert second.count() == 1
    second.close()


def test_an_exchange_is_found_by_its_id_with_all_that_makes_it_again(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path)
    made = made_with(Settings(home=tmp_path), {"index": "g"})
    answer = made_answer(exchange_id="e1")
    assert record.keep("c1", Question(turns=["x"]), answer, made, ["Hidden characters were removed."]) == "e1"
    exchange = record.exchange("e1")
    assert (exchange.conversation_id, exchange.answer, exchange.made_with) == ("c1", answer, made)
    assert exchange.screening == ["Hidden characters were removed."]
    assert exchange.asked_at.utcoffset() is not None
    record.close()


def test_an_id_that_is_not_there_is_named_with_the_way_out(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path)
    with pytest.raises(StateError, match=r"nosuch: no exchange has this id; `regrip history`"):
        record.exchange("nosuch")
    record.close()


def test_an_exchange_of_another_version_is_refused_by_id_and_field(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path)
    exchange_id = kept(record)
    with sqlite3.connect(tmp_path / "record.sqlite") as connection:
        connection.execute("""update exchanges set answer = '{"id": "", "status": "answered", "mood": 1}'""")
    connection.close()
    with pytest.raises(StateError, match=rf"{exchange_id}: .* cannot be read by this one \(mood\)"):
        record.exchange(exchange_id)
    record.close()


def test_history_lists_own_exchanges_newest_first(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path)
    first = kept(record, "One\nmessage")
    second = kept(record, "One", "Two " * 60, conversation="c2")
    kept(record, "Another person's", conversation="c3")
    with sqlite3.connect(tmp_path / "record.sqlite") as connection:
        connection.execute("update conversations set owner = 'somebody' where id = 'c3'")
    connection.close()
    listed = record.history()
    assert [row.id for row in listed] == [second, first]
    assert listed[0].words.startswith("Two Two") and listed[0].words.endswith("…")
    assert listed[1].words == "One message"
    assert [row.id for row in record.history("c1")] == [first]
    assert len(record.history(limit=1)) == 1
    with pytest.raises(
        StateError, match=rf"{first}: no conversation has this id; it is an exchange of conversation c1"
    ):
        record.history(first)
    with pytest.raises(StateError, match="c3: no conversation has this id"):
        record.history("c3")
    record.close()


def test_settings_without_effect_on_an_answer_do_not_change_the_fingerprint(tmp_path: Path) -> None:
    plain = made_with(Settings(home=tmp_path), {})
    elsewhere = Settings.model_validate({"home": tmp_path / "x", "web": {"port": 1}, "record": {"keep": False}})
    assert made_with(elsewhere, {}).fingerprint == plain.fingerprint
    fewer = made_with(Settings.model_validate({"home": tmp_path, "answer": {"passages": 4}}), {})
    assert fewer.fingerprint != plain.fingerprint
    assert {k for k in plain.settings if plain.settings[k] != fewer.settings[k]} == {"answer.passages"}
    assert "numpy" in plain.versions


def test_looking_for_a_record_makes_none(tmp_path: Path) -> None:
    assert existing_record(None, tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    assert "record.keep" in NOT_KEPT


def at_0001(folder: Path) -> Path:
    """A record as the first version wrote it, with one exchange."""
    from alembic import command
    from alembic.config import Config

    import assistant.state

    file = folder / "record.sqlite"
    config = Config()
    config.set_main_option("script_location", str(Path(assistant.state.__file__).parent / "migrations"))
    config.set_main_option("sqlalchemy.url", f"sqlite:///{file}")
    command.upgrade(config, "0001")
    with sqlite3.connect(file) as connection:
        connection.execute("insert into conversations values ('c1', '', '2026-11-01 10:00:00.000000')")
        connection.execute(
            "insert into exchanges values ('e1', 'c1', '2026-11-01 10:00:00.000000', 'answered', 'g', ?, ?)",
            (
                Question(turns=["What now?"]).model_dump_json(),
                Answer(id="", status="answered").model_dump_json(exclude={"exchange_id"}),
            ),
        )
    connection.close()
    return file


def test_a_record_of_the_first_version_is_brought_up_to_date_with_its_exchanges(tmp_path: Path) -> None:
    at_0001(tmp_path)
    record = Record.in_home(tmp_path)
    exchange = record.exchange("e1")
    assert (exchange.question.text, exchange.answer.status) == ("What now?", "answered")
    assert (exchange.made_with, exchange.screening) == (None, [])
    assert exchange.asked_at.isoformat() == "2026-11-01T10:00:00+00:00"
    assert record.feedback("e1") == []
    record.close()


def test_two_programs_may_bring_a_record_up_to_date_at_once(tmp_path: Path) -> None:
    at_0001(tmp_path)
    context = multiprocessing.get_context("spawn")
    programs = [context.Process(target=_open_and_count, args=(tmp_path,)) for _ in range(2)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert [program.exitcode for program in programs] == [0, 0]


def _open_and_count(home: Path) -> None:
    assert Record.in_home(home).count() == 1


def test_a_migration_that_fails_half_way_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    file = at_0001(tmp_path)
    with sqlite3.connect(file) as connection:
        connection.execute("create table feedback (x)")  # in the way of what the migration makes after its new columns
    connection.close()
    with pytest.raises(StateError):
        Record.in_home(tmp_path)
    with sqlite3.connect(file) as connection:
        columns = {row[1] for row in connection.execute("pragma table_info(exchanges)")}
        connection.execute("drop table feedback")
    connection.close()
    assert "made_with" not in columns
    record = Record.in_home(tmp_path)
    assert record.count() == 1
    record.close()


def test_the_last_migration_can_be_taken_back(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    import assistant.state

    record = Record.in_home(tmp_path)
    kept(record)
    record.close()
    config = Config()
    config.set_main_option("script_location", str(Path(assistant.state.__file__).parent / "migrations"))
    config.set_main_option("sqlalchemy.url", f"sqlite:///{tmp_path / 'record.sqlite'}")
    command.downgrade(config, "0001")
    record = Record.in_home(tmp_path)
    assert record.count() == 1
    record.close()


def test_a_record_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    Record.in_home(tmp_path).close()
    with sqlite3.connect(tmp_path / "record.sqlite") as connection:
        connection.execute("update alembic_version set version_num = '0099'")
    connection.close()
    with pytest.raises(StateError, match="written by a newer version of Regrip"):
        Record.in_home(tmp_path)


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
