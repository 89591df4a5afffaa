"""A record that is damaged, a database server that goes and comes back, a clock that is put back or forward."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.doctor import examine
from assistant.errors import StateError
from assistant.state import base, cases, conversations, store
from assistant.state.cases import CaseStore
from assistant.state.conversations import ConversationStore
from assistant.state.database import open_database
from assistant.state.feedback import give_feedback
from assistant.state.files import backup, restore
from assistant.state.store import Record
from assistant.state.upkeep import is_odd_clock, purge_expired
from tests.assistant.state.made import kept
from tests.postgres import restartable


def _told(monkeypatch: pytest.MonkeyPatch, home: Path) -> tuple[bool, str]:
    """What doctor says of the record in a home."""
    monkeypatch.setenv("REGRIP_HOME", str(home))
    monkeypatch.chdir(home)
    (found,) = [check for check in examine(("record",)).checks if check.name == "record"]
    return found.ok, found.detail


@pytest.mark.parametrize("page", [2, 5, -2])
def test_a_damaged_page_is_told_by_doctor_with_the_way_out_and_the_way_out_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    file, copy = tmp_path / "record.sqlite", tmp_path / "copies" / "copy.sqlite"
    record = Record.in_home(tmp_path)
    for number in range(60):
        kept(record, f"message {number} " + "of some length " * 50)
    record.close()
    backup(file, copy)
    data = bytearray(file.read_bytes())
    at = 4096 * (page % (len(data) // 4096))
    data[at : at + 4096] = b"\xa5" * 4096
    file.write_bytes(data)
    ok, detail = _told(monkeypatch, tmp_path)
    assert not ok
    assert "regrip db restore FILE --force" in detail
    restore(copy, file, force=True)
    assert _told(monkeypatch, tmp_path) == (True, "60 exchanges kept")


def test_a_database_server_that_goes_is_told_and_used_again_when_it_is_back() -> None:
    with restartable() as server:
        record = Record(server.address)
        first = kept(record, "before")
        server.end()
        for deed in (lambda: kept(record, "meanwhile"), lambda: record.exchange(first), record.ping):
            with pytest.raises(StateError, match="the database server does not answer; start it") as caught:
                deed()
            assert "meanwhile" not in str(caught.value)
        with pytest.raises(StateError, match="cannot be opened: the database server does not answer"):
            Record(server.address)
        server.begin()
        assert record.exchange(first).question.text == "before"
        kept(record, "after")
        assert record.count() == 2
        record.close()


def test_a_database_server_that_is_nowhere_is_given_up_in_seconds_without_its_password() -> None:
    with pytest.raises(StateError, match="the database server does not answer") as caught:
        open_database("postgresql+psycopg://me:secret@127.0.0.1:1/regrip")
    assert "secret" not in str(caught.value)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """A function that sets the clock of the record."""

    def put(moment: datetime) -> None:
        for module in (base, cases, conversations, store):
            monkeypatch.setattr(module, "now", lambda: moment)

    return put


def test_what_is_said_after_the_clock_was_put_back_still_stands_after_what_was_said_before(
    tmp_path: Path, clock: Callable[[datetime], None]
) -> None:
    record, late = Record.in_home(tmp_path), datetime(2026, 11, 30, tzinfo=UTC)
    spoken = ConversationStore.beside(record)
    place = spoken.begin().id
    for days, words in ((0, "first"), (-400, "second"), (-401, "third")):
        clock(late + timedelta(days=days))
        spoken.take(place, f"waits: {words}")
        kept(record, words, conversation=place)
    assert [exchange.question.text for exchange in record.conversation(place)] == ["first", "second", "third"]
    assert [one.text for one in spoken.waiting(place)] == ["waits: first", "waits: second", "waits: third"]
    exchange = record.conversation(place)[-1].id
    spoken.take(place, "third in other words", replaces=exchange)
    record.close()


def test_of_two_verdicts_the_later_one_holds_whatever_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.state import feedback

    record = Record.in_home(tmp_path)
    exchange = kept(record)
    late = datetime(2026, 11, 30, tzinfo=UTC)
    for days, verdict in ((0, "wrong"), (-30, "helpful")):
        monkeypatch.setattr(feedback, "now", lambda days=days: late + timedelta(days=days))
        give_feedback(record, exchange, verdict)
    assert [given.verdict for given in record.feedback(exchange)] == ["wrong", "helpful"]
    record.close()


def test_a_clock_far_ahead_deletes_nothing_for_good(tmp_path: Path) -> None:
    record = Record.in_home(tmp_path)
    store = CaseStore.beside(record)
    case = store.create("Northbury")
    store.delete(case.id)
    engine, present = record.engine, datetime.now(UTC)
    assert purge_expired(engine, present + timedelta(days=29)) == 0
    assert is_odd_clock(engine, present + timedelta(days=4_000))
    assert purge_expired(engine, present + timedelta(days=4_000)) == 0
    assert store.undo(case.id).deleted_at is None
    store.delete(case.id)
    assert purge_expired(engine, present + timedelta(days=31)) == 1
    record.close()
