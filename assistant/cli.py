"""The assistant's commands: ask, assess, retrieve, plan-check, timeline, verify, serve, doctor."""

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.terminal import (
    actions_from,
    needed,
    paper_from,
    plans_from,
    print_json,
    print_markdown,
    question_from,
    run_lines,
)

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.models import UserDocument
    from assistant.timeline import Changes, Timeline

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
        run_lines(jsonl, lambda row: assistant.ask(AskLine.model_validate(row).to_question()).model_dump(mode="json"))
    answer = assistant.ask(question_from(text, file, papers=True).model_copy(update={"case": case}))
    if as_json:
        print_json(answer.model_dump(mode="json"))
    else:
        from assistant.rendering import answer_markdown

        print_markdown(answer_markdown(answer))


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
        run_lines(
            jsonl, lambda row: assistant.assess(AssessLine.model_validate(row).to_question()).model_dump(mode="json")
        )
    reply = assistant.assess(question_from(text, file))
    if as_json:
        print_json(reply.model_dump(mode="json"))
    else:
        from assistant.rendering import assessment_markdown

        print_markdown(assessment_markdown(reply))


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
        run_lines(jsonl, lambda row: found(RetrieveLine.model_validate(row).to_turns()))
    results = found([needed(text, "query")])
    if as_json:
        print_json(results)
        return
    for row in results["results"]:
        print(f"{row['rank']:>2}  {row['score']:.3f}  {row['title']} - {row['locator']}\n    {row['text']}\n")


@app.command("plan-check")
def plan_check(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="The situation, in your own words.")] = None,
    situation: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help="A file that describes the situation; may be repeated."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The plan: list items, table rows or lines.")
    ] = None,
    action: Annotated[list[str] | None, typer.Option(help="An action of the plan; may be repeated.")] = None,
    as_json: AsJson = False,
    jsonl: Lines = None,
) -> None:
    """Say how each action of a plan fits the stage, what the plan lacks and what comes first."""
    from assistant.batch import PlanLine

    assistant = _assistant()
    if jsonl:

        def checked(row: dict[str, Any]) -> dict[str, Any]:
            line = PlanLine.model_validate(row)
            return assistant.plan_check(line.to_question(), line.to_actions()).model_dump(mode="json")

        run_lines(jsonl, checked)
    described = question_from(text, situation, papers=True)
    reply = assistant.plan_check(described, [*(actions_from(file) if file else []), *(action or [])])
    if as_json:
        print_json(reply.model_dump(mode="json"))
    else:
        from assistant.rendering.bench import plan_markdown

        print_markdown(plan_markdown(reply))


@app.command()
def timeline(
    file: Annotated[list[Path] | None, typer.Option(metavar="PATH", help="A dated paper; may be repeated.")] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option(metavar="DATE DATE", help="Say what changed between two dates.")
    ] = None,
    plan: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help="With --between, a plan with its date in its name; may be repeated."),
    ] = None,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the line into an .svg or .png file too.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the chart's file where it is there.")] = False,
    as_json: AsJson = False,
    jsonl: Lines = None,
) -> None:
    """Say from dated papers which way a service is moving, and where it turned; or what changed between two dates."""
    from assistant.batch import TimelineLine
    from assistant.charting import check_chart, put_chart
    from assistant.rendering.bench import changes_markdown, timeline_markdown
    from assistant.timeline import Timeline
    from assistant.timeline.moments import window

    days = window(*between) if between else None
    plans = plans_from(plan or [], bool(between))
    if chart:
        check_chart(chart, force, alone=not between and not jsonl)
    papers = [] if jsonl else [paper_from(path) for path in file or []]
    assistant = _assistant()

    def read(documents: "list[UserDocument]") -> "Timeline | Changes":
        return assistant.changes(documents, *days, plans) if days else assistant.timeline(documents)

    if jsonl:
        run_lines(jsonl, lambda row: read(TimelineLine.model_validate(row).to_documents()).model_dump(mode="json"))
    reply = read(papers)
    if chart and isinstance(reply, Timeline):
        put_chart(reply, chart, force)
    if as_json:
        print_json(reply.model_dump(mode="json"))
    else:
        shown = timeline_markdown(reply) if isinstance(reply, Timeline) else changes_markdown(reply)
        print_markdown(shown)


@app.command()
def verify(
    claim: Annotated[str | None, typer.Option("--claim", metavar="TEXT", help="The claim, in one sentence.")] = None,
    passage: Annotated[
        list[str] | None,
        typer.Option("--passage", metavar="TEXT", help="A passage to hold it against; may be repeated."),
    ] = None,
    as_json: AsJson = False,
    jsonl: Lines = None,
) -> None:
    """Say whether passages support a claim, and which of them do."""
    from assistant.batch import VerifyLine
    from assistant.claims import ClaimChecker
    from assistant.settings import load_settings
    from indexes.embedders import get_embedder

    if not jsonl:
        needed(claim, "claim")
    settings = load_settings()
    checker = ClaimChecker(get_embedder(settings.embedder, settings.home))

    def checked(row: dict[str, Any]) -> dict[str, Any]:
        line = VerifyLine.model_validate(row)
        return checker.check(line.claim, line.passages, line.id).model_dump(mode="json")

    if jsonl:
        run_lines(jsonl, checked)
    reply = checker.check(claim or "", passage or [])
    if as_json:
        print_json(reply.model_dump(mode="json"))
        return
    named = ", ".join(str(number + 1) for number in reply.supporting) or "none"
    print(f"{reply.label.replace('_', ' ')} (chance of support {reply.score:.2f}); passages that carry it: {named}")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to bind to; loopback only, without accounts.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 0 takes any free one.")] = None,
) -> None:
    """Serve the page on this machine, or to everybody with an account; without an index it comes up too, and offers to build one."""
    from assistant.assistant import Assistant
    from assistant.serving import serving
    from assistant.settings import load_settings
    from assistant.web import serve as serve_page
    from assistant.web.server import announce
    from corpus.private import private_below, write_privately

    settings = load_settings()
    settings.web.host = host or settings.web.host
    settings.web.port = settings.web.port if port is None else port
    print("Starting Regrip.", file=sys.stderr)
    write_privately()
    private_below(settings.home)
    with serving(settings.home):
        assistant = Assistant.prepared(settings)
        _aside(assistant.ready)

        def ready(address: str) -> None:
            announce(address)
            _aside(assistant.warm)

        serve_page(assistant, settings, ready)
        assistant.close()
    _leave()


def _leave() -> None:
    """End the process where threads are still at work that nobody waits for.

    Left to itself, Python takes itself apart under them, and one that is inside a library then aborts the process.
    """
    if any(thread.daemon and thread is not threading.current_thread() for thread in threading.enumerate()):
        logging.shutdown()
        sys.stdout.flush()
        os._exit(0)


def _aside(deed: Callable[[], object]) -> None:
    """Do something in a thread of its own; what stands in the way is told to whoever asks."""
    from corpus.errors import RegripError

    def done() -> None:
        with contextlib.suppress(RegripError):
            deed()

    threading.Thread(target=done, daemon=True).start()


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check the health of everything and print the settings in force; exit 1 when something needs mending."""
    from assistant.doctor import examine

    report = examine()
    if as_json:
        print_json(report.model_dump(mode="json"))
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
