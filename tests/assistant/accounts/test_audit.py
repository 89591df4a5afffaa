"""The audit log only grows: the database itself refuses anything else."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from assistant.accounts.audit import UNWRITTEN, Audit
from tests.assistant.accounts.conftest import Clock


def test_lines_are_read_back_the_newest_first(engine: Engine, clock: Clock) -> None:
    audit = Audit(engine, clock)
    audit.add("signed in", "ann", address="192.0.2.1")
    clock.on(minutes=1)
    audit.add("POST /cases", "ann", "c1", "192.0.2.1", "201")
    audit.add("role changed", "ben", "ann")

    assert [line.action for line in audit.lines()] == ["role changed", "POST /cases", "signed in"]
    assert [line.at for line in audit.lines(actor="ann")] == [clock.moment, clock.moment.replace(minute=0)]
    assert [line.action for line in audit.lines(target="c1")] == ["POST /cases"]
    assert len(audit.lines(limit=1)) == 1


@pytest.mark.parametrize("statement", ["update audit set actor = 'someone else'", "delete from audit"])
def test_a_line_is_neither_changed_nor_taken_out(engine: Engine, statement: str) -> None:
    audit = Audit(engine)
    audit.add("signed in", "ann")

    with pytest.raises(DBAPIError, match="only grows"), engine.begin() as connection:
        connection.execute(text(statement))

    assert [line.actor for line in audit.lines()] == ["ann"]


def test_the_log_is_not_emptied_at_once_either(engine: Engine) -> None:
    emptied = "truncate audit" if engine.dialect.name == "postgresql" else "delete from audit"
    Audit(engine).add("signed in", "ann")

    with pytest.raises(DBAPIError, match="only grows"), engine.begin() as connection:
        connection.execute(text(emptied))


def test_a_line_too_long_for_its_place_is_cut_and_not_lost(engine: Engine) -> None:
    Audit(engine).add("x" * 500, "y" * 500, "z" * 500, "a" * 500, "r" * 500)

    (line,) = Audit(engine).lines()
    assert (len(line.action), len(line.actor)) == (80, 64)


def test_strangers_cannot_fill_the_log_and_do_not_crowd_out_what_is_of_an_account(engine: Engine, clock: Clock) -> None:
    audit = Audit(engine, clock)
    for number in range(400):
        audit.add_refusal("sign in", address=f"192.0.2.{number % 10}")
    for _ in range(150):
        audit.add_refusal("sign in", "ann", "192.0.2.1", "held up")
    audit.add("sign in", "ann", address="192.0.2.1")

    lines = audit.lines(10_000)
    assert [sum(line.actor == who for line in lines) for who in ("", "ann")] == [300, 101]
    assert next(line.result for line in lines if line.actor == "") == UNWRITTEN
    assert [line.result for line in lines if line.actor == "ann"][:3] == ["done", UNWRITTEN, "held up"]
    clock.on(minutes=61)
    audit.add_refusal("sign in", address="192.0.2.1")
    assert len(audit.lines(10_000)) == len(lines) + 1


def test_one_address_takes_no_more_than_its_part_of_the_strangers_lines(engine: Engine, clock: Clock) -> None:
    audit = Audit(engine, clock)
    for _ in range(70):
        audit.add_refusal("sign in, provider", address="192.0.2.1", result="state")
    audit.add_refusal("sign in, provider", address="192.0.2.2", result="state")

    assert [line.result for line in audit.lines(3)] == ["state", UNWRITTEN, "state"]
    assert len(audit.lines(10_000)) == 51
