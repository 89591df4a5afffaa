"""Accounts as rows, on both databases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text

from assistant.accounts.base import AccountSession
from assistant.accounts.errors import AccountError
from assistant.accounts.names import check_name, name_hash, normal
from assistant.accounts.roles import ALONE, MAY, ROLES
from assistant.accounts.store import Accounts
from assistant.errors import Conflict, NotAllowed, NotFound, QuestionError
from assistant.state.account_tables import AccountRow
from assistant.state.isolation import UserSession
from assistant.state.tables import CaseRow
from assistant.state.users import LOCAL
from tests.assistant.accounts.conftest import PASSWORD


def test_an_account_is_made_and_found_in_any_spelling_of_its_name(engine: Engine) -> None:
    accounts = Accounts(engine)
    made = accounts.add(" Ann.Smith@Example.gov.uk ", "director", PASSWORD)

    assert made.name == "ann.smith@example.gov.uk"
    assert accounts.get("ANN.SMITH@example.gov.uk") == made
    assert accounts.names() == {made.id: made.name}
    with engine.connect() as connection:
        assert PASSWORD not in str(connection.execute(text("select * from accounts")).all())


def test_a_name_is_taken_once(engine: Engine) -> None:
    Accounts(engine).add("ann", "director", PASSWORD)

    with pytest.raises(Conflict, match="ann"):
        Accounts(engine).add("Ann", "adviser", PASSWORD)


@pytest.mark.parametrize("name", ["", "a", "two words", "../etc", "a" * 65, "ann\x00", "-ann", "ann<script>"])
def test_a_name_that_is_none_is_refused(engine: Engine, name: str) -> None:
    with pytest.raises(QuestionError):
        Accounts(engine).add(name, "director", PASSWORD)


@given(st.text(max_size=200))
def test_a_name_that_was_taken_is_its_own_only_spelling(typed: str) -> None:
    try:
        name = check_name(typed)
    except QuestionError:
        return
    assert normal(name) == name and check_name(name) == name
    assert name_hash(typed) == name_hash(name)


def test_the_last_administrator_stays_one(engine: Engine) -> None:
    accounts = Accounts(engine)
    accounts.add("ann", "administrator", PASSWORD)

    for attempt in (
        lambda: accounts.set_role("ann", "director"),
        lambda: accounts.set_disabled("ann", True),
        lambda: accounts.delete("ann"),
    ):
        with pytest.raises(AccountError, match="last administrator"):
            attempt()

    accounts.add("ben", "administrator", PASSWORD)
    assert accounts.set_role("ann", "director").role == "director"


def test_a_deleted_name_given_again_is_another_account(engine: Engine) -> None:
    accounts = Accounts(engine)
    first = accounts.add("ann", "director", PASSWORD)
    accounts.delete("ann")
    second = accounts.add("ann", "director", PASSWORD)

    assert first.id != second.id
    with pytest.raises(NotFound, match="nobody@nowhere"):
        accounts.get("nobody@nowhere")


def test_who_manages_accounts_reads_no_cases_and_a_user_reads_no_accounts(engine: Engine) -> None:
    Accounts(engine).add("ann", "director", PASSWORD)

    with AccountSession(engine) as session:
        for statement in (select(CaseRow), text("select * from cases"), select(AccountRow.name, CaseRow.name)):
            with pytest.raises(NotAllowed):
                session.execute(statement)
    with UserSession(engine, LOCAL) as session:
        assert session.scalars(select(AccountRow)).all() == []


def test_no_role_but_the_administrators_manages_accounts_and_that_one_keeps_no_cases() -> None:
    assert set(MAY) == set(ROLES)
    assert {role for role, may in MAY.items() if "manage_accounts" in may} == {"administrator"}
    assert "keep_cases" not in MAY["administrator"] | MAY["evaluator"]
    assert all("use" in may for may in MAY.values())
    assert "manage_accounts" not in ALONE
