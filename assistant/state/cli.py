"""The record's commands: history, replay, feedback, and db for the file itself."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.terminal import print_json, run_lines

if TYPE_CHECKING:
    from assistant.state.files import Checked
    from assistant.state.store import Record

app = typer.Typer(help="Read, make again, judge and delete what was answered.", rich_markup_mode=None)
db = typer.Typer(
    help="Back up, restore and check the record of conversations.", no_args_is_help=True, rich_markup_mode=None
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite what is there.")]


@app.command()
def history(
    conversation: Annotated[
        str | None, typer.Argument(metavar="[CONVERSATION]", help="A conversation's id; all when left out.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many exchanges, the newest first.")] = 50,
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete this conversation for good, with the feedback on it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List what was asked, with the id of each exchange; or delete a conversation."""
    from assistant.state.text import deleted_text, history_text

    with _existing() as record:
        if delete:
            gone = _there(record).delete(_named(conversation))
            print_json(gone.model_dump(mode="json")) if as_json else print(deleted_text(gone))
            return
        if conversation is not None:
            record = _there(record)
        listed = record.history(conversation, limit) if record else []
    if as_json:
        print_json({"exchanges": [row.model_dump(mode="json") for row in listed]})
    else:
        print(history_text(listed))


@app.command()
def replay(
    exchange: Annotated[str, typer.Argument(metavar="ID", help="An exchange's id, as the answer and history tell it.")],
    as_json: AsJson = False,
) -> None:
    """Make a kept answer again with what is installed now and say what differs; exit 1 when something does."""
    from assistant.assistant import Assistant
    from assistant.replay import replay_text

    with _kept() as record:
        record.exchange(exchange)  # told before the index is opened, which takes a second
    again = Assistant.open().replay(exchange)
    if as_json:
        print_json(again.model_dump(mode="json"))
    else:
        print(replay_text(again))
    if not again.same:
        raise typer.Exit(1)


@app.command()
def feedback(
    exchange: Annotated[str | None, typer.Argument(metavar="[ID]", help="An exchange's id.")] = None,
    verdict: Annotated[str | None, typer.Option(help="helpful, wrong, unsupported or missing.")] = None,
    statement: Annotated[
        str | None, typer.Option(metavar="N.N", help="The statement, as in 2.1, or a section, as in 2.")
    ] = None,
    note: Annotated[str, typer.Option(help="Why, in your own words; personal data is covered.")] = "",
    as_json: AsJson = False,
    jsonl: Annotated[
        str | None,
        typer.Option("--jsonl", metavar="FILE", help="Read one JSON object a line (- is standard input)."),
    ] = None,
) -> None:
    """Say what was helpful, wrong, unsupported or missing in an answer; without --verdict show its statements by number."""
    from assistant.errors import QuestionError
    from assistant.state.feedback import give_feedback
    from assistant.state.lines import FeedbackLine, read_verdict
    from assistant.state.text import given_text, judged_json, judged_text

    with _kept() as record:
        if jsonl:

            def given(row: dict[str, Any]) -> dict[str, Any]:
                line = FeedbackLine.model_validate(row)
                one = give_feedback(record, line.exchange_id, line.verdict, line.statement, line.note)
                return one.model_dump(mode="json")

            run_lines(jsonl, given)
        if exchange is None:
            raise QuestionError("no exchange is named; give its id, which the answer and `regrip history` tell")
        if verdict is not None:
            one = give_feedback(record, exchange, read_verdict(verdict), statement, note)
            print_json(one.model_dump(mode="json")) if as_json else print(given_text(one))
            return
        if statement or note:
            raise QuestionError("--statement and --note go with a --verdict: helpful, wrong, unsupported or missing")
        kept, all_given = record.exchange(exchange), record.feedback(exchange)
        print_json(judged_json(kept, all_given)) if as_json else print(judged_text(kept, all_given))


@db.callback()
def _group() -> None:
    """Back up, restore and check the record of conversations."""


@db.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Copy the record to a file while it is in use, and check the copy."""
    from assistant.state.files import backup as back_up

    _said(back_up(_file(), file, force), as_json, f"backed up to {file}")


@db.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the record's place, once it is checked."""
    from assistant.state.files import restore as put_back

    target = _file()
    _said(put_back(file, target, force), as_json, f"restored to {target}")


@db.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="A backup; the record in use when left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check the record or a backup: whole, of a version that can be read, what it holds; exit 1 when something is wrong."""
    from assistant.state.files import check as examine

    checked = examine(file or _file())
    _said(checked, as_json, f"{checked.file}: {'whole' if checked.ok else 'damaged'}")
    if not checked.ok:
        raise typer.Exit(1)


def _said(checked: "Checked", as_json: bool, done: str) -> None:
    if as_json:
        print_json(checked.model_dump(mode="json"))
        return
    print(done)
    for problem in checked.problems:
        print(f"  {problem}")
    if checked.ok:
        print(
            f"  {checked.conversations} conversations, {checked.exchanges} exchanges, {checked.feedback} pieces of feedback, "
            f"schema {checked.schema_version}"
        )


def _file() -> Path:
    """Return the file of the record in use. Raises StateError for another kind of database, with the way out."""
    from assistant.settings import load_settings
    from assistant.state.files import file_of

    settings = load_settings()
    return file_of(settings.record.url, settings.home)


@contextmanager
def _kept() -> Iterator["Record"]:
    """Give the record and close it. Raises StateError when nothing is being kept, or nothing is there yet."""
    from assistant.errors import NotKept
    from assistant.settings import load_settings
    from assistant.state.store import NOT_KEPT

    if not load_settings().record.keep:
        raise NotKept(NOT_KEPT)
    with _existing() as record:
        yield _there(record)


@contextmanager
def _existing() -> Iterator["Record | None"]:
    """Give the record, also where nothing new is kept, and close it; None where there is none, and none is made."""
    from assistant.settings import load_settings
    from assistant.state.store import existing_record

    settings = load_settings()
    if not settings.record.keep:
        print("regrip: record.keep is off: nothing new is kept", file=sys.stderr)
    record = existing_record(settings.record.url, settings.home)
    try:
        yield record
    finally:
        if record is not None:
            record.close()


def _there(record: "Record | None") -> "Record":
    from assistant.errors import StateError

    if record is None:
        raise StateError("nothing has been kept yet; `regrip ask` keeps each answer and tells its id")
    return record


def _named(conversation: str | None) -> str:
    from assistant.errors import QuestionError

    if conversation is None:
        raise QuestionError("no conversation is named to delete; `regrip history` lists them, each with its id")
    return conversation
