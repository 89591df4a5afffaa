"""What is kept of one person: taken along as one file, and deleted. The same for themselves and for whoever manages accounts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from pydantic import BaseModel
from sqlalchemy import Engine, delete

from assistant.accounts.audit import Audit
from assistant.accounts.base import AccountStore
from assistant.accounts.models import Account
from assistant.accounts.tokens import Tokens
from assistant.cases import Cases
from assistant.cases.models import Gone
from assistant.models import Record
from assistant.settings import Settings
from assistant.state.account_tables import SignInRow, TokenRow
from assistant.state.case_models import Case
from assistant.state.users import User

_MOST_LINES = 100_000


class Held(Record):
    """What somebody has: `shared` of their cases others see too, `others` are cases of others that they see."""

    cases: int
    shared: int
    others: int


class SignIns(AccountStore):
    """All that lets somebody in besides their password."""

    def end(self, account_id: str) -> None:
        """End an account's sessions and take its tokens back. Raises StateError."""
        with self._writing() as session:
            for table in (SignInRow, TokenRow):
                session.execute(delete(table).where(table.account_id == account_id))


def about(engine: Engine, account: Account) -> str:
    """Return what is kept of an account itself, as JSON: the account, its tokens without secrets, and what the audit log says it did."""
    lists: dict[str, list[BaseModel]] = {
        "tokens": [*Tokens(engine).listed(account.id)],
        "audit": [*Audit(engine).lines(_MOST_LINES, actor=account.id)],
    }
    body = {"account": account.model_dump(mode="json")}
    return json.dumps(
        body | {name: [one.model_dump(mode="json") for one in rows] for name, rows in lists.items()},
        ensure_ascii=False,
        indent=1,
    )


def export_account(engine: Engine, settings: Settings, account: Account, file: IO[bytes]) -> None:
    """Write all that is kept of an account as a zip. Raises StateError."""
    with cases_of(settings, account) as cases:
        cases.export(file, account=about(engine, account))


def held_by(settings: Settings, account: Account) -> Held:
    """Return how much would go, and whom else that concerns. Raises StateError."""
    with cases_of(settings, account) as cases:
        every: list[Case] = cases.store.listed(archived=True) + cases.store.listed(deleted=True)
        own = [case for case in every if case.role == "owner"]
        shared = sum(bool(cases.store.shares(case.id)) for case in own)
    return Held(cases=len(own), shared=shared, others=len(every) - len(own))


def erase_account(engine: Engine, settings: Settings, account: Account) -> Gone:
    """Delete all that is an account's own and all that lets it in but its password, and return what went. Raises StateError.

    It is signed out first, so that less is added in its name while its cases are being deleted.
    """
    SignIns(engine).end(account.id)
    with cases_of(settings, account) as cases:
        return cases.forget()


@contextmanager
def cases_of(settings: Settings, account: Account) -> Iterator[Cases]:
    """Give an account's cases, also where nothing new is kept: what was kept before is there. Raises StateError."""
    from assistant.assistant import Assistant

    kept = settings.model_copy(update={"record": settings.record.model_copy(update={"keep": True})})
    cases = Cases(Assistant.prepared(kept), kept, User(id=account.id))
    try:
        yield cases
    finally:
        cases.record.close()
