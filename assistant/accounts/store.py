"""Accounts as rows: made, listed, given another role or password, switched off and on, deleted."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.accounts.base import AccountStore
from assistant.accounts.errors import AccountError
from assistant.accounts.models import Account
from assistant.accounts.names import check_name, normal
from assistant.accounts.passwords import check_new, hash_password
from assistant.accounts.roles import Role
from assistant.errors import Conflict, NotFound
from assistant.state.account_tables import AccountRow, SignInRow
from assistant.state.base import new_id, utc

_LAST = "this is the last administrator that is not switched off; make another first"


class Accounts(AccountStore):
    """All accounts. Names are taken in any spelling; NotFound is raised for one that nobody has."""

    def add(self, name: str, role: Role, password: str | None) -> Account:
        """Make an account and return it; without a password only a provider lets its owner in.

        Raises QuestionError, PasswordRefused, Conflict for a name that is taken.
        """
        kept = check_name(name)
        if password is not None:
            check_new(password, kept)
        hashed = hash_password(password) if password is not None else None
        with self._writing() as session:
            if _named(session, kept) is not None:
                raise Conflict(f"{kept}: there is an account of this name; take another name")
            row = new_account(kept, role, hashed, self._clock())
            session.add(row)
            session.flush()
            return account_of(row)

    def listed(self) -> list[Account]:
        """Return all accounts by name."""
        with self._reading() as session:
            return [account_of(row) for row in session.scalars(select(AccountRow).order_by(AccountRow.name))]

    def get(self, name: str) -> Account:
        """Return the account of a name."""
        with self._reading() as session:
            return account_of(_there(session, name))

    def names(self) -> dict[str, str]:
        """Return the name of every id."""
        return {account.id: account.name for account in self.listed()}

    def any(self) -> bool:
        """Return whether there is an account at all."""
        with self._reading() as session:
            return session.scalar(select(AccountRow).limit(1)) is not None

    def set_role(self, name: str, role: Role) -> Account:
        """Give an account another role; it has to sign in again. Raises AccountError for the last administrator."""
        with self._writing() as session:
            row = _there(session, name)
            if role != "administrator":
                _keep_one(session, row)
            row.role = role
            _sign_out(session, row)
            return account_of(row)

    def set_password(self, name: str, password: str, staying: str | None = None) -> Account:
        """Give an account another password and end its sessions but the one whose hash is `staying`. Raises PasswordRefused."""
        check_new(password, normal(name))
        hashed = hash_password(password)
        with self._writing() as session:
            row = _there(session, name)
            row.password, row.password_changed = hashed, self._clock()
            _sign_out(session, row, staying)
            return account_of(row)

    def set_disabled(self, name: str, disabled: bool) -> Account:
        """Switch an account off, which signs it out and stops its tokens, or on. Raises AccountError for the last administrator."""
        with self._writing() as session:
            row = _there(session, name)
            if disabled:
                _keep_one(session, row)
                _sign_out(session, row)
            row.disabled = disabled
            return account_of(row)

    def delete(self, name: str) -> Account:
        """Delete an account with its sessions and tokens, and return it as it was. Raises AccountError for the last administrator."""
        with self._writing() as session:
            row = _there(session, name)
            _keep_one(session, row)
            account = account_of(row)
            session.delete(row)
            return account


def new_account(name: str, role: Role, hashed: str | None, moment: datetime) -> AccountRow:
    """Return the row of an account to be made. `hashed` is what is kept of its password, None for none."""
    return AccountRow(
        id=new_id(),
        name=name,
        role=role,
        password=hashed or "",
        disabled=False,
        created=moment,
        password_changed=moment,
    )


def _named(session: Session, name: str) -> AccountRow | None:
    return session.scalars(select(AccountRow).where(AccountRow.name == normal(name))).first()


def _there(session: Session, name: str) -> AccountRow:
    row = _named(session, name)
    if row is None:
        raise NotFound(f"{name[:80]}: no account has this name; `regrip users list` lists them")
    return row


def _keep_one(session: Session, row: AccountRow) -> None:
    """Raise AccountError when `row` is the only administrator who can sign in."""
    others = select(AccountRow.id).where(
        AccountRow.role == "administrator", AccountRow.disabled.is_(False), AccountRow.id != row.id
    )
    if row.role == "administrator" and not row.disabled and session.scalars(others).first() is None:
        raise AccountError(f"{row.name}: {_LAST}")


def _sign_out(session: Session, row: AccountRow, staying: str | None = None) -> None:
    gone = delete(SignInRow).where(SignInRow.account_id == row.id)
    session.execute(gone if staying is None else gone.where(SignInRow.hash != staying))


def account_of(row: AccountRow) -> Account:
    """Return an account as it is told."""
    return Account.model_validate(
        {
            "id": row.id,
            "name": row.name,
            "role": row.role,
            "disabled": row.disabled,
            "created": utc(row.created),
            "password_changed": utc(row.password_changed),
            "has_password": bool(row.password),
        }
    )
