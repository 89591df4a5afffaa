"""The corpus's commands: list, check."""

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Look at the corpus and check it.", no_args_is_help=True, rich_markup_mode=None)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command("list")
def list_documents(as_json: AsJson = False) -> None:
    """List every note and page with its date and status."""
    from corpus.loaders import load_corpus

    infos = [document.info for document in load_corpus()]
    if as_json:
        print(json.dumps({"documents": [info.model_dump(mode="json") for info in infos]}, ensure_ascii=False, indent=1))
        return
    for info in infos:
        print(f"{info.id:48} {info.date:10} {info.status:10} {info.title}")


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of notes; the corpus of this installation when left out.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check notes and pages against the written format and the register; exit 1 when something is wrong."""
    from corpus.check import check_corpus, check_folder

    problems = check_folder(folder) if folder else check_corpus()
    if as_json:
        print(
            json.dumps(
                {"ok": not problems, "problems": [p.model_dump() for p in problems]}, ensure_ascii=False, indent=1
            )
        )
    else:
        print("\n".join(str(p) for p in problems) if problems else "The corpus is in order.")
    if problems:
        raise typer.Exit(1)
