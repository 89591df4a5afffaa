"""What the commands for accounts have in common: the database, the line in the audit log, and asking before what cannot be undone."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from sqlalchemy import Engine


@contextmanager
def database() -> Iterator["Engine"]:
    """Give the database with the accounts, and let go of it. Raises StateError, SettingsError."""
    from assistant.accounts.opening import open_accounts
    from assistant.settings import load_settings

    engine = open_accounts(load_settings())
    try:
        yield engine
    finally:
        engine.dispose()


def note(engine: "Engine", action: str, target: str, result: str = "done") -> None:
    """Write a line of the audit log: whoever has the machine did this."""
    from assistant.accounts.audit import COMMAND_LINE, Audit

    Audit(engine).add(action, COMMAND_LINE, target, result=result)


def agreed(question: str) -> bool:
    """Return whether whoever sits at the terminal says yes; nobody there has not said so."""
    return sys.stdin.isatty() and typer.confirm(question, err=True)
