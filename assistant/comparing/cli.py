"""The command `regrip compare`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import print_json, print_markdown

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.comparing.sides import Service

app = typer.Typer(help="Set services side by side.", rich_markup_mode=None)


@app.command()
def compare(
    case: Annotated[
        list[str], typer.Argument(metavar="CASE…", help="Cases by id, files, or folders of files; two to eight.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Set services side by side, and name those of the corpus that were there and climbed out."""
    from assistant.assistant import Assistant
    from assistant.comparing.sides import checked_count
    from assistant.rendering.comparison import comparison_markdown

    checked_count(len(case))
    folders = {name: Path(name) for name in case if Path(name).exists()}
    read = {name: _read(path) for name, path in folders.items()}
    assistant = Assistant.open()
    services = [read[name] if name in read else _kept(assistant, name) for name in case]
    reply = assistant.compare(services)
    if as_json:
        print_json(reply.model_dump(mode="json"))
    else:
        print_markdown(comparison_markdown(reply))


def _read(path: Path) -> "Service":
    from assistant.comparing.reading import service_in

    return service_in(path)


def _kept(assistant: "Assistant", case_id: str) -> "Service":
    """Return a kept case. Raises NotFound, with the ways to name a service."""
    from assistant.cases import Cases
    from assistant.errors import NotFound

    try:
        return Cases(assistant, assistant.settings).as_service(case_id)
    except NotFound as error:
        raise NotFound(f"{case_id}: no case has this id, and no file or folder this name") from error
