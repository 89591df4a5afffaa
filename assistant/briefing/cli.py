"""The command `regrip brief`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import actions_from, paper_from, print_json, question_from

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.briefing.kinds import Wanted
    from assistant.briefing.material import Material
    from assistant.briefing.models import Form, Format
    from assistant.models import Question

app = typer.Typer(help="Write a cited briefing to a file.", rich_markup_mode=None)


@app.command()
def brief(
    conversation: Annotated[
        str | None, typer.Argument(metavar="[CONVERSATION_ID]", help="A kept conversation, as history lists it.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A .docx, .pdf, .md or .html file to write; with --batch a folder."),
    ] = None,
    question: Annotated[str | None, typer.Option(metavar="TEXT", help="What is to be answered.")] = None,
    file: Annotated[
        list[Path] | None, typer.Option(metavar="PATH", help="A file of your own as evidence; may be repeated.")
    ] = None,
    service: Annotated[str, typer.Option(metavar="NAME", help="The service's name, for the title.")] = "",
    form: Annotated[str, typer.Option(help="board (two pages) or adviser (all of it).")] = "board",
    plan: Annotated[Path | None, typer.Option(metavar="PATH", help="A plan to hold against the stage.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what has changed since then, by the dated files.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="A folder of cases, each a sub-folder or a file: one briefing each."),
    ] = None,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A .docx of your own whose names are filled in.")
    ] = None,
    format: Annotated[str, typer.Option(help="With --batch: docx, pdf, md or html.")] = "docx",
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write a cited briefing on a conversation, a question or files: DOCX, PDF, Markdown or HTML; or one for each case of a folder."""
    from assistant.assistant import Assistant
    from assistant.briefing.kinds import Wanted, finished, made, written
    from assistant.briefing.output import check_output, put

    out, day, chosen = _named(out), _day(since, plan), _form(form)
    if batch is not None:
        _alone(conversation, question, file, plan)
        _run_batch(batch, out, Wanted(chosen, _fits(_format(format), template), day, template), as_json)
    wanted = Wanted(chosen, _fits(check_output(out, force), template), day, template)
    asked = _question(conversation, question, file)
    actions = actions_from(plan) if plan else []
    assistant = Assistant.open()
    material = finished(assistant, _material(assistant, conversation, asked, service.strip()), wanted, actions, plan)
    briefing = made(assistant, material, wanted, date.today())
    content = written(briefing, wanted)
    put(content, out, force)
    if as_json:
        said = {"file": str(out), "form": chosen, "format": wanted.format, "bytes": len(content)}
        print_json(said | {"sources": len(briefing.sources)})
    else:
        print(f"written to {out}: {len(briefing.sources)} sources, {len(content):,} bytes")


def _run_batch(folder: Path, out: Path, wanted: "Wanted", as_json: bool) -> None:
    """Brief every case of a folder, and end the command: 0 when each has its briefing, 1 when one has none."""
    from assistant.assistant import Assistant
    from assistant.briefing.batch import SUMMARY, Batch, cases_in, check_folder

    cases = cases_in(folder)
    check_folder(out, folder)
    rows = Batch(Assistant.open(), wanted, out, paper_from, actions_from, _tell).run(cases)
    failed = sum(row.status == "failed" for row in rows)
    if as_json:
        print_json({"folder": str(out), "summary": SUMMARY, "cases": [row.model_dump(mode="json") for row in rows]})
    else:
        done = {status: sum(row.status == status for row in rows) for status in ("written", "unchanged", "failed")}
        counted = ", ".join(f"{number} {status}" for status, number in done.items())
        print(f"{len(rows)} cases: {counted}; the summary is in {out / SUMMARY}")
    raise typer.Exit(1 if failed else 0)


def _tell(words: str) -> None:
    print(f"regrip: {words}", file=sys.stderr, flush=True)


def _alone(conversation: str | None, question: str | None, files: list[Path] | None, plan: Path | None) -> None:
    """Raise QuestionError where something is named that a batch takes from its folder."""
    from assistant.errors import QuestionError

    if conversation or question or files or plan:
        raise QuestionError(
            "--batch takes papers and plans from its folder; leave out the conversation, --question, --file and --plan"
        )


def _fits(format: "Format", template: Path | None) -> "Format":
    """Return the format. Raises BriefingError for a template that cannot be used, or that would give another format."""
    from assistant.errors import BriefingError

    if template is not None:
        from assistant.briefing.writers.template import try_template

        try_template(template)
        if format != "docx":
            raise BriefingError(f"{template.name}: a template gives a .docx, not .{format}; name the output so")
    return format


def _format(text: str) -> "Format":
    from assistant.briefing.output import format_of

    return format_of(Path(f"briefing.{text.lower()}"))


def _question(conversation: str | None, text: str | None, files: list[Path] | None) -> "Question | None":
    """Return what is asked; None for a kept conversation. Raises QuestionError for both, or neither."""
    from assistant.briefing.material import asking
    from assistant.errors import QuestionError

    if (conversation is None) == (text is None and not files):
        raise QuestionError("give either a conversation's id, or --question TEXT and --file PATH")
    if conversation is not None:
        return None
    question = question_from(text, files, papers=True)
    return question if question.text.strip() else asking(question)


def _material(
    assistant: "Assistant", conversation: str | None, question: "Question | None", service: str
) -> "Material":
    """Return the material, with the name of the service in its title where there is one."""
    from dataclasses import replace

    from assistant.briefing.making import conversation_material, material_now
    from corpus.hygiene import clean

    today = date.today()
    if question is not None:
        found = material_now(assistant, question, "Where the service is and what comes next", today)
    else:
        found = conversation_material(assistant, assistant.record_of(), conversation or "", today)
    if not service:
        return found
    name = clean(service).text
    return replace(found, title=f"{name}: where the service is and what comes next", service=name)


def _day(since: str | None, plan: Path | None) -> date | None:
    """Return the day since when changes are wanted. Raises QuestionError for no date, and together with a plan."""
    from assistant.errors import QuestionError
    from assistant.timeline.moments import last_day

    if since is None:
        return None
    if plan is not None:
        raise QuestionError("--plan is held against the whole situation; leave it out with --since")
    return last_day(since, "--since")


def _named(out: Path | None) -> Path:
    from assistant.errors import QuestionError

    if out is None:
        raise QuestionError("no file is named to write; give --out FILE ending in .docx, .pdf, .md or .html")
    return out


def _form(text: str) -> "Form":
    from typing import get_args

    from assistant.briefing.models import Form
    from assistant.errors import QuestionError

    for form in get_args(Form):
        if text == form:
            return form  # type: ignore[no-any-return]
    raise QuestionError(f"form {text!r}: no such form; use {' or '.join(get_args(Form))}")
