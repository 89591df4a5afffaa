"""Tokens: shown once, kept as a hash, good for what and as long as they say."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from assistant.accounts.store import Accounts
from assistant.accounts.tokens import Tokens
from assistant.errors import NotFound, QuestionError
from tests.assistant.accounts.conftest import PASSWORD, Clock


def test_a_token_says_who_asks_and_its_secret_is_not_kept(engine: Engine, clock: Clock) -> None:
    ann = Accounts(engine).add("ann", "adviser", PASSWORD)
    tokens = Tokens(engine, clock)
    made = tokens.add(ann.id, "  nightly   run ", "read", 10)

    principal = tokens.principal(made.secret)
    assert principal is not None
    assert (principal.user.id, principal.role, principal.read_only) == (ann.id, "adviser", True)
    assert (made.label, made.ends) == ("nightly run", clock.moment + timedelta(days=10))
    with engine.connect() as connection:
        kept = str(connection.execute(text("select * from tokens")).all())
    assert made.secret not in kept and made.secret.split("_", 2)[2] not in kept
    assert tokens.listed(ann.id)[0].used == clock.moment


def test_a_write_token_is_not_read_only(engine: Engine) -> None:
    ann = Accounts(engine).add("ann", "adviser", PASSWORD)
    principal = Tokens(engine).principal(Tokens(engine).add(ann.id, "run", "write").secret)

    assert principal is not None and not principal.read_only


def test_a_token_stops_when_it_is_over_taken_back_or_its_account_is_switched_off(engine: Engine, clock: Clock) -> None:
    accounts, tokens = Accounts(engine, clock), Tokens(engine, clock)
    ann = accounts.add("ann", "adviser", PASSWORD)
    over, back, off = (tokens.add(ann.id, "run", "read", days) for days in (1, 30, 30))

    clock.on(days=1)
    assert tokens.principal(over.secret) is None
    assert tokens.principal(back.secret) is not None
    tokens.remove(ann.id, back.id)
    assert tokens.principal(back.secret) is None
    accounts.set_disabled("ann", True)
    assert tokens.principal(off.secret) is None
    accounts.set_disabled("ann", False)
    assert tokens.principal(off.secret) is not None
    accounts.delete("ann")
    assert tokens.principal(off.secret) is None


def test_anothers_token_is_not_taken_back(engine: Engine) -> None:
    accounts, tokens = Accounts(engine), Tokens(engine)
    ann, ben = accounts.add("ann", "adviser", PASSWORD), accounts.add("ben", "adviser", PASSWORD)
    made = tokens.add(ann.id, "run")

    with pytest.raises(NotFound):
        tokens.remove(ben.id, made.id)
    assert tokens.listed(ben.id) == []
    assert tokens.principal(made.secret) is not None


@pytest.mark.parametrize(("label", "days"), [("", 1), ("x" * 61, 1), ("run", 0), ("run", 10_000)])
def test_a_token_without_a_name_or_an_end_is_refused(engine: Engine, label: str, days: int) -> None:
    ann = Accounts(engine).add("ann", "adviser", PASSWORD)

    with pytest.raises(QuestionError):
        Tokens(engine).add(ann.id, label, "read", days)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.one_of(st.text(max_size=80), st.text(max_size=40).map(lambda rest: f"rgp_{rest}_{rest}")))
def test_whatever_is_sent_instead_of_a_token_is_nobody(engine: Engine, said: str) -> None:
    assert Tokens(engine).principal(said) is None


def test_another_secret_half_is_nobody(engine: Engine) -> None:
    ann = Accounts(engine).add("ann", "adviser", PASSWORD)
    made, other = Tokens(engine).add(ann.id, "run"), Tokens(engine).add(ann.id, "run")

    assert Tokens(engine).principal(f"rgp_{made.id}_{other.secret.split('_', 2)[2]}") is None
