"""`regrip users …` as a process: what it prints, how it ends, and that a password is never an argument."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.accounts.provider.links import Links
from assistant.accounts.provider.persons import Person
from assistant.assistant import Assistant
from assistant.cases import Cases
from assistant.settings import Settings
from assistant.state.database import FILE, open_database
from tests.assistant.accounts.conftest import PASSWORD

ROOT = Path(__file__).parents[3]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def users(tmp_path: Path) -> Run:
    """A function that runs `regrip users` on a home of its own, with `said` on standard input."""

    def run(*arguments: str, said: str = "") -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "REGRIP_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(ROOT / "app.py"), "users", *arguments]
        return subprocess.run(command, env=environment, cwd=tmp_path, input=said, capture_output=True, text=True)

    return run


def test_an_account_is_added_listed_changed_and_deleted(users: Run) -> None:
    assert "no accounts" in users("list").stdout
    assert (
        users("add", "Ann", "--role", "administrator", said=PASSWORD + "\n").stdout
        == "ann may sign in as administrator\n"
    )
    assert users("add", "ben", said=PASSWORD).returncode == 0
    assert users("role", "ben", "evaluator").returncode == 0
    assert users("disable", "ben").stdout == "ben is switched off\n"
    listed = json.loads(users("list", "--json").stdout)["accounts"]
    assert [(one["name"], one["role"], one["disabled"]) for one in listed] == [
        ("ann", "administrator", False),
        ("ben", "evaluator", True),
    ]
    assert "password" not in listed[0] and "argon2" not in json.dumps(listed)
    assert users("enable", "ben").returncode == 0
    assert users("password", "ben", said="another long one\n").returncode == 0
    assert users("delete", "ben").returncode == 2
    assert users("delete", "ben", "--yes").returncode == 0
    assert "ben" not in users("list").stdout


def test_an_account_may_have_no_password_and_a_link_to_the_provider_is_forgotten(users: Run, tmp_path: Path) -> None:
    assert "but has no password" in users("add", "ann", "--no-password", said="never read\n").stdout
    assert "no password" in users("list").stdout
    assert (
        users("unlink", "ann").stdout
        == "ann is linked to nobody of the provider now, and signed out; it was not linked before\n"
    )
    engine = open_database(f"sqlite:///{tmp_path / FILE}")
    Links(engine).account_of(Person("https://login.example", "s-1", "ann", None), None, [])
    engine.dispose()
    assert users("unlink", "Ann").stdout == "ann is linked to nobody of the provider now, and signed out\n"
    lines = json.loads(users("audit", "--json").stdout)["lines"]
    assert [line["action"] for line in lines] == ["account unlinked", "account unlinked", "account made"]
    assert users("password", "ann", said=PASSWORD).returncode == 0
    assert "no password" not in users("list").stdout


@pytest.mark.parametrize(
    ("arguments", "said", "told"),
    [
        (["add", "ann"], "short\n", "12 characters"),
        (["add", "ann"], "", "12 characters"),
        (["add", "an n"], PASSWORD, "not a name"),
        (["add", "ann", "--role", "boss"], PASSWORD, "not a role"),
        (["add", "ann", "--password", PASSWORD], "", "No such option"),
        (["role", "nobody", "director"], "", "no account has this name"),
        (["password", "nobody"], PASSWORD, "no account has this name"),
        (["unlink", "nobody"], "", "no account has this name"),
        (["token", "add", "nobody", "run"], "", "no account has this name"),
        (["token", "add", "nobody", "run", "--scope", "all"], "", "not a scope"),
    ],
)
def test_what_is_wrong_is_one_line_with_exit_code_2(users: Run, arguments: list[str], said: str, told: str) -> None:
    done = users(*arguments, said=said)

    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr


def test_a_token_is_told_once_and_what_was_done_stands_in_the_audit_log(users: Run) -> None:
    users("add", "ann", "--role", "administrator", said=PASSWORD)
    made = json.loads(users("token", "add", "ann", "nightly", "--scope", "write", "--days", "7", "--json").stdout)
    assert made["secret"].startswith("rgp_")
    listed = users("token", "list", "ann").stdout
    assert made["id"] in listed and made["secret"] not in listed
    assert users("token", "remove", "ann", made["id"]).returncode == 0
    lines = json.loads(users("audit", "--json").stdout)["lines"]
    assert [line["action"] for line in lines] == ["token removed", "token made", "account made"]
    assert {line["actor"] for line in lines} == {"command line"}
    assert "ann" in users("audit").stdout and "nightly" not in users("audit").stdout
    assert users("audit", "--of", "ann", "--limit", "5").stdout == "The audit log is empty.\n"


def test_what_was_kept_before_there_were_accounts_is_given_to_one(users: Run, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    Cases(Assistant.prepared(settings), settings).create("Northfield")
    users("add", "ann", said=PASSWORD)

    assert "1 more cases" in users("adopt", "ann").stdout
    assert "1 cases" in users("delete", "ann", "--yes").stdout
    assert Cases(Assistant.prepared(settings), settings).store.listed() == []
