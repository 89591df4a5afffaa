"""Which account somebody of a provider has: found by issuer and subject, and by the name of an account the first time only."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.accounts.base import AccountStore
from assistant.accounts.errors import AccountError, ProviderRefused
from assistant.accounts.models import Account
from assistant.accounts.names import check_name, normal
from assistant.accounts.provider.persons import Person
from assistant.accounts.roles import Role
from assistant.accounts.store import Accounts, account_of, new_account
from assistant.errors import Conflict, NotFound, QuestionError
from assistant.state.account_tables import AccountRow, LinkRow, SignInRow, TokenRow, WayRow

_ASK = "ask whoever runs Regrip for you"
_WAYS_KEPT = timedelta(hours=1)
"""Longer than a way may take, so that one that is forgotten is too old to be taken again."""


class Links(AccountStore):
    """The accounts of a provider's people."""

    def account_of(self, person: Person, new_accounts: Role | None, done: list[str]) -> Account:
        """Return somebody's account, linked to them if it was not, and made if `new_accounts` has a role for it.

        Whatever was done to it is added to `done` once it is kept, also where what follows is refused. Raises ProviderRefused, Conflict.
        """
        own = list[str]()
        if person.barred:
            raise ProviderRefused(
                "you are in none of the groups that may use Regrip; ask whoever looks after accounts in your organisation",
                "no role",
            )
        with self._writing() as session:
            row = self._linked(session, person) or self._link(session, person, new_accounts, own)
            if row.disabled:
                raise ProviderRefused(f"your account is switched off; {_ASK}", "switched off")
            account = account_of(row)
        done += own
        return self._with_role(account, person.role, done)

    def known(self, person: Person) -> str:
        """Return the id of the account that somebody is linked to, empty for none."""
        with self._reading() as session:
            row = self._linked(session, person)
            return row.id if row is not None else ""

    def remove(self, account_id: str) -> int:
        """Forget whom an account is linked to, sign it out with its tokens, and return how many they were."""
        with self._writing() as session:
            for rows_of in (SignInRow, TokenRow):
                session.execute(delete(rows_of).where(rows_of.account_id == account_id))
            rows = session.scalars(select(LinkRow).where(LinkRow.account_id == account_id)).all()
            for row in rows:
                session.delete(row)
            return len(rows)

    def spend(self, hashed: str) -> None:
        """Take note that a way was gone to its end. Raises ProviderRefused for one that was gone before."""
        moment = self._clock()
        try:
            with self._writing() as session:
                session.execute(delete(WayRow).where(WayRow.at <= moment - _WAYS_KEPT))
                session.add(WayRow(hash=hashed, at=moment))
        except Conflict as error:
            raise ProviderRefused("you have come this way before; begin again", "used before") from error

    def _linked(self, session: Session, person: Person) -> AccountRow | None:
        link = session.get(LinkRow, (person.issuer, person.subject))
        return session.get(AccountRow, link.account_id) if link is not None else None

    def _link(self, session: Session, person: Person, new_accounts: Role | None, done: list[str]) -> AccountRow:
        if person.name is None:
            raise ProviderRefused(f"{person.problem}; {_ASK}", "no name")
        row = session.scalars(select(AccountRow).where(AccountRow.name == normal(person.name))).first()
        if row is None:
            row = self._made(session, person.name, new_accounts and (person.role or new_accounts))
            done.append("account made")
        taken = select(LinkRow).where(LinkRow.account_id == row.id, LinkRow.issuer == person.issuer)
        if session.scalars(taken).first() is not None:
            raise ProviderRefused(
                f"the account called {row.name} is another person's of the same provider; {_ASK} to undo that",
                "name taken",
            )
        session.add(LinkRow(issuer=person.issuer, subject=person.subject, account_id=row.id, created=self._clock()))
        session.flush()
        done.append("account linked")
        return row

    def _made(self, session: Session, name: str, role: Role | None) -> AccountRow:
        if role is None:
            raise ProviderRefused(f"there is no account called {name} here; {_ASK} to add one", "unknown person")
        try:
            row = new_account(check_name(name), role, None, self._clock())
        except QuestionError as error:
            raise ProviderRefused(f"{error}; {_ASK} to add one under another name", "no name") from error
        session.add(row)
        session.flush()
        return row

    def _with_role(self, account: Account, role: Role | None, done: list[str]) -> Account:
        """Return an account in the role that the provider's groups give, which signs it out elsewhere if it had another."""
        if role is None or account.role == role:
            return account
        try:
            changed = Accounts(self._engine, self._clock).set_role(account.name, role)
        except NotFound as error:
            raise ProviderRefused(f"your account was deleted at this moment; {_ASK}", "unknown person") from error
        except AccountError as error:
            raise ProviderRefused(f"your groups take the role of administrator from {error}", "last one") from error
        done.append("role changed")
        return changed
