"""The command `regrip brief`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import actions_from, print_json, question_from

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.briefing.material import Material
    from assistant.briefing.models import Briefing, Form
    from assistant.models import Question

app = typer.Typer(help="Write a cited briefing to a file.", rich_markup_mode=None)


@app.command()
def brief(
    conversation: Annotated[
        str | None, typer.Argument(metavar="[CONVERSATION_ID]", help="A kept conversation, as history lists it.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="A .docx, .pdf, .md or .html file to write.")] = None,
    question: Annotated[str | None, typer.Option(metavar="TEXT", help="What is to be answered.")] = None,
    file: Annotated[
        list[Path] | None, typer.Option(metavar="PATH", help="A file of your own as evidence; may be repeated.")
    ] = None,
    form: Annotated[str, typer.Option(help="board (two pages) or adviser (all of it).")] = "board",
    plan: Annotated[Path | None, typer.Option(metavar="PATH", help="A plan to hold against the stage.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what has changed since then, by the dated files.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write a cited briefing on a conversation, a question or files: DOCX, PDF, Markdown or HTML."""
    from assistant.assistant import Assistant
    from assistant.briefing.making import with_plan, with_timeline
    from assistant.briefing.output import check_output, put
    from assistant.briefing.writers import write

    out, day = _named(out), _day(since, plan)
    format, chosen = check_output(out, force), _form(form)
    asked = _question(conversation, question, file)
    actions = actions_from(plan) if plan else []
    assistant = Assistant.open()
    material = _material(assistant, conversation, asked)
    if plan:
        material = with_plan(assistant, material, actions, plan.name)
    if chosen == "adviser" and day is None:
        material = with_timeline(assistant, material)
    made = _paper(assistant, material, chosen, day)
    content = write(made, format)
    put(content, out, force)
    if as_json:
        said = {"file": str(out), "form": chosen, "format": format, "bytes": len(content)}
        print_json(said | {"sources": len(made.sources)})
    else:
        print(f"written to {out}: {len(made.sources)} sources, {len(content):,} bytes")


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


def _material(assistant: "Assistant", conversation: str | None, question: "Question | None") -> "Material":
    from assistant.briefing.making import conversation_material, material_now

    today = date.today()
    if question is not None:
        return material_now(assistant, question, "Where the service is and what comes next", today)
    return conversation_material(assistant, assistant.record_of(), conversation or "", today)


def _paper(assistant: "Assistant", material: "Material", form: "Form", since: date | None) -> "Briefing":
    from assistant.briefing.changes import changes_paper
    from assistant.briefing.making import changed_since
    from assistant.briefing.papers import paper

    if since is None:
        return paper(material, form, date.today())
    return changes_paper(material, changed_since(assistant, material, since), form, date.today())


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
