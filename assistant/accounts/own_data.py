"""What is kept of one person: taken along as one file, and deleted.

The file is the same for themselves and for whoever manages accounts. Who deletes their own data stays signed in.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO

from pydantic import BaseModel
from sqlalchemy import Engine, delete, select

from assistant.accounts.audit import Audit
from assistant.accounts.base import AccountStore
from assistant.accounts.models import Account
from assistant.accounts.tokens import Tokens
from assistant.cases import Cases
from assistant.cases.models import Gone
from assistant.models import Record
from assistant.settings import Settings
from assistant.state.account_tables import LinkRow, SignInRow, TokenRow
from assistant.state.base import utc
from assistant.state.case_models import Case
from assistant.state.users import User

_MOST_LINES = 100_000


class Held(Record):
    """What somebody has: `shared` of their cases others see too, `others` are cases of others that they see."""

    cases: int
    shared: int
    others: int


class SignIn(Record):
    """A browser that somebody is signed in with, without its secret: open until `ends`, or until it was not `seen` for long."""

    created: datetime
    seen: datetime
    ends: datetime


class Link(Record):
    """Whom an account is linked to: `subject` is what the provider `issuer` calls them."""

    issuer: str
    subject: str
    created: datetime


class SignIns(AccountStore):
    """What lets somebody in besides their password: sessions, tokens (`Tokens`) and links to somebody of a provider."""

    def sessions(self, account_id: str) -> list[SignIn]:
        """Return an account's sessions that are kept, the oldest first. Raises StateError."""
        rows = select(SignInRow).where(SignInRow.account_id == account_id).order_by(SignInRow.created)
        with self._reading() as session:
            return [
                SignIn(created=utc(row.created), seen=utc(row.seen), ends=utc(row.ends))
                for row in session.scalars(rows)
            ]

    def links(self, account_id: str) -> list[Link]:
        """Return whom an account is linked to, the oldest link first. Raises StateError."""
        rows = select(LinkRow).where(LinkRow.account_id == account_id).order_by(LinkRow.created)
        with self._reading() as session:
            return [
                Link(issuer=row.issuer, subject=row.subject, created=utc(row.created)) for row in session.scalars(rows)
            ]

    def end(self, account_id: str) -> None:
        """End an account's sessions and take its tokens back; its links stay, as its password does. Raises StateError."""
        with self._writing() as session:
            for table in (SignInRow, TokenRow):
                session.execute(delete(table).where(table.account_id == account_id))


def about(engine: Engine, account: Account) -> str:
    """Return what is kept of an account itself, as JSON: the account, its links, sessions and tokens without secrets, its audit lines."""
    doors = SignIns(engine)
    lists: dict[str, list[BaseModel]] = {
        "links": [*doors.links(account.id)],
        "sessions": [*doors.sessions(account.id)],
        "tokens": [*Tokens(engine).listed(account.id)],
        "audit": _audit_of(engine, account),
    }
    body = {"account": account.model_dump(mode="json")}
    return json.dumps(
        body | {name: [one.model_dump(mode="json") for one in rows] for name, rows in lists.items()},
        ensure_ascii=False,
        indent=1,
    )


def _audit_of(engine: Engine, account: Account) -> list[BaseModel]:
    """Return the audit lines by an account and on it, the newest first; where somebody else acted, not from which address."""
    audit = Audit(engine)
    others = [line for line in audit.lines(_MOST_LINES, target=account.id) if line.actor != account.id]
    lines = [
        *audit.lines(_MOST_LINES, actor=account.id),
        *(line.model_copy(update={"address": ""}) for line in others),
    ]
    return [*sorted(lines, key=lambda line: line.at, reverse=True)]


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
    """Delete all that is an account's own, its sessions and its tokens, and return what went. Raises StateError.

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
