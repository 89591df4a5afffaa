"""Deleting an account with all that is its own."""

from sqlalchemy import Engine

from assistant.accounts.store import Accounts
from assistant.cases.models import Gone
from assistant.settings import Settings
from assistant.state.users import User


def remove_account(engine: Engine, settings: Settings, name: str) -> Gone:
    """Delete an account with its cases, conversations and files, and return what went. Raises NotFound, AccountError.

    The account goes first, so that nothing is added in its name while its cases are being deleted.
    """
    from assistant.assistant import Assistant
    from assistant.cases import Cases

    account = Accounts(engine).delete(name)
    if not settings.record.keep:
        return Gone(cases=0, documents=0, conversations=0, erased=True)
    return Cases(Assistant.prepared(settings), settings, User(id=account.id)).forget()
