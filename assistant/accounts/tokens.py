"""Tokens for programs: made, listed, shown to say who asks, taken back."""

import hmac
import secrets
from datetime import timedelta

from sqlalchemy import select, update

from assistant.accounts.base import AccountStore, hash_of
from assistant.accounts.models import NewToken, Principal, Scope, Token
from assistant.errors import NotFound, QuestionError
from assistant.state.account_tables import AccountRow, TokenRow
from assistant.state.base import new_id, utc
from assistant.state.users import User

PREFIX = "rgp"
"""What every token begins with, so that one in the wrong place is recognised."""
LONGEST_DAYS = 730
_LONGEST_LABEL, _MOST = 60, 50
_NOTED_AGAIN = timedelta(minutes=1)
"""How often the use of a token is written down at the most."""


class Tokens(AccountStore):
    """Tokens of all accounts; each is asked for by the id of its account."""

    def add(self, account_id: str, label: str, scope: Scope = "read", days: int = 90) -> NewToken:
        """Make a token and return it with its secret, which is kept nowhere. Raises QuestionError."""
        name = " ".join(label.split())
        if not 1 <= len(name) <= _LONGEST_LABEL:
            raise QuestionError(
                f"label: a token is called by 1 to {_LONGEST_LABEL} characters, so that it is known again"
            )
        if not 1 <= days <= LONGEST_DAYS:
            raise QuestionError(f"days: a token is good for 1 to {LONGEST_DAYS} days")
        moment, token_id, half = self._clock(), new_id(), secrets.token_urlsafe(32)
        with self._writing() as session:
            if len(session.scalars(select(TokenRow).where(TokenRow.account_id == account_id)).all()) >= _MOST:
                raise QuestionError(f"there are {_MOST} tokens already; take some back first")
            row = TokenRow(
                id=token_id,
                account_id=account_id,
                label=name,
                hash=hash_of(half),
                scope=scope,
                created=moment,
                ends=moment + timedelta(days=days),
            )
            session.add(row)
            session.flush()
            return NewToken(**_token(row).model_dump(), secret=f"{PREFIX}_{token_id}_{half}")

    def listed(self, account_id: str) -> list[Token]:
        """Return an account's tokens, the oldest first."""
        rows = select(TokenRow).where(TokenRow.account_id == account_id).order_by(TokenRow.created, TokenRow.id)
        with self._reading() as session:
            return [_token(row) for row in session.scalars(rows)]

    def remove(self, account_id: str, token_id: str) -> Token:
        """Take a token back for good and return it. Raises NotFound, for another's too."""
        with self._writing() as session:
            row = session.get(TokenRow, token_id)
            if row is None or row.account_id != account_id:
                raise NotFound("the account has no token with this id")
            token = _token(row)
            session.delete(row)
            return token

    def principal(self, secret: str) -> Principal | None:
        """Return who a token speaks for; None for one that is unknown, over, or of an account that is switched off."""
        prefix, _, rest = secret.partition("_")
        token_id, _, half = rest.partition("_")
        if prefix != PREFIX or not token_id or not half or len(secret) > 200:
            return None
        moment = self._clock()
        with self._writing() as session:
            row = session.get(TokenRow, token_id)
            account = session.get(AccountRow, row.account_id) if row else None
            if row is None or account is None or not hmac.compare_digest(row.hash, hash_of(half)):
                return None
            if account.disabled or utc(row.ends) <= moment:
                return None
            if row.used is None or moment - utc(row.used) >= _NOTED_AGAIN:
                session.execute(update(TokenRow).where(TokenRow.id == row.id).values(used=moment))
            return Principal.model_validate(
                {
                    "user": User(id=account.id),
                    "name": account.name,
                    "role": account.role,
                    "token": row.id,
                    "read_only": row.scope == "read",
                }
            )

    def holds(self, principal: Principal) -> bool:
        """Return whether the token that somebody came with is still good."""
        with self._reading() as session:
            row = session.get(TokenRow, principal.token)
            account = session.get(AccountRow, row.account_id) if row else None
            return row is not None and account is not None and not account.disabled and utc(row.ends) > self._clock()


def _token(row: TokenRow) -> Token:
    return Token.model_validate(
        {
            "id": row.id,
            "label": row.label,
            "scope": row.scope,
            "created": utc(row.created),
            "ends": utc(row.ends),
            "used": utc(row.used) if row.used else None,
        }
    )
