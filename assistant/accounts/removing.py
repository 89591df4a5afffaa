"""Deleting an account with all that is its own."""

from sqlalchemy import Engine

from assistant.accounts.own_data import cases_of
from assistant.accounts.store import Accounts
from assistant.cases.models import Gone
from assistant.settings import Settings


def remove_account(engine: Engine, settings: Settings, name: str) -> Gone:
    """Delete an account with its cases, conversations and files, and return what went. Raises NotFound, AccountError.

    The account goes first, so that nothing is added in its name while its cases are being deleted.
    """
    account = Accounts(engine).delete(name)
    with cases_of(settings, account) as cases:
        return cases.forget()
