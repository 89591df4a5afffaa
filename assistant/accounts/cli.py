"""The commands for accounts: who may sign in, in which role, with which tokens, and what was done."""

import sys
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from assistant.accounts.at_terminal import agreed, database, note
from assistant.accounts.own_data_cli import erase, export
from assistant.terminal import print_json

if TYPE_CHECKING:
    from assistant.accounts.models import Scope
    from assistant.accounts.roles import Role

app = typer.Typer(
    help="Accounts: add, change and delete them, tokens, the audit log.", no_args_is_help=True, rich_markup_mode=None
)
token = typer.Typer(help="Tokens of an account, for programs.", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
RoleName = Annotated[str, typer.Option("--role", help="director, adviser, evaluator or administrator.")]


@app.callback()
def _group() -> None:
    """Accounts: add, change and delete them, tokens, the audit log."""


@token.callback()
def _tokens() -> None:
    """Tokens of an account, for programs."""


@app.command()
def add(
    name: Name,
    role: RoleName = "director",
    no_password: Annotated[
        bool, typer.Option("--no-password", help="Only the provider of [oidc] lets its owner in.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make an account; the password is asked for, or is the first line of standard input."""
    from assistant.accounts.names import check_name
    from assistant.accounts.store import Accounts

    check_name(name)
    wanted = _role(role)
    with database() as engine:
        account = Accounts(engine).add(name, wanted, None if no_password else _password("Password"))
        note(engine, "account made", account.id)
    if as_json:
        print_json(account.model_dump(mode="json"))
    else:
        print(f"{account.name} may sign in as {account.role}{'' if account.has_password else ', but has no password'}")


@app.command("list")
def list_accounts(as_json: AsJson = False) -> None:
    """List accounts, each with its role."""
    from assistant.accounts.store import Accounts
    from assistant.accounts.text import accounts_text

    with database() as engine:
        accounts = Accounts(engine).listed()
    if as_json:
        print_json({"accounts": [account.model_dump(mode="json") for account in accounts]})
    else:
        print(accounts_text(accounts))


@app.command()
def role(
    name: Name,
    new: Annotated[str, typer.Argument(metavar="ROLE", help="director, adviser, evaluator or administrator.")],
) -> None:
    """Give an account another role; it has to sign in again."""
    from assistant.accounts.store import Accounts

    wanted = _role(new)
    with database() as engine:
        account = Accounts(engine).set_role(name, wanted)
        note(engine, "role changed", account.id, wanted)
    print(f"{account.name} is {account.role} now, and signed out")


@app.command()
def password(name: Name) -> None:
    """Give an account another password and sign it out everywhere; asked for, or the first line of standard input."""
    from assistant.accounts.store import Accounts

    with database() as engine:
        accounts = Accounts(engine)
        accounts.get(name)
        account = accounts.set_password(name, _password("New password"))
        note(engine, "password changed", account.id)
    print(f"{account.name} has another password now, and is signed out")


@app.command()
def unlink(name: Name) -> None:
    """Forget who of the provider an account belongs to, and sign it out; whoever next comes by its name there has it."""
    from assistant.accounts.provider.links import Links
    from assistant.accounts.store import Accounts

    with database() as engine:
        account = Accounts(engine).get(name)
        known = Links(engine).remove(account.id)
        note(engine, "account unlinked", account.id)
    print(
        f"{account.name} is linked to nobody of the provider now, and signed out"
        + ("" if known else "; it was not linked before")
    )


@app.command()
def disable(name: Name) -> None:
    """Switch an account off: it is signed out and cannot sign in, and its tokens stop. What it keeps stays."""
    _switch(name, disabled=True)


@app.command()
def enable(name: Name) -> None:
    """Switch an account on again."""
    _switch(name, disabled=False)


@app.command()
def delete(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete an account for good, with its cases, conversations and files; `disable` keeps them."""
    from assistant.accounts.removing import remove_account
    from assistant.accounts.store import Accounts
    from assistant.errors import QuestionError
    from assistant.settings import load_settings

    settings = load_settings()
    with database() as engine:
        account = Accounts(engine).get(name)
        if not yes and not agreed(f"Delete {account.name} with all of its cases and conversations for good?"):
            raise QuestionError(f"{account.name} was not deleted; to go on say yes, or give --yes")
        gone = remove_account(engine, settings, account.name)
        note(engine, "account deleted", account.id)
    print(
        f"{account.name} is gone, with {gone.cases} cases, {gone.documents} documents and {gone.conversations} conversations"
    )


@app.command()
def adopt(name: Name) -> None:
    """Give an account the cases and conversations that were kept before there were accounts."""
    from assistant.accounts.store import Accounts
    from assistant.state.upkeep import hand_over
    from assistant.state.users import LOCAL, User

    with database() as engine:
        account = Accounts(engine).get(name)
        cases = hand_over(engine, LOCAL, User(id=account.id))
        note(engine, "cases handed over", account.id)
    print(f"{account.name} has {cases} more cases, and the conversations that belong to none")


@app.command()
def audit(
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many lines, the newest first.")] = 100,
    of: Annotated[str | None, typer.Option("--of", metavar="NAME", help="Only what this account did.")] = None,
    case: Annotated[str | None, typer.Option("--case", metavar="ID", help="Only what was done to this case.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the audit log: who did what to which thing, and what came of it."""
    from assistant.accounts.audit import Audit
    from assistant.accounts.store import Accounts
    from assistant.accounts.text import audit_text

    with database() as engine:
        accounts = Accounts(engine)
        lines = Audit(engine).lines(limit, accounts.get(of).id if of else None, case)
        names = accounts.names()
    if as_json:
        print_json({"lines": [{**line.model_dump(mode="json"), "name": names.get(line.actor)} for line in lines]})
    else:
        print(audit_text(lines, names))


@token.command("add")
def add_token(
    name: Name,
    label: Annotated[str, typer.Argument(help="What the token is for, so that it is known again.")],
    scope: Annotated[
        str, typer.Option(help="read: changes and keeps nothing; write: all that the account may do.")
    ] = "read",
    days: Annotated[int, typer.Option(min=1, help="How long it is good for.")] = 90,
    as_json: AsJson = False,
) -> None:
    """Make a token and show it, this once."""
    from assistant.accounts.store import Accounts
    from assistant.accounts.text import new_token_text
    from assistant.accounts.tokens import Tokens

    wanted = _scope(scope)
    with database() as engine:
        account = Accounts(engine).get(name)
        made = Tokens(engine).add(account.id, label, wanted, days)
        note(engine, "token made", made.id, wanted)
    if as_json:
        print_json(made.model_dump(mode="json"))
    else:
        print(new_token_text(made))


@token.command("list")
def list_tokens(name: Name, as_json: AsJson = False) -> None:
    """List an account's tokens, without their secrets."""
    from assistant.accounts.store import Accounts
    from assistant.accounts.text import tokens_text
    from assistant.accounts.tokens import Tokens

    with database() as engine:
        tokens = Tokens(engine).listed(Accounts(engine).get(name).id)
    if as_json:
        print_json({"tokens": [one.model_dump(mode="json") for one in tokens]})
    else:
        print(tokens_text(tokens))


@token.command("remove")
def remove_token(
    name: Name, token_id: Annotated[str, typer.Argument(metavar="ID", help="The token's id, as list tells it.")]
) -> None:
    """Take a token back; it stops at once."""
    from assistant.accounts.store import Accounts
    from assistant.accounts.tokens import Tokens

    with database() as engine:
        gone = Tokens(engine).remove(Accounts(engine).get(name).id, token_id)
        note(engine, "token removed", gone.id)
    print(f"{gone.id} is taken back")


app.command()(export)
app.command()(erase)
app.add_typer(token, name="token")


def _switch(name: str, disabled: bool) -> None:
    from assistant.accounts.store import Accounts

    with database() as engine:
        account = Accounts(engine).set_disabled(name, disabled)
        note(engine, "account switched off" if disabled else "account switched on", account.id)
    print(f"{account.name} is switched {'off' if disabled else 'on'}")


def _role(said: str) -> "Role":
    from assistant.accounts.roles import ROLES
    from assistant.errors import QuestionError

    if said not in ROLES:
        raise QuestionError(f"{said!r}: not a role; it is one of {', '.join(ROLES)}")
    return said


def _scope(said: str) -> "Scope":
    from assistant.accounts.models import Scope
    from assistant.errors import QuestionError

    if said not in get_args(Scope):
        raise QuestionError(f"{said!r}: not a scope; it is read or write")
    return cast("Scope", said)


def _password(label: str) -> str:
    """Return a password asked for twice on a terminal, or the first line of standard input. Never an argument, which others could see."""
    if sys.stdin.isatty():
        typed: str = typer.prompt(label, hide_input=True, confirmation_prompt=True, err=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")
