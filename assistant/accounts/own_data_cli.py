"""The commands for a person's rights: all that is kept of an account as one file, and its deletion."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.accounts.at_terminal import agreed, database, note
from assistant.terminal import print_json

if TYPE_CHECKING:
    from assistant.accounts.models import Account
    from assistant.accounts.own_data import Held
    from assistant.errors import QuestionError

Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def export(
    name: Name,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The zip to write.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write all that is kept of an account to a zip that only you can read; the same as Settings, “Take my data”."""
    from assistant.accounts.own_data import export_account
    from assistant.accounts.store import Accounts
    from assistant.settings import load_settings

    with database() as engine:
        account = Accounts(engine).get(name)
        aside = _place_for(out, force)
        try:
            with aside.open("r+b") as file:
                export_account(engine, load_settings(), account, file)
            aside.replace(out)
        except OSError as error:
            raise _unwritable(out, error) from error
        finally:
            aside.unlink(missing_ok=True)
        note(engine, "data exported", account.id)
    size = out.stat().st_size
    print_json({"name": account.name, "file": str(out), "bytes": size}) if as_json else print(
        f"all that is kept of {account.name} is in {out}, {size:,} bytes"
    )


def erase(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete for good all that is an account's own, and sign it out; the account stays. `delete` takes the account too."""
    from assistant.accounts.own_data import erase_account, held_by
    from assistant.accounts.store import Accounts
    from assistant.errors import QuestionError
    from assistant.settings import load_settings

    settings = load_settings()
    with database() as engine:
        account = Accounts(engine).get(name)
        what = what_goes(account, held_by(settings, account))
        if not yes and not agreed(f"{what} Go on?"):
            raise QuestionError(f"{what} Nothing was deleted; to go on say yes, or give --yes")
        gone = erase_account(engine, settings, account)
        note(engine, "data erased", account.id)
    if as_json:
        print_json({"name": account.name, **gone.model_dump(mode="json")})
        return
    print(
        f"{account.name} has nothing here any more: {gone.cases} cases, {gone.documents} documents and {gone.conversations} conversations "
        "are gone, and it is signed out, its tokens too"
    )
    if not gone.erased:
        print("their text may stand in the database's files for a time; see docs/privacy.md")


def what_goes(account: "Account", held: "Held") -> str:
    """Return what deleting all that is an account's own means, and for whom besides."""
    shared = f", of which {held.shared} are shared and then gone for the others too" if held.shared else ""
    others = f" What it asked in the {held.others} cases of others that it sees stays with them." if held.others else ""
    return f"{account.name} has {held.cases} cases of its own{shared}.{others}"


def _place_for(out: Path, force: bool) -> Path:
    """Return an empty file beside `out` that only its owner can read. Raises QuestionError."""
    from assistant.errors import QuestionError

    if out.exists() and not force:
        raise QuestionError(f"{out}: is there already; name another file, or give --force")
    aside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise _unwritable(out, error) from error
    return aside


def _unwritable(out: Path, error: OSError) -> "QuestionError":
    from assistant.errors import QuestionError

    return QuestionError(
        f"{out}: cannot be written ({error.strerror}); name a file in a folder that can, with room left"
    )
