"""The audit log only grows: the database itself refuses anything else."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from assistant.accounts.audit import Audit
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
