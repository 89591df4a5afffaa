"""What the assistant's commands read from the terminal, and how they print."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from assistant.models import Question, UserDocument
    from corpus.files import FileText


def question_from(text: str | None, files: list[Path] | None, papers: bool = False) -> "Question":
    """Return what was asked, with the files as documents. Raises QuestionError when there are neither words nor files.

    As `papers` they have the dates in their names, where there are any.
    """
    from assistant.models import Question

    documents = [paper_from(path) if papers else document_from(path) for path in files or []]
    said = (text or "") if documents else needed(text, "question")
    return Question(turns=[said], documents=documents)


def document_from(path: Path) -> "UserDocument":
    """Return a file as a document; warnings about it go to standard error."""
    from assistant.models import UserDocument

    read = _read(path)
    return UserDocument(title=path.name, date=read.date, text=read.text)


def actions_from(path: Path) -> list[str]:
    """Return the actions of the plan in a file."""
    from assistant.plans.reading import actions_in

    return actions_in(_read(path))


def _read(path: Path) -> "FileText":
    from assistant.settings import load_settings
    from corpus.files import read_file

    read = read_file(path, load_settings().files)
    for warning in read.warnings:
        print(f"regrip: {path.name}: {warning}", file=sys.stderr)
    return read


def paper_from(path: Path) -> "UserDocument":
    """Return a paper; a date in the file's name goes before the one that the file states of itself."""
    from assistant.timeline.dates import date_in_name

    document = document_from(path)
    if named := date_in_name(path.name):
        return document.model_copy(update={"date": named})
    if document.date:
        print(f"regrip: {path.name}: taken as of {document.date}, which the file states of itself", file=sys.stderr)
    return document


def plans_from(paths: list[Path], between: bool) -> list[tuple[str, str]]:
    """Return names and dates of plans. Raises QuestionError where a name holds no date, or where nothing is compared."""
    from assistant.errors import QuestionError
    from assistant.timeline.dates import date_in_name

    if paths and not between:
        raise QuestionError("--plan says which plan came before a change; give --between DATE DATE with it")
    found = []
    for path in paths:
        if (named := date_in_name(path.name)) is None:
            raise QuestionError(f"{path.name}: the name holds no date; put one in front, as in '2024-05 {path.name}'")
        found.append((path.name, named))
    return found


def needed(text: str | None, what: str) -> str:
    """Return the text. Raises QuestionError when there is none."""
    from assistant.errors import QuestionError

    if text is None or not text.strip():
        raise QuestionError(f"the {what} is empty; put it in quotes after the command, or use --jsonl FILE")
    return text


def run_lines(path: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer a batch and end the command: 0 when every line was answered, 1 when one failed."""
    from assistant.batch import run_batch

    raise typer.Exit(1 if run_batch(path, answer, sys.stdout) else 0)


def print_json(value: Any) -> None:
    """Print one JSON object."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def print_markdown(text: str) -> None:
    """Print Markdown: rendered on a terminal, as it is elsewhere."""
    if not sys.stdout.isatty():
        print(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
