"""Accounts in the database that the settings name."""

from sqlalchemy import Engine

from assistant.settings import Settings
from assistant.state.database import address_of, open_database
from corpus.private import private_folder


def open_accounts(settings: Settings) -> Engine:
    """Return the database with the accounts, made where it is not there: also where no conversation is kept. Raises StateError."""
    if settings.record.url is None:
        private_folder(settings.home)
    return open_database(address_of(settings.record.url, settings.home))
