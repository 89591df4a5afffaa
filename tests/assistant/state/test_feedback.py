"""Feedback: on the place that is meant, with personal data covered, and only on what is there."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import QuestionError, StateError
from assistant.state.feedback import LONGEST_NOTE, give_feedback, last_on_each_place, statements_at
from assistant.state.store import Record
from tests.assistant.state.made import answer, kept


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    opened = Record.in_home(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("place", "texts"),
    [
        (None, ["Sight goes first.", "Build one page of measures.", "Regrip found two signs."]),
        ("2", ["Build one page of measures.", "Regrip found two signs."]),
        ("2.2", ["Regrip found two signs."]),
    ],
)
def test_feedback_is_on_the_statements_of_its_place(record: Record, place: str | None, texts: list[str]) -> None:
    given = give_feedback(record, kept(record), "wrong", place)
    assert [s.text for s in statements_at(answer(), given)] == texts
    assert given.place == (place or "")
    assert record.feedback(given.exchange_id) == [given]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("3", "'3': the answer has 2 sections"),
        ("0", "'0': the answer has 2 sections"),
        ("2.3", "'2.3': section 2 has 2 statements"),
        ("2.0", "'2.0': section 2 has 2 statements"),
        ("two", "'two': a place is a section"),
        ("2.1.1", "'2.1.1': a place is a section"),
    ],
)
def test_a_place_that_the_answer_does_not_have_is_refused_by_name(record: Record, place: str, said: str) -> None:
    exchange_id = kept(record)
    with pytest.raises(QuestionError, match=said):
        give_feedback(record, exchange_id, "wrong", place)
    assert record.feedback(exchange_id) == []


def test_personal_data_in_a_note_is_covered_before_it_is_kept(record: Record, tmp_path: Path) -> None:
    exchange_id = kept(record)
    given = give_feedback(record, exchange_id, "missing", note="  Ring the parent on 07700 900123.\u200b ")
    assert "900123" not in given.note and given.note.startswith("Ring the parent on █")
    assert any("telephone number" in warning for warning in given.warnings)
    record.close()
    assert b"900123" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_feedback_on_no_exchange_and_too_long_a_note_are_refused(record: Record) -> None:
    with pytest.raises(StateError, match="nosuch: no exchange"):
        give_feedback(record, "nosuch", "helpful")
    with pytest.raises(QuestionError, match=f"{LONGEST_NOTE + 1:,} characters"):
        give_feedback(record, kept(record), "helpful", note="x" * (LONGEST_NOTE + 1))


def test_a_reader_may_change_their_mind_and_add_what_is_missing(record: Record) -> None:
    exchange_id = kept(record)
    for verdict, place, note in (
        ("wrong", "1.1", ""), ("helpful", "2", ""), ("missing", None, "the LADO"), ("missing", None, "the police"),
        ("helpful", "1.1", "on second thoughts"),
    ):  # fmt: skip
        give_feedback(record, exchange_id, verdict, place, note)  # type: ignore[arg-type]
    held = last_on_each_place(record.feedback(exchange_id))
    assert [(f.verdict, f.place, f.note) for f in held] == [
        ("helpful", "2", ""),
        ("missing", "", "the LADO"),
        ("missing", "", "the police"),
        ("helpful", "1.1", "on second thoughts"),
    ]


def test_feedback_never_stands_without_its_exchange(record: Record, tmp_path: Path) -> None:
    give_feedback(record, kept(record), "helpful")
    with sqlite3.connect(tmp_path / "record.sqlite") as connection:
        connection.execute("pragma foreign_keys=on")
        connection.execute("delete from exchanges")
        assert connection.execute("select count(*) from feedback").fetchone() == (0,)
    connection.close()
