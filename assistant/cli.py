"""The assistant's commands: ask, assess, retrieve, serve, doctor."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.models import Question, UserDocument

app = typer.Typer(help="Ask about a service, stage it, search the corpus, serve the page.", rich_markup_mode=None)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Lines = Annotated[
    str | None,
    typer.Option(
        "--jsonl", metavar="FILE", help="Read one JSON object a line (- is standard input) and print one a line."
    ),
]
Case = Annotated[str | None, typer.Option("--case", help="Read this case's files too.")]
Files = Annotated[
    list[Path] | None,
    typer.Option("--file", metavar="PATH", help="A file of your own to read as evidence; may be repeated."),
]


@app.command()
def ask(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="The question, in your own words.")] = None,
    file: Files = None,
    case: Case = None,
    as_json: AsJson = False,
    jsonl: Lines = None,
) -> None:
    """Answer a question with a stage, next steps and cited passages."""
    from assistant.batch import AskLine

    assistant = _assistant()
    if jsonl:
        _run(jsonl, lambda row: assistant.ask(AskLine.model_validate(row).to_question()).model_dump(mode="json"))
    answer = assistant.ask(_question(text, file).model_copy(update={"case": case}))
    if as_json:
        _print_json(answer.model_dump(mode="json"))
    else:
        from assistant.rendering import answer_markdown

        _print_markdown(answer_markdown(answer))


@app.command()
def assess(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="A description of a service.")] = None,
    file: Files = None,
    as_json: AsJson = False,
    jsonl: Lines = None,
) -> None:
    """Say which stage a description fits, with the evidence for and against."""
    from assistant.batch import AssessLine

    assistant = _assistant()
    if jsonl:
        _run(jsonl, lambda row: assistant.assess(AssessLine.model_validate(row).to_question()).model_dump(mode="json"))
    reply = assistant.assess(_question(text, file))
    if as_json:
        _print_json(reply.model_dump(mode="json"))
    else:
        from assistant.rendering import assessment_markdown

        _print_markdown(assessment_markdown(reply))


@app.command()
def retrieve(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="What to look for.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    mode: Annotated[str, typer.Option(help="hybrid, dense or keyword.")] = "hybrid",
    as_json: AsJson = False,
    jsonl: Lines = None,
) -> None:
    """Find passages in the corpus."""
    from assistant.batch import RetrieveLine
    from indexes.settings import read_mode

    chosen = read_mode(mode)
    assistant = _assistant()

    def found(turns: list[str]) -> dict[str, Any]:
        return {
            "id": "",
            "results": [result.model_dump(mode="json") for result in assistant.retrieve(turns, k, chosen)],
        }

    if jsonl:
        _run(jsonl, lambda row: found(RetrieveLine.model_validate(row).to_turns()))
    results = found([_needed(text, "query")])
    if as_json:
        _print_json(results)
        return
    for row in results["results"]:
        print(f"{row['rank']:>2}  {row['score']:.3f}  {row['title']} - {row['locator']}\n    {row['text']}\n")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to bind to; loopback only.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0 takes any free one.")] = None,
) -> None:
    """Serve the page on this machine."""
    from assistant.settings import load_settings
    from assistant.web import serve as serve_page

    settings = load_settings()
    settings.web.host = host or settings.web.host
    settings.web.port = settings.web.port if port is None else port
    print("Starting Regrip.", file=sys.stderr)
    serve_page(_assistant(), settings)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check the health of everything and print the settings in force; exit 1 when something needs mending."""
    from assistant.doctor import examine

    report = examine()
    if as_json:
        _print_json(report.model_dump(mode="json"))
    else:
        for check in report.checks:
            print(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.detail}")
        print("\nSettings in force:")
        for setting in report.settings:
            print(f"  {setting.path} = {setting.value}  ({setting.origin})")
    if not report.healthy:
        raise typer.Exit(1)


def _assistant() -> "Assistant":
    from assistant.assistant import Assistant

    return Assistant.open()


def _question(text: str | None, files: list[Path] | None) -> "Question":
    from assistant.models import Question

    documents = [_document(path) for path in files or []]
    said = (text or "") if documents else _needed(text, "question")
    return Question(turns=[said], documents=documents)


def _document(path: Path) -> "UserDocument":
    from assistant.models import UserDocument
    from corpus.files import read_file

    read = read_file(path)
    for warning in read.warnings:
        print(f"regrip: {path.name}: {warning}", file=sys.stderr)
    return UserDocument(title=path.name, date=read.date, text=read.text)


def _needed(text: str | None, what: str) -> str:
    from assistant.errors import QuestionError

    if text is None or not text.strip():
        raise QuestionError(f"the {what} is empty; put it in quotes after the command, or use --jsonl FILE")
    return text


def _run(path: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer a batch and end the command: 0 when every line was answered, 1 when one failed."""
    from assistant.batch import run_batch

    raise typer.Exit(1 if run_batch(path, answer, sys.stdout) else 0)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _print_markdown(text: str) -> None:
    if not sys.stdout.isatty():
        print(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
