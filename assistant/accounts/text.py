"""What `regrip users` prints for people."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.accounts.models import Account, AuditLine, NewToken, Token


def accounts_text(accounts: Sequence[Account]) -> str:
    """Return one line an account."""
    if not accounts:
        return "There are no accounts. Make the first with `regrip users add NAME --role administrator`."
    wide = max(len(account.name) for account in accounts)
    return "\n".join(
        f"{account.name:{wide}}  {account.role:13}  made {_day(account.created)}"
        f"{'' if account.has_password else ', no password'}{', switched off' if account.disabled else ''}"
        for account in accounts
    )


def tokens_text(tokens: Sequence[Token]) -> str:
    """Return one line a token."""
    if not tokens:
        return "There are no tokens."
    return "\n".join(
        f"{token.id}  {token.scope:5}  until {_day(token.ends)}  {_used(token)}  {token.label}" for token in tokens
    )


def _used(token: Token) -> str:
    return f"used {_day(token.used)}" if token.used else "never used"


def new_token_text(token: NewToken) -> str:
    """Return what is said of a token just made."""
    return f"{token.secret}\nThis is shown once. It is good until {_day(token.ends)}; programs send it as `Authorization: Bearer …`."


def audit_text(lines: Sequence[AuditLine], names: Mapping[str, str]) -> str:
    """Return one line an entry, with names for the ids of accounts that are still there."""
    if not lines:
        return "The audit log is empty."
    return "\n".join(
        "  ".join(
            part
            for part in (
                f"{line.at:%Y-%m-%d %H:%M:%S}Z",
                names.get(line.actor, line.actor) or "nobody",
                line.action,
                names.get(line.target, line.target),
                line.result,
                line.address,
            )
            if part
        )
        for line in lines
    )


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
